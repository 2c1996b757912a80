from django.urls import path

from .views import agency, coordinator

urlpatterns = [
    path("submissions/", agency.submissions, name="submissions"),
    path("submissions/new/", agency.submission_new, name="submission_new"),
    path("submissions/<int:pk>/", agency.submission, name="submission"),
    path("coordination/", coordinator.coordination, name="coordination"),
    path("coordination/<int:pk>/", coordinator.coordination_detail, name="coordination_detail"),
    path("coordination/<int:pk>/proposal.pdf", coordinator.coordination_pdf, name="coordination_pdf"),
    path("coordination/<int:pk>/submit/", coordinator.submit_innovation, name="submit_innovation"),
    path("coordination/<int:pk>/return/", coordinator.return_to_agency, name="return_to_agency"),
    path("coordination/<int:pk>/recall/", coordinator.recall, name="recall"),
]
