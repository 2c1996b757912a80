from django.urls import path, re_path

from .views import (
    allocations,
    approvals,
    assignments,
    calibration,
    conflicts,
    ending,
    field,
    handing_in,
    minutes,
    paper_sheets,
    presentations,
    rankings,
    results,
    scoresheets,
    standings,
    suspending,
    sync,
    tasks,
    verifiers,
    visit_calendars,
    visit_photos,
    visit_record,
    visits,
)

tasks_of_a_verifier = [
    path("verification/", tasks.verification_home, name="verification_home"),
    path("verification/field/", field.field, name="field"),
    path("verification/field/prepare/", field.prepare, name="prepare"),
    path("verification/sync/", sync.sync, name="sync"),
    path("verification/sheets/<uuid:uuid>/conflict/", tasks.declare_conflict, name="declare_conflict"),
    path("verification/sheets/<uuid:uuid>/decline/", tasks.decline_task, name="decline_task"),
    path("conflicts/", conflicts.my_conflicts, name="my_conflicts"),
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
    path("bureau/sheets/<uuid:uuid>/reopen/", approvals.reopen_scoresheet, name="reopen_scoresheet"),
]

papers = [
    path("verification/visits/<int:pk>/form/", visit_record.visit_form, name="visit_form"),
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
    path("bureau/assignment/<int:pk>/end/", ending.end_assignment, name="end_assignment"),
    path("bureau/assignment/<int:pk>/replace/", ending.replace_assignment, name="replace_assignment"),
    path("bureau/assignment/<int:pk>/void/", ending.void_sheet, name="void_sheet"),
    path("bureau/assignment/<int:pk>/excuse/", approvals.excuse_assignment, name="excuse_assignment"),
    path("bureau/approvals/<int:pk>/", approvals.approval, name="approval"),
    path("bureau/editions/<int:year>/conflicts/", conflicts.bureau_conflicts, name="bureau_conflicts"),
]

progress_of_verifiers = [
    path("bureau/assignments/<int:stage>/verifiers/", verifiers.stage_verifiers, name="stage_verifiers"),
    path("bureau/assignments/<int:stage>/remind/", verifiers.remind_verifiers, name="remind_verifiers"),
]

allocating = [
    path(
        "bureau/assignments/<int:stage>/propose/", allocations.propose_assignments, name="propose_assignments"
    ),
    path("bureau/allocations/<int:pk>/", allocations.allocation, name="allocation"),
    path(
        "bureau/allocations/<int:pk>/entries/<int:innovation>/",
        allocations.allocation_entry,
        name="allocation_entry",
    ),
    path("bureau/allocations/<int:pk>/rows/<int:row>/take-out/", allocations.take_out, name="take_out"),
    path("bureau/allocations/<int:pk>/apply/", allocations.apply_allocation, name="apply_allocation"),
    path("bureau/allocations/<int:pk>/discard/", allocations.discard_allocation, name="discard_allocation"),
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

minutes_of_visits = [
    path("verification/visits/<int:pk>/minutes/", minutes.visit_minutes, name="visit_minutes"),
    path("verification/visits/<int:pk>/minutes/draw-up/", minutes.draw_up_minutes, name="draw_up_minutes"),
    path("verification/visits/<int:pk>/minutes/addendum/", minutes.add_addendum, name="add_addendum"),
    path("verification/minutes/<int:pk>/", minutes.minutes, name="minutes"),
    path("verification/minutes/<int:pk>/sign/", minutes.sign_minutes, name="sign_minutes"),
    path("verification/minutes/<int:pk>.pdf", minutes.minutes_paper, name="minutes_paper"),
    path("verification/minutes/<int:pk>/signed.pdf", minutes.signed_minutes, name="signed_minutes"),
    path(
        "verification/minutes/<int:pk>/photos/<uuid:uuid>/<str:size>/",
        minutes.minutes_photo,
        name="minutes_photo",
    ),
    path("bureau/minutes/<int:pk>/number/", minutes.number_minutes, name="number_minutes"),
    path("bureau/minutes/<int:pk>/issue/", minutes.issue_minutes, name="issue_minutes"),
    path("bureau/visit/<int:pk>/excuse-minutes/", approvals.excuse_minutes, name="excuse_minutes"),
    # Anybody who holds the paper may ask: the hash is all that they bring.
    re_path(r"^verify/(?P<text_hash>[0-9a-f]{64})/$", minutes.check_document, name="check_document"),
]

calibrating = [
    path("bureau/calibration/<int:stage>/", calibration.bureau_calibration, name="bureau_calibration"),
    path("bureau/calibration/<int:stage>/open/", calibration.open_calibration, name="open_calibration"),
    path("bureau/calibration/<int:stage>/close/", calibration.close_calibration, name="close_calibration"),
    path("verification/calibration/<int:stage>/", calibration.calibration, name="calibration"),
    path(
        "verification/calibration/<int:stage>/<int:specimen>/",
        calibration.calibration_sheet,
        name="calibration_sheet",
    ),
    path(
        "verification/calibration/<int:stage>/<int:specimen>/proposal/",
        calibration.specimen_proposal,
        name="specimen_proposal",
    ),
    path(
        "verification/calibration/<int:stage>/<int:specimen>/files/<int:evidence>/<str:size>/",
        calibration.specimen_file,
        name="specimen_file",
    ),
]

presenting = [
    path(
        "bureau/presentations/<int:stage>/", presentations.bureau_presentations, name="bureau_presentations"
    ),
    path("bureau/presentations/<int:stage>/fill/", presentations.fill_slots, name="fill_slots"),
    path("bureau/presentations/<int:stage>/list/", presentations.presentation_list, name="presentation_list"),
    path(
        "bureau/presentations/<int:stage>/<int:innovation>/plan/",
        presentations.plan_presentation,
        name="plan_presentation",
    ),
    path(
        "bureau/presentation/<int:pk>/change/", presentations.change_presentation, name="change_presentation"
    ),
    path(
        "bureau/presentation/<int:pk>/call-off/",
        presentations.call_off_presentation,
        name="call_off_presentation",
    ),
    path("presentations/<int:pk>/", presentations.presentation, name="presentation"),
    path("presentations/<int:pk>.ics", presentations.presentation_ics, name="presentation_ics"),
    path("presentations/<int:pk>/material/", presentations.bring_material, name="bring_material"),
    path("presentations/<int:pk>/slides/", presentations.presentation_slides, name="presentation_slides"),
    path("presentations/<int:pk>/held/", presentations.hold_presentation, name="hold_presentation"),
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
    *allocating,
    *progress_of_verifiers,
    *visiting,
    *minutes_of_visits,
    *calibrating,
    *presenting,
    *standing,
    *ranking,
    *stopping_an_edition,
    *public_results,
]
