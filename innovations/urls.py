from django.urls import path

from .views import (
    board,
    carrying,
    catalogue,
    choosing,
    claims,
    coordination,
    decisions,
    earlier_awards,
    edition_rules,
    edition_setup,
    edition_steps,
    editions,
    evidence,
    extensions,
    files,
    findings,
    holidays,
    letters,
    likeness,
    locations,
    makers,
    new_edition,
    proposal,
    proposal_pdf,
    revisions,
    screening,
    screening_queue,
    sending,
    statements,
    submissions,
)

# The agency's room
agency = [
    path("submissions/", submissions.submissions, name="submissions"),
    path("submissions/new/", submissions.submission_new, name="submission_new"),
    path("submissions/<int:pk>/", submissions.submission, name="submission"),
    path("submissions/<int:pk>/basics/", proposal.submission_basics, name="submission_basics"),
    path(
        "submissions/<int:pk>/sections/<slug:code>/", proposal.submission_section, name="submission_section"
    ),
    path("submissions/<int:pk>/makers/", makers.submission_makers, name="submission_makers"),
    path("submissions/<int:pk>/makers/partners/", makers.add_partner, name="add_partner"),
    path(
        "submissions/<int:pk>/makers/partners/<int:agency>/remove/",
        makers.remove_partner,
        name="remove_partner",
    ),
    path(
        "submissions/<int:pk>/makers/<int:innovator>/remove/",
        makers.remove_innovator,
        name="remove_innovator",
    ),
    path("submissions/<int:pk>/locations/", locations.submission_locations, name="submission_locations"),
    path(
        "submissions/<int:pk>/locations/<int:location>/remove/",
        locations.remove_location,
        name="remove_location",
    ),
    path("submissions/<int:pk>/evidence/", evidence.submission_evidence, name="submission_evidence"),
    path("submissions/<int:pk>/evidence/<int:evidence>/", evidence.evidence, name="evidence"),
    path("submissions/<int:pk>/evidence/<int:evidence>/blur/", evidence.blur_evidence, name="blur_evidence"),
    path("submissions/<int:pk>/evidence/<int:evidence>/move/", evidence.move_evidence, name="move_evidence"),
    path(
        "submissions/<int:pk>/evidence/<int:evidence>/remove/",
        evidence.remove_evidence,
        name="remove_evidence",
    ),
    path("submissions/<int:pk>/revisions/", revisions.revisions, name="revisions"),
    path("submissions/<int:pk>/findings/", findings.submission_findings, name="submission_findings"),
    path("submissions/<int:pk>/check/", sending.submission_check, name="submission_check"),
    path("submissions/<int:pk>/proposal.pdf", proposal_pdf.submission_pdf, name="submission_pdf"),
    path("submissions/<int:pk>/record/", sending.record_innovation, name="record_innovation"),
    path("submissions/<int:pk>/compete/", sending.compete, name="compete"),
    path("submissions/<int:pk>/propose/", sending.propose, name="propose"),
    path("submissions/<int:pk>/resend/", sending.resend, name="resend"),
    path("submissions/<int:pk>/submit/", sending.submit_own, name="submit_own"),
    path("submissions/<int:pk>/carry/", carrying.carry_over, name="carry_over"),
    path("submissions/<int:pk>/withdraw/", sending.withdraw, name="withdraw"),
]

# The coordinator's room
coordinating = [
    path("coordination/", coordination.coordination, name="coordination"),
    path("coordination/editions/<int:year>/", choosing.choose, name="choose"),
    path("coordination/editions/<int:year>/send/", choosing.send_together, name="send_together"),
    path("coordination/editions/<int:year>/list/", choosing.coordination_list, name="coordination_list"),
    path("coordination/editions/<int:year>/letters/new/", letters.new_letter, name="new_letter"),
    path("coordination/letters/<int:pk>/", letters.covering_letter, name="covering_letter"),
    path("coordination/letters/<int:pk>/file/", letters.letter_file, name="letter_file"),
    path("coordination/<int:pk>/move/", choosing.move_innovation, name="move_innovation"),
    path("coordination/board/", board.coordination_board, name="coordination_board"),
    path(
        "coordination/board/export/<str:form>/",
        board.coordination_board_export,
        name="coordination_board_export",
    ),
    path("coordination/<int:pk>/", coordination.coordination_detail, name="coordination_detail"),
    path("coordination/<int:pk>/proposal.pdf", coordination.coordination_pdf, name="coordination_pdf"),
    path("coordination/<int:pk>/likeness/", likeness.likeness, name="likeness"),
    path("coordination/<int:pk>/submit/", coordination.submit_innovation, name="submit_innovation"),
    path("coordination/<int:pk>/return/", coordination.return_to_agency, name="return_to_agency"),
    path("coordination/<int:pk>/recall/", coordination.recall, name="recall"),
]

uploaded_files = [
    path("files/<int:evidence>/<str:size>/", files.evidence_file, name="evidence_file"),
]

# The bureau's administrative check
checking = [
    path("bureau/screening/", screening_queue.screening, name="screening"),
    path("bureau/screening/<int:pk>/", screening.screening_detail, name="screening_detail"),
    path("bureau/screening/<int:pk>/proposal.pdf", screening.screening_pdf, name="screening_pdf"),
    path("bureau/screening/<int:pk>/next/", screening.next_waiting, name="next_waiting"),
    path("bureau/screening/<int:pk>/items/", screening.check_items, name="check_items"),
    path("bureau/screening/<int:pk>/claim/", claims.claim_innovation, name="claim_innovation"),
    path("bureau/screening/<int:pk>/release/", claims.release_innovation, name="release_innovation"),
    path("bureau/screening/<int:pk>/take-over/", claims.take_over, name="take_over"),
    path("bureau/screening/<int:pk>/rules/<slug:rule>/", claims.set_rule_aside, name="set_rule_aside"),
    path("bureau/screening/<int:pk>/peek/", claims.peek, name="peek"),
    path("bureau/screening/<int:pk>/accept/", decisions.accept_innovation, name="accept_innovation"),
    path("bureau/screening/<int:pk>/return/", decisions.return_for_correction, name="return_for_correction"),
    path("bureau/screening/<int:pk>/reject/", decisions.reject_innovation, name="reject_innovation"),
    path(
        "bureau/screening/<int:pk>/reconsider/", decisions.reconsider_innovation, name="reconsider_innovation"
    ),
]

# What governments sent with their entries
sent_with_entries = [path("bureau/letters/", letters.letters, name="letters")]

# What is signed before judging
signing = [path("statements/<int:year>/", statements.statement, name="statement")]

# An edition's rules and its steps
running_an_edition = [
    path("bureau/editions/", editions.editions, name="editions"),
    path("bureau/holidays/", holidays.holidays, name="holidays"),
    path("bureau/holidays/<int:pk>/remove/", holidays.remove_holiday, name="remove_holiday"),
    path("bureau/editions/new/", new_edition.new_edition, name="new_edition"),
    path("bureau/editions/<int:year>/", editions.edition, name="edition"),
    path("bureau/editions/<int:year>/repeat/", new_edition.repeat_edition, name="repeat_edition"),
    path("bureau/editions/<int:year>/rules/", edition_rules.edition_rules, name="edition_rules"),
    path("bureau/editions/<int:year>/setup/<slug:part>/", edition_setup.edition_setup, name="edition_setup"),
    path("bureau/stages/<int:pk>/setup/<slug:part>/", edition_setup.stage_setup, name="stage_setup"),
    path("bureau/editions/<int:year>/open/", edition_steps.open_edition, name="open_edition"),
    path("bureau/editions/<int:year>/close/", edition_steps.close_edition, name="close_edition"),
    path("bureau/editions/<int:year>/carry/", carrying.carry_all_over, name="carry_all_over"),
    path("bureau/stages/<int:pk>/begin/", edition_steps.begin_stage, name="begin_stage"),
    path("bureau/stages/<int:pk>/end/", edition_steps.end_stage, name="end_stage"),
    path("bureau/stages/<int:pk>/extend/", extensions.extend_stage, name="extend_stage"),
]

# Every agency's innovations, year by year, and what won elsewhere
across_editions = [
    path("bureau/board/", board.board, name="board"),
    path("bureau/board/export/<str:form>/", board.board_export, name="board_export"),
    path("bureau/board/remind/", board.remind_agencies, name="remind_agencies"),
    path("bureau/board/remind-coordinators/", board.remind_coordinators, name="remind_coordinators"),
    path("bureau/earlier-awards/", earlier_awards.earlier_awards, name="earlier_awards"),
    path("bureau/earlier-awards/import/", earlier_awards.import_earlier_awards, name="import_earlier_awards"),
    path(
        "bureau/earlier-awards/import/template/",
        earlier_awards.earlier_awards_template,
        name="earlier_awards_template",
    ),
]

# What everyone may read
public = [
    path("innovations/", catalogue.catalogue, name="catalogue"),
    path("innovations/<slug:slug>/", catalogue.public_innovation, name="public_innovation"),
    path(
        "innovations/<slug:slug>/photos/<int:photo>/<str:size>/", catalogue.public_photo, name="public_photo"
    ),
]

urlpatterns = [
    *agency,
    *coordinating,
    *uploaded_files,
    *checking,
    *sent_with_entries,
    *signing,
    *running_an_edition,
    *across_editions,
    *public,
]
