from django.urls import path

from .views import contributors, locations, pdf, revisions, writing

urlpatterns = [
    path("submissions/<int:pk>/basics/", writing.submission_basics, name="submission_basics"),
    path("submissions/<int:pk>/sections/<slug:code>/", writing.submission_section, name="submission_section"),
    path("submissions/<int:pk>/makers/", contributors.submission_makers, name="submission_makers"),
    path("submissions/<int:pk>/makers/partners/", contributors.add_partner, name="add_partner"),
    path(
        "submissions/<int:pk>/makers/partners/<int:agency>/remove/",
        contributors.remove_partner,
        name="remove_partner",
    ),
    path(
        "submissions/<int:pk>/makers/<int:innovator>/remove/",
        contributors.remove_innovator,
        name="remove_innovator",
    ),
    path("submissions/<int:pk>/locations/", locations.submission_locations, name="submission_locations"),
    path(
        "submissions/<int:pk>/locations/<int:location>/remove/",
        locations.remove_location,
        name="remove_location",
    ),
    path("submissions/<int:pk>/revisions/", revisions.revisions, name="revisions"),
    path("submissions/<int:pk>/proposal.pdf", pdf.submission_pdf, name="submission_pdf"),
]
