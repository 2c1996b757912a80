from django.urls import path

from . import views

urlpatterns = [
    path("bureau/calibration/<int:stage>/", views.bureau_calibration, name="bureau_calibration"),
    path("bureau/calibration/<int:stage>/open/", views.open_calibration, name="open_calibration"),
    path("bureau/calibration/<int:stage>/close/", views.close_calibration, name="close_calibration"),
    path("verification/calibration/<int:stage>/", views.calibration, name="calibration"),
    path(
        "verification/calibration/<int:stage>/<int:specimen>/",
        views.calibration_sheet,
        name="calibration_sheet",
    ),
    path(
        "verification/calibration/<int:stage>/<int:specimen>/proposal/",
        views.specimen_proposal,
        name="specimen_proposal",
    ),
    path(
        "verification/calibration/<int:stage>/<int:specimen>/files/<int:evidence>/<str:size>/",
        views.specimen_file,
        name="specimen_file",
    ),
]
