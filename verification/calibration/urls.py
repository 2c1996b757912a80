from django.urls import path

from . import views

urlpatterns = [
    path("bureau/calibration/<int:stage_pk>/", views.bureau_calibration, name="bureau_calibration"),
    path("bureau/calibration/<int:stage_pk>/open/", views.open_calibration, name="open_calibration"),
    path("bureau/calibration/<int:stage_pk>/close/", views.close_calibration, name="close_calibration"),
    path("verification/calibration/<int:stage>/", views.calibration, name="calibration"),
    path(
        "verification/calibration/<int:stage>/<int:specimen_pk>/",
        views.calibration_sheet,
        name="calibration_sheet",
    ),
    path(
        "verification/calibration/<int:stage>/<int:specimen_pk>/proposal/",
        views.specimen_proposal,
        name="specimen_proposal",
    ),
    path(
        "verification/calibration/<int:stage>/<int:specimen_pk>/files/<int:evidence>/<str:size>/",
        views.specimen_file,
        name="specimen_file",
    ),
]
