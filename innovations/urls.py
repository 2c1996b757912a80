from django.urls import path

from .views import coordination, evidence, files, locations, proposal, sending, submissions

# The agency's room
agency = [
    path("submissions/", submissions.submissions, name="submissions"),
    path("submissions/new/", submissions.submission_new, name="submission_new"),
    path("submissions/<int:pk>/", submissions.submission, name="submission"),
    path("submissions/<int:pk>/basics/", proposal.submission_basics, name="submission_basics"),
    path(
        "submissions/<int:pk>/sections/<slug:code>/", proposal.submission_section, name="submission_section"
    ),
    path("submissions/<int:pk>/locations/", locations.submission_locations, name="submission_locations"),
    path(
        "submissions/<int:pk>/locations/<int:location>/remove/",
        locations.remove_location,
        name="remove_location",
    ),
    path("submissions/<int:pk>/evidence/", evidence.submission_evidence, name="submission_evidence"),
    path(
        "submissions/<int:pk>/evidence/<int:evidence>/remove/",
        evidence.remove_evidence,
        name="remove_evidence",
    ),
    path("submissions/<int:pk>/check/", sending.submission_check, name="submission_check"),
    path("submissions/<int:pk>/propose/", sending.propose, name="propose"),
    path("submissions/<int:pk>/resend/", sending.resend, name="resend"),
    path("submissions/<int:pk>/submit/", sending.submit_own, name="submit_own"),
    path("submissions/<int:pk>/withdraw/", sending.withdraw, name="withdraw"),
]

# The coordinator's room
coordinating = [
    path("coordination/", coordination.coordination, name="coordination"),
    path("coordination/<int:pk>/", coordination.coordination_detail, name="coordination_detail"),
    path("coordination/<int:pk>/submit/", coordination.submit_innovation, name="submit_innovation"),
    path("coordination/<int:pk>/return/", coordination.return_to_agency, name="return_to_agency"),
]

uploaded_files = [
    path("files/<int:evidence>/<str:size>/", files.evidence_file, name="evidence_file"),
]

urlpatterns = [*agency, *coordinating, *uploaded_files]
