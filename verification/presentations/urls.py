from django.urls import path

from . import views

urlpatterns = [
    path("bureau/presentations/<int:stage_pk>/", views.bureau_presentations, name="bureau_presentations"),
    path("bureau/presentations/<int:stage_pk>/fill/", views.fill_slots, name="fill_slots"),
    path("bureau/presentations/<int:stage_pk>/list/", views.presentation_list, name="presentation_list"),
    path(
        "bureau/presentations/<int:stage_pk>/<int:innovation_pk>/plan/",
        views.plan_presentation,
        name="plan_presentation",
    ),
    path("bureau/presentation/<int:pk>/change/", views.change_presentation, name="change_presentation"),
    path(
        "bureau/presentation/<int:pk>/call-off/",
        views.call_off_presentation,
        name="call_off_presentation",
    ),
    path("presentations/<int:pk>/", views.presentation, name="presentation"),
    path("presentations/<int:pk>.ics", views.presentation_ics, name="presentation_ics"),
    path("presentations/<int:pk>/material/", views.bring_material, name="bring_material"),
    path("presentations/<int:pk>/slides/", views.presentation_slides, name="presentation_slides"),
    path("presentations/<int:pk>/held/", views.hold_presentation, name="hold_presentation"),
]
