"""docs/access.md is true: every page, every action and every deed, tried by everybody.

The document's tables are read here, row by row. A page, an action or a deed without a row fails, and so
does a row that speaks of none.
"""

from datetime import date, timedelta
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from innovations.awards import earlier_awards
from innovations.board import reminding
from innovations.checking import deeds as screening
from innovations.editions import deeds as editions
from innovations.editions import extensions, holidays
from innovations.evidence import blurring
from innovations.evidence import deeds as attaching
from innovations.integrity import statements
from innovations.models import TRANSITIONS, Holiday, Stage, Status
from innovations.presentations import deeds as material
from innovations.proposals import access, contributors, drafting
from innovations.rulebook import presets, setup
from innovations.sending import carry_over, covering_letters, lifecycle, sending_order
from kipp.accounts import agencies, invitations, people
from kipp.accounts.models import Membership
from kipp.files import uploads
from tests import factories, portal
from tests.undone import undone
from verification.allocations import deeds as allocations
from verification.approvals import deeds as approvals
from verification.assignments import conflicts
from verification.assignments import deeds as assignments
from verification.assignments import reminding as reminding_verifiers
from verification.calibration import deeds as calibration
from verification.minutes import deeds as minutes
from verification.minutes import text as minutes_text
from verification.models import Attendance, Minutes, Ranking, Visit
from verification.presentations import deeds as presentations
from verification.results import deeds as publication
from verification.results import freezing
from verification.scoresheets import deeds as scoresheets
from verification.scoresheets import paper_sheets
from verification.suspending import deeds as suspending
from verification.visits import deeds as visits
from verification.visits import photos as visit_photos
from verification.visits import record as visit_records

pytestmark = pytest.mark.django_db

DOCUMENT = Path(__file__).parents[1] / "docs" / "access.md"
NOW = timezone.now()

# The document's columns, and who of the world stands in each.
ROLES = {
    "visitor": "visitor",
    "nobody": "nobody",
    "staff": "staff",
    "other staff": "stranger",
    "province": "provincial_staff",
    "coordinator": "coordinator",
    "other coordinator": "other_coordinator",
    "assessor": "verifier",
    "other verifier": "verifier3",
    "bureau": "bureau",
    "in conflict": "conflicted",
    "auditor": "auditor",
}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def rows(heading):
    """Return the rows of all tables whose first column is called so, each as {heading: cell}."""
    found, headings = [], []
    for line in DOCUMENT.read_text().splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            headings = []
        elif not headings:
            headings = cells
        elif headings[0] == heading and not set(line) <= set("|-: "):
            found.append(dict(zip(headings, cells, strict=True)))
    return found


# Pages


@pytest.fixture
def clients(world, quick):
    """Return a signed-in client for everybody; the visitor's is not signed in."""
    found = {who: Client(raise_request_exception=False) for who in world.people}
    for who, person in world.people.items():
        if person:
            found[who].force_login(person)
    return found


def answer(client, method, path):
    """Return what a request is answered, in the document's words; nothing stays of what it did."""
    cookies = SimpleCookie({name: morsel.value for name, morsel in client.cookies.items()})
    with undone():
        found = _in_words(method, client.generic(method, path))
    client.cookies = cookies
    return found


def _in_words(method, response):
    response.getvalue()  # closes a file that was sent
    if response.status_code == 302:
        if response.url.startswith(reverse("account_login")):
            return "sign in"
        return "led on" if method in ("GET", "HEAD") else "ok"
    return "ok" if response.status_code == 200 else str(response.status_code)


def answers_of_pages():
    """Return {(page, state): {method: {role: answer}}}, as the rows say it."""
    found = {}
    for row in rows("page"):
        told = {role: row[role] for role in ROLES}
        methods = dict.fromkeys(row["methods"].split(), told)
        if "GET" in methods:
            # Django asks the same view: one of each answer tells whether a page knows HEAD at all.
            methods["HEAD"] = {role: got for got, role in {got: role for role, got in told.items()}.items()}
        found.setdefault((row["page"], row["state"]), {}).update(methods)
    return found


def refused(answers):
    """Return what a method is answered that no row of a page names.

    It is asked by the visitor, by nobody in particular, and by the first whom the page lets further than
    these: the other roles are told no other way.
    """
    told = [(role, got) for by_role in answers.values() for role, got in by_role.items()]
    first = "sign in" if ("visitor", "sign in") in told else "405"
    further = [role for role, got in told if got == "ok" and role != "visitor"][:1]
    return {"visitor": first, "nobody": "405", **dict.fromkeys(further, "405")}


def test_every_page_has_a_row_and_every_row_a_page(world):
    pages = {(page.name, page.label) for page in portal.pages(world)}
    said = set(answers_of_pages())

    assert {name for name, _label in pages} == portal.url_names()
    assert {name for name, _label in said} == portal.url_names()
    assert said - pages == set()


@pytest.mark.parametrize("room", portal.ROOMS)
def test_every_page_answers_everybody_and_every_method_as_the_document_says(world, clients, room):
    said = answers_of_pages()

    wrong = []
    for page in portal.pages(world, room):
        answers = said.get((page.name, page.label), {})
        wanted = {
            (method, role): told
            for method in METHODS
            if answers
            for role, told in answers.get(method, refused(answers)).items()
        }
        got = {(method, role): answer(clients[ROLES[role]], method, page.path) for method, role in wanted}
        wrong += [
            f"{page}: {method} by {role}: expected {wanted[method, role]}, got {found}"
            for (method, role), found in got.items()
            if found != wanted[method, role]
        ]
        opened = {ROLES[role]: found for (method, role), found in got.items() if method == "GET"}
        # Those of whom the document does not speak are asked all the same.
        opened |= {who: answer(clients[who], "GET", page.path) for who in clients if who not in opened}
        readers = {who for who, found in opened.items() if found == "ok"}
        if readers != page.readers:
            wrong.append(f"{page}: opened by {sorted(readers)}, expected {sorted(page.readers)}")

    assert not wrong, "\n".join(wrong)


# Actions on an innovation, and all other deeds


def attempt(deed):
    """Return "yes" when a deed is done, "no" when it is not theirs, "not now" when it can't be."""
    try:
        with undone():
            deed()
    except PermissionDenied:
        return "no"
    except ValidationError:
        return "not now"
    return "yes"


def by_role(world, ask):
    """Return what each role of the document is told. `ask` takes the person."""
    return {role: ask(world.people[who] or AnonymousUser()) for role, who in ROLES.items()}


@pytest.fixture
def entries(world):
    """Return {whose: {case: innovation}}: the cases of the document while registration is open."""
    edition, province = world.editions["registering"], world.people["provincial_staff"].posts[0].agency
    overdue = NOW - timedelta(days=1)
    cases = {
        **{status.value: {"status": status} for status in Status},
        "returned, never sent": {"status": "returned", "sent": False},
        "returned, overdue": {"status": "returned", "due_at": overdue},
    }
    offices = {"the regency": world.entries["draft"].agency, "the province": province}
    return {
        whose: {
            case: factories.innovation(edition=edition, agency=agency, **fields)
            for case, fields in cases.items()
        }
        for whose, agency in offices.items()
    }


def test_every_action_has_a_row():
    actions = {action for moves in TRANSITIONS.values() for action in moves} | {access.EDIT}

    assert {row["action"] for row in rows("action") if row["entry of"] == "the regency"} == actions


def test_every_action_at_every_status_is_for_whom_the_document_says(world, entries):
    wrong = []
    for row in rows("action"):
        action = row["action"]
        possible = row["from"].split("; ") if row["from"] else []
        assert set(possible) <= set(entries[row["entry of"]])
        for case, innovation in entries[row["entry of"]].items():
            got = by_role(world, lambda who: _tried(who, innovation, action))  # noqa: B023 - asked at once
            for role, found in got.items():
                wanted = "not now" if row[role] == "yes" and case not in possible else row[role]
                if found != wanted:
                    wrong.append(f"{action}, {case}, by {role}: expected {wanted}, got {found}")

    assert not wrong, "\n".join(wrong)


def _tried(person, innovation, action):
    told = attempt(lambda: access.require(person, innovation, action, at=NOW))
    offered = action in access.actions_for(person, innovation, at=NOW)
    return told if offered == (told == "yes") else f"{told}, though the button says otherwise"


def test_every_deed_is_for_whom_the_document_says(world):
    deeds = _deeds(world)
    said = {row["deed"]: {role: row[role] for role in ROLES} for row in rows("deed")}

    found = {name: by_role(world, lambda who: attempt(lambda: deed(who))) for name, deed in deeds.items()}  # noqa: B023

    assert set(said) == set(deeds)
    wrong = [
        f"{name} by {role}: expected {said[name][role]}, got {got}"
        for name, answers in found.items()
        for role, got in answers.items()
        if got != said[name][role]
    ]
    assert not wrong, "\n".join(wrong)


def _deeds(world):
    """Return every deed of the portal but the moves of an innovation, each ready to be done."""
    return {
        **_deeds_of_agencies(world),
        **_deeds_of_coordinators(world),
        **_deeds_before_a_decision(world),
        **_deeds_about_people(world),
        **_deeds_about_editions(world),
        **_deeds_about_sheets(world),
        **_deeds_about_drafts_of_assignments(world),
        **_deeds_about_visits(world),
        **_deeds_about_minutes(world),
        **_deeds_about_presentations(world),
        **_deeds_about_calibration(world),
        **_deeds_about_results(world),
    }


def _deeds_of_agencies(world):
    draft, edition = world.entries["draft"], world.editions["registering"]
    basics = drafting.Basics(title="Inovasi", category=None, started_on=None)
    section, village = edition.sections.first(), factories.village("33.26.02.2008")
    photo, area = world.evidence["photo of draft"], blurring.Area(0, 0, 50, 50)
    file = uploads.Document(factories.PDF, "a" * 64)
    picture = uploads.Photo(factories.webp(), factories.webp(), "b" * 64)
    said, doing = attaching.Description("Keterangan"), {"at": NOW}
    return {
        "drafting.begin": lambda by: drafting.begin(edition, draft.agency, basics, by=by, at=NOW),
        "drafting.write": lambda by: drafting.write(draft, section, "Teks", save_number=0, by=by, at=NOW),
        "contributors.add_innovator": lambda by: contributors.add_innovator(
            draft, "Bidan", "Penggagas", by=by, at=NOW
        ),
        "drafting.add_location": lambda by: drafting.add_location(draft, village, by=by, at=NOW),
        "attaching.add_photo": lambda by: attaching.add_photo(draft, picture, said, by=by, **doing),
        "attaching.add_document": lambda by: attaching.add_document(draft, file, said, by=by, **doing),
        "attaching.describe": lambda by: attaching.describe(photo, said, save_number=0, by=by, **doing),
        "attaching.blur": lambda by: attaching.blur(photo, area, by=by, **doing),
        "attaching.move": lambda by: attaching.move(photo, up=True, by=by, **doing),
        "attaching.remove": lambda by: attaching.remove(photo, by=by, **doing),
        "attaching.link_video": lambda by: attaching.link_video(draft, "", by=by, **doing),
    }


def _deeds_of_coordinators(world):
    proposed = world.entries["proposed"]
    in_the_quota = factories.innovation("proposed", edition=world.editions["sealed"])
    scan = uploads.Document(factories.PDF, "0" * 64)
    words = {"number": "Baru", "dated_on": timezone.localdate(), "at": NOW}
    return {
        "sending_order.move": lambda by: sending_order.move(proposed, -1, by=by, at=NOW),
        "covering_letters.add": lambda by: covering_letters.add(
            proposed.edition, proposed.agency.government, scan, by=by, **words
        ),
        "lifecycle.submit_all": lambda by: lifecycle.submit_all([in_the_quota], by=by, at=NOW),
    }


def _deeds_before_a_decision(world):
    edition, sealed = world.editions["registering"], world.entries["sealed"]
    free = factories.innovation("submitted", edition=edition, started_on=None)
    claimed = factories.innovation(
        "submitted", edition=edition, screened_by=world.people["bureau"], screened_since=NOW
    )
    found = {"rule:age": screening.Finding("fulfilled")}
    return {
        "screening.claim": lambda by: screening.claim(free, by=by, at=NOW),
        "screening.release": lambda by: screening.release(claimed, by=by, at=NOW),
        "screening.check": lambda by: screening.check(claimed, found, by=by, at=NOW),
        "screening.set_aside": lambda by: screening.set_aside(free, "age", reason="Bukti", by=by, at=NOW),
        "screening.peek": lambda by: screening.peek(sealed, reason="Laporan", by=by, at=NOW),
    }


def _deeds_about_people(world):
    waiting, government = world.invitations["waiting"], factories.government()
    post = Membership.objects.get(user=world.people["colleague"])
    to_approve = world.invitations["invited by another"]
    own = invitations.invite(
        "z@kipp.example", "Z", "staff", agency=post.agency, by=world.people["coordinator"], at=NOW
    )
    agency, registering = world.entries["draft"].agency, world.editions["registering"]
    successor = factories.agency("Puskesmas Baru")
    return {
        "invitations.approve": lambda by: invitations.approve(to_approve, by=by, at=NOW),
        "invitations.refuse": lambda by: invitations.refuse(to_approve, by=by, at=NOW),
        "invitations.show_code": lambda by: invitations.show_code(own, by=by, at=NOW),
        "invitations.invite": lambda by: invitations.invite("x@kipp.example", "X", "auditor", by=by, at=NOW),
        "invitations.invite, staff of an agency": lambda by: invitations.invite(
            "x@kipp.example", "X", "staff", agency=post.agency, by=by, at=NOW
        ),
        "people.hand_over": lambda by: people.hand_over(
            post, email="x@kipp.example", name="X", by=by, at=NOW
        ),
        "invitations.revoke": lambda by: invitations.revoke(waiting, by=by, at=NOW),
        "people.end_post": lambda by: people.end_post(post, by=by, at=NOW),
        "invitations.import_all": lambda by: invitations.import_all([], by=by, at=NOW),
        "agencies.register": lambda by: agencies.register(government, "upp", "Baru", by=by, at=NOW),
        "agencies.import_all": lambda by: agencies.import_all([], by=by, at=NOW),
        "agencies.succeed": lambda by: agencies.succeed(agency, successor, NOW.date(), by=by, at=NOW),
        "earlier_awards.import_all": lambda by: earlier_awards.import_all([], by=by, at=NOW),
        "reminding.remind_agencies": lambda by: reminding.remind_agencies(registering, by=by, at=NOW),
        "reminding.remind_coordinators": lambda by: reminding.remind_coordinators(registering, by=by, at=NOW),
    }


def _deeds_about_editions(world):
    plan = presets.EditionPlan(year=2030, theme=presets.Text("Tema", "Theme"), stages=())
    begins, ends = world.stage("between", "screening"), world.stage("screening", "screening")
    prepared, field = world.editions["prepared"], world.stage("prepared", "field")
    rubric = field.rubrics.get()
    return {
        "setup.change_general": lambda by: setup.change_general(prepared, {"theme": "Tema"}, by=by, at=NOW),
        "setup.change_list": lambda by: setup.change_list(prepared, "groups", [], set(), by=by, at=NOW),
        "setup.change_quotas": lambda by: setup.change_quotas(prepared, {}, by=by, at=NOW),
        "setup.change_regulations": lambda by: setup.change_regulations(prepared, {}, by=by, at=NOW),
        "setup.change_stages": lambda by: setup.change_stages(prepared, [], set(), by=by, at=NOW),
        "setup.change_tiers": lambda by: setup.change_tiers(field, [], set(), by=by, at=NOW),
        "setup.change_rubric": lambda by: setup.change_rubric(
            rubric, [], set(), passing_grade=None, by=by, at=NOW
        ),
        "setup.change_bands": lambda by: setup.change_bands(rubric, [], set(), by=by, at=NOW),
        "editions.create": lambda by: editions.create(plan, by=by, at=NOW),
        "editions.repeat": lambda by: editions.repeat(world.editions["deciding"], year=2031, by=by, at=NOW),
        "editions.open_edition": lambda by: editions.open_edition(world.editions["prepared"], by=by, at=NOW),
        "suspending.suspend": lambda by: suspending.suspend(
            world.editions["screening"], reason="Banjir", by=by, at=NOW
        ),
        "suspending.resume": lambda by: suspending.resume(world.editions["suspended"], by=by, at=NOW),
        "suspending.cancel": lambda by: suspending.cancel(
            world.editions["suspended"], reason="Banjir", by=by, at=NOW
        ),
        "carry_over.carry_over": lambda by: carry_over.carry_over(
            world.entries["cancelled"], world.editions["registering"], by=by, at=NOW
        ),
        "carry_over.carry_all_over": lambda by: carry_over.carry_all_over(
            world.editions["cancelled"], world.editions["registering"], by=by, at=NOW
        ),
        "holidays.add": lambda by: holidays.add({date(2026, 8, 17): "Kemerdekaan"}, by=by, at=NOW),
        "holidays.remove": lambda by: holidays.remove(Holiday.objects.get(), by=by, at=NOW),
        "extensions.extend": lambda by: extensions.extend(
            ends, closes_at=ends.closes_at + timedelta(minutes=1), reason="Listrik padam", by=by, at=NOW
        ),
        "editions.begin_stage": lambda by: editions.begin_stage(begins, by=by, at=NOW),
        "editions.end_stage": lambda by: editions.end_stage(ends, by=by, at=NOW),
        "editions.close_edition": lambda by: editions.close_edition(world.editions["over"], by=by, at=NOW),
    }


def _deeds_about_sheets(world):
    field, unassigned = world.stage("visiting", "field"), world.entries["unassigned"]
    draft, filled, sent = (world.sheets[word] for word in ("draft", "filled", "submitted"))
    paper = filled.paper_sheets.get()
    marks = {code: scoresheets.Mark(80) for code in filled.rubric.criteria.values_list("code", flat=True)}
    task, reason = draft.assignment, {"reason": "Alasan", "at": NOW}
    waiting, another = world.approvals["waiting"], world.approvals["asked by another"]
    # Nobody who assesses it at the desk is sent into the field.
    fresh = factories.verifiers(5)[-1]
    unsigned = world.editions["cancelled"]
    shown = statements.digest(statements.text(unsigned))
    return {
        "assignments.assign": lambda by: assignments.assign(
            unassigned, field, world.people["verifier2"], by=by, at=NOW
        ),
        "assignments.end": lambda by: assignments.end(task, by=by, **reason),
        "assignments.replace": lambda by: assignments.replace(task, fresh, by=by, letter="800/1", **reason),
        "assignments.void": lambda by: assignments.void(sent.assignment, kind="kin", by=by, **reason),
        "assignments.decline": lambda by: assignments.decline(task, by=by, **reason),
        "approvals.ask, to excuse": lambda by: approvals.ask(task, "excuse", by=by, **reason),
        "approvals.ask, to reopen": lambda by: approvals.ask(sent.assignment, "reopen", by=by, **reason),
        "approvals.ask, to do without minutes": lambda by: approvals.ask(
            world.visits["held, to be signed"], "no_minutes", by=by, **reason
        ),
        "approvals.approve, asked by oneself": lambda by: approvals.approve(waiting, by=by, at=NOW),
        "approvals.approve, asked by another": lambda by: approvals.approve(another, by=by, at=NOW),
        "approvals.refuse": lambda by: approvals.refuse(another, by=by, at=NOW),
        "conflicts.declare": lambda by: conflicts.declare(unassigned.agency, kind="sponsor", by=by, **reason),
        "statements.sign": lambda by: statements.sign(unsigned, shown=shown, by=by, at=NOW),
        "assignments.declare_conflict": lambda by: assignments.declare_conflict(
            task, kind="kin", by=by, **reason
        ),
        "scoresheets.save": lambda by: scoresheets.save(draft, {}, save_number=0, by=by, at=NOW),
        "scoresheets.submit": lambda by: scoresheets.submit(filled, save_number=0, by=by, at=NOW),
        "paper_sheets.type_in": lambda by: paper_sheets.type_in(draft, marks, by=by, at=NOW),
        "paper_sheets.confirm": lambda by: paper_sheets.confirm(paper, by=by, at=NOW),
        "paper_sheets.refuse": lambda by: paper_sheets.refuse(paper, by=by, **reason),
    }


def _deeds_about_drafts_of_assignments(world):
    draft, field = world.allocations["ready"], world.stage("visiting", "field")
    stage = world.stage("deciding", "proposal")
    entry, verifier = world.entries["unassigned"], world.people["verifier2"]
    row = draft.rows.get(innovation=entry)
    return {
        "allocations.propose": lambda by: allocations.propose(stage, verifiers=[verifier], by=by, at=NOW),
        "allocations.put_in": lambda by: allocations.put_in(draft, entry, verifier, by=by, at=NOW),
        "allocations.take_out": lambda by: allocations.take_out(row, by=by, at=NOW),
        "allocations.apply": lambda by: allocations.apply(draft, by=by, at=NOW),
        "allocations.discard": lambda by: allocations.discard(draft, by=by, at=NOW),
        "reminding.remind_verifiers": lambda by: reminding_verifiers.remind_verifiers(field, by=by, at=NOW),
    }


def _deeds_about_minutes(world):
    held, to_sign = world.visits["held"], world.minutes["to be signed"]
    draft = minutes_text.MinutesDraft(minutes_text.Signer("Siti Aminah", "Kepala puskesmas"))
    place = f"verifier-{world.people['verifier'].pk}"
    paper = uploads.Document(factories.PDF, "d" * 64)

    def issue(by):
        Minutes.objects.filter(pk=to_sign.pk).update(state="signed", number="000.8/99")
        minutes.issue(to_sign, paper, by=by, at=NOW)

    return {
        "minutes.draw_up": lambda by: minutes.draw_up(
            to_sign.visit, draft, reason="Salah nama", by=by, at=NOW
        ),
        "minutes.add_addendum": lambda by: minutes.add_addendum(held, "Tambahan", draft, by=by, at=NOW),
        "minutes.sign": lambda by: minutes.sign(to_sign, place, text_hash=to_sign.text_hash, by=by, at=NOW),
        "minutes.give_number": lambda by: minutes.give_number(to_sign, "000.8/99", by=by, at=NOW),
        "minutes.issue": issue,
    }


def _deeds_about_visits(world):
    field, planned, today = world.stage("visiting", "field"), world.visits["planned"], timezone.localdate()
    tomorrow = today + timedelta(days=1)
    unplanned = world.entries["unplanned"]
    place, team = unplanned.locations.get(), [world.people["verifier"], world.people["verifier2"]]
    photo = planned.photos.get()
    days = {"starts_on": tomorrow, "ends_on": tomorrow}
    plan = visits.Plan(team[0], team, **days, stops=[visits.Stop(place, tomorrow)])
    there = planned.visit_locations.get().location
    changed = visits.Plan(team[1], team, **days, stops=[visits.Stop(there, tomorrow)])
    letter = visits.Letter("800/1", today, "Kepala biro", "Biro Organisasi")
    present = Attendance.objects.create(visit=planned, role="Kepala", institution="Puskesmas")

    def hold(by):
        planned.findings.update(finding="confirmed")
        Visit.objects.filter(pk=planned.pk).update(arrived_at=NOW)
        visit_records.hold(planned, by=by, at=NOW)

    return {
        "visits.plan": lambda by: visits.plan(
            unplanned,
            field,
            plan,
            by=by,
            at=NOW,
        ),
        "visits.change_plan": lambda by: visits.change_plan(planned, changed, by=by, at=NOW),
        "visits.confirm": lambda by: visits.confirm(planned, letter, by=by, at=NOW),
        "visits.call_off": lambda by: visits.call_off(planned, "postponed", reason="Banjir", by=by, at=NOW),
        "visit_records.record_attendance": lambda by: visit_records.record_attendance(
            planned, visit_records.PresentPerson("Kepala desa", "Logandeng"), by=by, at=NOW
        ),
        "visit_records.remove_attendance": lambda by: visit_records.remove_attendance(present, by=by, at=NOW),
        "visit_records.record_finding": lambda by: visit_records.record_finding(
            planned, "novelty", visit_records.FoundOnSite("confirmed"), save_number=0, by=by, at=NOW
        ),
        "visit_records.record_facts": lambda by: visit_records.record_facts(
            planned, visit_records.Facts(heard_users="Warga"), save_number=0, by=by, at=NOW
        ),
        "visit_records.write_differing_note": lambda by: visit_records.write_differing_note(
            planned.findings.first(), "Lain", save_number=0, by=by, at=NOW
        ),
        "visit_records.hold": hold,
        "visit_photos.add": lambda by: visit_photos.add(
            planned,
            uploads.Photo(factories.webp(), factories.webp(), "c" * 64),
            visit_photos.Description("Register"),
            by=by,
            at=NOW,
        ),
        "visit_photos.describe": lambda by: visit_photos.describe(
            photo, visit_photos.Description("Register"), save_number=0, by=by, at=NOW
        ),
        "visit_photos.remove": lambda by: visit_photos.remove(photo, by=by, at=NOW),
    }


def _deeds_about_presentations(world):
    stage, entry = world.stage("presenting", "presentation"), world.entries["without a slot"]
    ahead, over = world.presentations["ahead"], world.presentations["over"]
    slot = presentations.Slot(NOW + timedelta(days=3), NOW + timedelta(days=2), room="Aula")
    record = presentations.Record([presentations.Person("Kepala", "Puskesmas")], head_was_present=True)
    slides = uploads.Document(factories.PDF, "d" * 64)
    return {
        "material.bring": lambda by: material.bring(ahead, slides, "", by=by, at=NOW),
        "presentations.plan": lambda by: presentations.plan(entry, stage, slot, by=by, at=NOW),
        "presentations.fill": lambda by: presentations.fill(stage, [entry], slot, by=by, at=NOW),
        "presentations.change": lambda by: presentations.change(ahead, slot, by=by, at=NOW),
        "presentations.call_off": lambda by: presentations.call_off(ahead, reason="Banjir", by=by, at=NOW),
        "presentations.hold": lambda by: presentations.hold(over, record, by=by, at=NOW),
    }


def _deeds_about_calibration(world):
    stage, another = world.stage("presenting", "presentation"), world.stage("deciding", "proposal")
    of_round, specimen = stage.calibration_round, world.entries["specimen"]
    marks = {code: scoresheets.Mark(80) for code in of_round.rubric.criteria.values_list("code", flat=True)}
    past = list(world.editions["published"].innovations.all()[:2])

    def open_round(by):
        Stage.objects.filter(pk=another.pk).update(has_calibration=True)
        calibration.open_round(another, past, by=by, at=NOW)

    return {
        "calibration.open_round": open_round,
        "calibration.close_round": lambda by: calibration.close_round(stage, by=by, at=NOW),
        "calibration.hand_in": lambda by: calibration.hand_in(of_round, specimen, marks, by=by, at=NOW),
    }


def _deeds_about_results(world):
    stage, unfrozen = world.stage("deciding", "proposal"), world.entries["decided"].group
    frozen, confirmed = world.rankings["frozen"], world.rankings["confirmed"]
    placing = frozen.placings.first()

    def open_standings(by):
        Stage.objects.filter(pk=stage.pk).update(standings_opened_at=None, standings_opened_by=None)
        publication.open_standings(stage, by=by, at=NOW)

    def confirm_what_another_froze(by):
        Ranking.objects.filter(pk=frozen.pk).update(prepared_by=world.people["bureau2"])
        publication.confirm(frozen, by=by, at=NOW)

    return {
        "publication.open_standings": open_standings,
        "freezing.freeze": lambda by: freezing.freeze(stage, unfrozen, by=by, at=NOW),
        "publication.decide_place": lambda by: publication.decide_place(
            placing, 2, reason="Pleno", by=by, at=NOW
        ),
        "publication.confirm, frozen by oneself": lambda by: publication.confirm(frozen, by=by, at=NOW),
        "publication.confirm, frozen by another": confirm_what_another_froze,
        "publication.publish": lambda by: publication.publish(confirmed, by=by, at=NOW),
        "publication.retract": lambda by: publication.retract(frozen, reason="Salah", by=by, at=NOW),
    }
