from django.urls import path

from . import views

urlpatterns = [
    path("submissions/<int:pk>/evidence/", views.submission_evidence, name="submission_evidence"),
    path("submissions/<int:pk>/evidence/<int:evidence_pk>/", views.evidence, name="evidence"),
    path("submissions/<int:pk>/evidence/<int:evidence_pk>/blur/", views.blur_evidence, name="blur_evidence"),
    path("submissions/<int:pk>/evidence/<int:evidence>/move/", views.move_evidence, name="move_evidence"),
    path(
        "submissions/<int:pk>/evidence/<int:evidence>/remove/",
        views.remove_evidence,
        name="remove_evidence",
    ),
    path("files/<int:evidence_pk>/<str:size>/", views.evidence_file, name="evidence_file"),
]
