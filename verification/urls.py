from django.urls import path

from .views import (
    assignments,
    handing_in,
    paper_sheets,
    rankings,
    results,
    scoresheets,
    standings,
    suspending,
    tasks,
    visit_calendars,
    visit_photos,
    visit_record,
    visits,
)

tasks_of_a_verifier = [
    path("verification/", tasks.verification_home, name="verification_home"),
    path("verification/sheets/<uuid:uuid>/conflict/", tasks.declare_conflict, name="declare_conflict"),
]

sheets = [
    path("verification/sheets/<uuid:uuid>/", scoresheets.scoresheet, name="scoresheet"),
    path("verification/sheets/<uuid:uuid>/proposal/", scoresheets.sheet_proposal, name="sheet_proposal"),
    path("verification/sheets/<uuid:uuid>/proposal.pdf", scoresheets.sheet_pdf, name="sheet_pdf"),
    path("verification/sheets/<uuid:uuid>/submit/", handing_in.submit_scoresheet, name="submit_scoresheet"),
    path(
        "verification/sheets/<uuid:uuid>/files/<int:evidence>/<str:size>/",
        scoresheets.assessor_file,
        name="assessor_file",
    ),
    path("bureau/sheets/<uuid:uuid>/reopen/", handing_in.reopen_scoresheet, name="reopen_scoresheet"),
]

papers = [
    path("verification/visits/<int:pk>/form/", paper_sheets.visit_form, name="visit_form"),
    path("verification/sheets/<uuid:uuid>/form/", paper_sheets.sheet_form, name="sheet_form"),
    path("bureau/sheets/<uuid:uuid>/type-in/", paper_sheets.type_in_sheet, name="type_in_sheet"),
    path("verification/paper-sheets/<int:pk>/", paper_sheets.paper_sheet, name="paper_sheet"),
    path(
        "verification/paper-sheets/<int:pk>/refuse/",
        paper_sheets.refuse_paper_sheet,
        name="refuse_paper_sheet",
    ),
    path("verification/paper-sheets/<int:pk>/scan/", paper_sheets.paper_scan, name="paper_scan"),
]

assigning = [
    path("bureau/assignments/<int:stage>/", assignments.assignments, name="assignments"),
    path(
        "bureau/assignments/<int:stage>/<int:innovation>/",
        assignments.entry_assignments,
        name="entry_assignments",
    ),
    path("bureau/assignment/<int:pk>/end/", assignments.end_assignment, name="end_assignment"),
    path("bureau/assignment/<int:pk>/excuse/", assignments.excuse_assignment, name="excuse_assignment"),
]

visiting = [
    path("bureau/visits/<int:stage>/", visits.bureau_visits, name="bureau_visits"),
    path(
        "bureau/visits/<int:stage>/calendar/",
        visit_calendars.bureau_visit_calendar,
        name="bureau_visit_calendar",
    ),
    path("verification/visits/", visit_calendars.own_visits, name="own_visits"),
    path("verification/visits.ics", visit_calendars.own_visits_ics, name="own_visits_ics"),
    path("verification/visits/<int:pk>.ics", visit_calendars.visit_ics, name="visit_ics"),
    path("bureau/visits/<int:stage>/<int:innovation>/plan/", visits.plan_visit, name="plan_visit"),
    path("bureau/visit/<int:pk>/change/", visits.change_visit, name="change_visit"),
    path("bureau/visit/<int:pk>/confirm/", visits.confirm_visit, name="confirm_visit"),
    path("bureau/visit/<int:pk>/call-off/", visits.call_off_visit, name="call_off_visit"),
    path("verification/visits/<int:pk>/", visit_record.visit, name="visit"),
    path("verification/visits/<int:pk>/facts/", visit_record.record_facts, name="record_facts"),
    path(
        "verification/visits/<int:pk>/findings/<slug:code>/",
        visit_record.record_finding,
        name="record_finding",
    ),
    path(
        "verification/visits/<int:pk>/findings/<slug:code>/note/",
        visit_record.write_differing_note,
        name="write_differing_note",
    ),
    path(
        "verification/visits/<int:pk>/attendance/", visit_record.record_attendance, name="record_attendance"
    ),
    path(
        "verification/visits/<int:pk>/attendance/<uuid:uuid>/remove/",
        visit_record.remove_attendance,
        name="remove_attendance",
    ),
    path("verification/visits/<int:pk>/photos/", visit_photos.add_visit_photo, name="add_visit_photo"),
    path(
        "verification/visits/<int:pk>/photos/<uuid:uuid>/",
        visit_photos.describe_visit_photo,
        name="describe_visit_photo",
    ),
    path(
        "verification/visits/<int:pk>/photos/<uuid:uuid>/remove/",
        visit_photos.remove_visit_photo,
        name="remove_visit_photo",
    ),
    path(
        "verification/visits/<int:pk>/photos/<uuid:uuid>/<str:size>/",
        visit_photos.visit_photo,
        name="visit_photo",
    ),
    path("verification/visits/<int:pk>/hold/", visit_record.hold_visit, name="hold_visit"),
]

standing = [
    path("bureau/standings/<int:stage>/", standings.standings, name="standings"),
    path("bureau/standings/<int:stage>/open/", standings.open_standings, name="open_standings"),
    path("bureau/standings/<int:stage>/freeze/", standings.freeze_standings, name="freeze_standings"),
]

ranking = [
    path("bureau/rankings/<int:pk>/", rankings.ranking, name="ranking"),
    path("bureau/rankings/<int:pk>/placings/<int:placing>/", rankings.decide_place, name="decide_place"),
    path("bureau/rankings/<int:pk>/confirm/", rankings.confirm_ranking, name="confirm_ranking"),
    path("bureau/rankings/<int:pk>/publish/", rankings.publish_ranking, name="publish_ranking"),
    path("bureau/rankings/<int:pk>/retract/", rankings.retract_ranking, name="retract_ranking"),
]

stopping_an_edition = [
    path("bureau/editions/<int:year>/suspend/", suspending.suspend_edition, name="suspend_edition"),
    path("bureau/editions/<int:year>/resume/", suspending.resume_edition, name="resume_edition"),
    path("bureau/editions/<int:year>/cancel/", suspending.cancel_edition, name="cancel_edition"),
]

public_results = [
    path("results/", results.results, name="results"),
    path("results/<int:year>/", results.edition_results, name="edition_results"),
]

urlpatterns = [
    *tasks_of_a_verifier,
    *sheets,
    *papers,
    *assigning,
    *visiting,
    *standing,
    *ranking,
    *stopping_an_edition,
    *public_results,
]
