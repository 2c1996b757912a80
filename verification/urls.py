from django.urls import include, path

urlpatterns = [
    path("", include("verification.allocations.urls")),
    path("", include("verification.approvals.urls")),
    path("", include("verification.assignments.urls")),
    path("", include("verification.calibration.urls")),
    path("", include("verification.desk.urls")),
    path("", include("verification.minutes.urls")),
    path("", include("verification.presentations.urls")),
    path("", include("verification.results.urls")),
    path("", include("verification.scoresheets.urls")),
    path("", include("verification.suspending.urls")),
    path("", include("verification.visits.urls")),
]
