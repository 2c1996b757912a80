from django.urls import path

from .views import calendars, photos, record, visits

urlpatterns = [
    path("verification/visits/<int:pk>/form/", record.visit_form, name="visit_form"),
    path("bureau/visits/<int:stage_pk>/", visits.bureau_visits, name="bureau_visits"),
    path(
        "bureau/visits/<int:stage_pk>/calendar/",
        calendars.bureau_visit_calendar,
        name="bureau_visit_calendar",
    ),
    path("verification/visits/", calendars.own_visits, name="own_visits"),
    path("verification/visits.ics", calendars.own_visits_ics, name="own_visits_ics"),
    path("verification/visits/<int:pk>.ics", calendars.visit_ics, name="visit_ics"),
    path("bureau/visits/<int:stage_pk>/<int:innovation_pk>/plan/", visits.plan_visit, name="plan_visit"),
    path("bureau/visit/<int:pk>/change/", visits.change_visit, name="change_visit"),
    path("bureau/visit/<int:pk>/confirm/", visits.confirm_visit, name="confirm_visit"),
    path("bureau/visit/<int:pk>/call-off/", visits.call_off_visit, name="call_off_visit"),
    path("verification/visits/<int:pk>/", record.visit, name="visit"),
    path("verification/visits/<int:pk>/facts/", record.record_facts, name="record_facts"),
    path(
        "verification/visits/<int:pk>/findings/<slug:code>/",
        record.record_finding,
        name="record_finding",
    ),
    path(
        "verification/visits/<int:pk>/findings/<slug:code>/note/",
        record.write_differing_note,
        name="write_differing_note",
    ),
    path("verification/visits/<int:pk>/attendance/", record.record_attendance, name="record_attendance"),
    path(
        "verification/visits/<int:pk>/attendance/<uuid:uuid>/remove/",
        record.remove_attendance,
        name="remove_attendance",
    ),
    path("verification/visits/<int:pk>/photos/", photos.add_visit_photo, name="add_visit_photo"),
    path(
        "verification/visits/<int:pk>/photos/<uuid:uuid>/",
        photos.describe_visit_photo,
        name="describe_visit_photo",
    ),
    path(
        "verification/visits/<int:pk>/photos/<uuid:uuid>/remove/",
        photos.remove_visit_photo,
        name="remove_visit_photo",
    ),
    path(
        "verification/visits/<int:pk>/photos/<uuid:uuid>/<str:size>/",
        photos.visit_photo,
        name="visit_photo",
    ),
    path("verification/visits/<int:pk>/hold/", record.hold_visit, name="hold_visit"),
]
