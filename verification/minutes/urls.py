from django.urls import path, re_path

from . import views

urlpatterns = [
    path("verification/visits/<int:pk>/minutes/", views.visit_minutes, name="visit_minutes"),
    path("verification/visits/<int:pk>/minutes/draw-up/", views.draw_up_minutes, name="draw_up_minutes"),
    path("verification/visits/<int:pk>/minutes/addendum/", views.add_addendum, name="add_addendum"),
    path("verification/minutes/<int:pk>/", views.minutes, name="minutes"),
    path("verification/minutes/<int:pk>/sign/", views.sign_minutes, name="sign_minutes"),
    path("verification/minutes/<int:pk>.pdf", views.minutes_paper, name="minutes_paper"),
    path("verification/minutes/<int:pk>/signed.pdf", views.signed_minutes, name="signed_minutes"),
    path(
        "verification/minutes/<int:pk>/photos/<uuid:uuid>/<str:size>/",
        views.minutes_photo,
        name="minutes_photo",
    ),
    path("bureau/minutes/<int:pk>/number/", views.number_minutes, name="number_minutes"),
    path("bureau/minutes/<int:pk>/issue/", views.issue_minutes, name="issue_minutes"),
    re_path(r"^verify/(?P<text_hash>[0-9a-f]{64})/$", views.check_document, name="check_document"),
]
