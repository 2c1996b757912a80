from django.urls import path

from .views import claims, decisions, findings, likeness, queue, screening

urlpatterns = [
    path("submissions/<int:pk>/findings/", findings.submission_findings, name="submission_findings"),
    path("coordination/<int:pk>/likeness/", likeness.likeness, name="likeness"),
    path("bureau/screening/", queue.screening, name="screening"),
    path("bureau/screening/<int:pk>/", screening.screening_detail, name="screening_detail"),
    path("bureau/screening/<int:pk>/proposal.pdf", screening.screening_pdf, name="screening_pdf"),
    path("bureau/screening/<int:pk>/next/", screening.next_waiting, name="next_waiting"),
    path("bureau/screening/<int:pk>/items/", screening.check_items, name="check_items"),
    path("bureau/screening/<int:pk>/claim/", claims.claim_innovation, name="claim_innovation"),
    path("bureau/screening/<int:pk>/release/", claims.release_innovation, name="release_innovation"),
    path("bureau/screening/<int:pk>/take-over/", claims.take_over, name="take_over"),
    path("bureau/screening/<int:pk>/rules/<slug:rule>/", claims.set_rule_aside, name="set_rule_aside"),
    path("bureau/screening/<int:pk>/peek/", claims.peek, name="peek"),
    path("bureau/screening/<int:pk>/accept/", decisions.accept_innovation, name="accept_innovation"),
    path("bureau/screening/<int:pk>/return/", decisions.return_for_correction, name="return_for_correction"),
    path("bureau/screening/<int:pk>/reject/", decisions.reject_innovation, name="reject_innovation"),
    path(
        "bureau/screening/<int:pk>/reconsider/", decisions.reconsider_innovation, name="reconsider_innovation"
    ),
]
