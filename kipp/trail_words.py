"""The words for what the trail keeps as codes: its deeds, its facts and their values.

A code without words here is shown as it is, so that no line of the trail is ever hidden.
"""

from decimal import Decimal
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _

from innovations.models import Conflict, Criterion, Edition, Stage, Status
from innovations.rulebook import setup
from kipp.accounts.models import Role
from kipp.certain import certain
from verification.models import AllocationRow, Approval, Minutes, MinutesSignature, Visit, VisitFinding

from . import moments

DEEDS = {
    "accept": _("let pass the administrative check"),
    "accept_invitation": _("accepted an invitation"),
    "add_holiday": _("added a holiday"),
    "add_letter": _("kept a covering letter"),
    "apply_allocation": _("applied a draft of assignments"),
    "approve_invitation": _("approved an invitation of a colleague"),
    "ask_approval": _("asked for the approval of a colleague"),
    "assign": _("assigned a verifier"),
    "begin": _("began an innovation"),
    "begin_stage": _("began a stage"),
    "bring_material": _("uploaded the material of a presentation"),
    "call_off_presentation": _("called off a presentation"),
    "cancel_edition": _("cancelled an edition"),
    "carry_over": _("carried an innovation over into another edition"),
    "change_allocation": _("changed a draft of assignments by hand"),
    "change_rules": _("changed rules of an edition"),
    "change_visit": _("changed the plan of a visit"),
    "claim": _("began to check an innovation"),
    "close_calibration": _("closed the calibration round of a stage"),
    "close_edition": _("closed an edition"),
    "close_visit": _("closed the record of a visit"),
    "compete": _("let a recorded innovation compete"),
    "confirm": _("confirmed a ranking"),
    "confirm_paper_sheet": _("confirmed a paper sheet that was typed in"),
    "confirm_visit": _("confirmed a visit"),
    "create_edition": _("prepared an edition"),
    "decide_place": _("decided a place"),
    "decline_assignment": _("gave a task back"),
    "declare_conflict": _("declared a conflict of interest"),
    "discard_allocation": _("discarded a draft of assignments"),
    "disqualify": _("disqualified an innovation"),
    "draw_up_minutes": _("drew up the minutes of a visit"),
    "end_assignment": _("ended an assignment"),
    "end_post": _("ended a post"),
    "end_stage": _("ended a stage"),
    "excuse_assignment": _("excused a missing sheet"),
    "excuse_minutes": _("let the minutes of a visit stay missing"),
    "extend": _("put off the closing of a stage"),
    "freeze": _("froze a ranking"),
    "hand_in_calibration": _("scored a specimen of the calibration round"),
    "hold_presentation": _("recorded who presented"),
    "import_earlier_awards": _("imported earlier awards"),
    "invite": _("invited somebody"),
    "issue_minutes": _("issued the minutes of a visit"),
    "move_presentation": _("moved a presentation"),
    "number_minutes": _("gave the minutes of a visit their number"),
    "open_calibration": _("opened the calibration round of a stage"),
    "open_edition": _("opened an edition"),
    "open_standings": _("opened the standings"),
    "peek": _("looked into a sealed innovation"),
    "plan_presentation": _("set the slot of a presentation"),
    "plan_visit": _("planned a visit"),
    "propose": _("proposed an innovation"),
    "propose_allocation": _("asked for a draft of assignments"),
    "publish": _("published a ranking"),
    "recall": _("took back an innovation that was sent"),
    "reconsider": _("reopened the administrative check"),
    "record": _("recorded an innovation that does not compete"),
    "refuse_approval": _("refused what a colleague asked for"),
    "refuse_invitation": _("refused an invitation of a colleague"),
    "refuse_paper_sheet": _("refused a paper sheet that was typed in"),
    "register_agency": _("registered an agency"),
    "reject": _("decided that an innovation does not pass the administrative check"),
    "release": _("left the check of an innovation to colleagues"),
    "remind_agencies": _("reminded agencies that have sent nothing yet"),
    "remind_coordinators": _("reminded coordinators of what is not sent yet"),
    "remind_verifiers": _("reminded verifiers of the sheets that they owe"),
    "remove_holiday": _("removed a holiday"),
    "reopen_sheet": _("reopened a sheet"),
    "replace_assignment": _("replaced a verifier"),
    "replace_rubric": _("replaced a rubric by a new version"),
    "resend": _("sent a correction"),
    "resume_edition": _("let an edition go on"),
    "retract": _("retracted a ranking"),
    "return_for_correction": _("returned an innovation for correction"),
    "return_to_agency": _("returned an innovation to its agency"),
    "revoke_invitation": _("revoked an invitation"),
    "set_aside": _("set a rule aside"),
    "show_code": _("was shown the code of an invitation"),
    "sign_minutes": _("signed the minutes of a visit"),
    "sign_statement": _("signed the statement before judging"),
    "submit": _("sent an innovation to the bureau"),
    "submit_sheet": _("submitted a sheet"),
    "succeed": _("named the successor of an agency"),
    "suspend_edition": _("suspended an edition"),
    "void_sheet": _("voided a sheet"),
    "type_in_sheet": _("typed in a paper sheet"),
    "withdraw": _("withdrew an innovation"),
}

FACTS = {
    "added": _("new tasks"),
    "agencies": _("agencies"),
    "after": _("place decided now"),
    "agency": _("agency"),
    "asked_by": _("asked by"),
    "awards": _("awards"),
    "before": _("place decided before"),
    "change": _("change"),
    "closes_at": _("closes"),
    "code": _("code"),
    "day": _("day"),
    "due_at": _("to be sent by"),
    "edition": _("edition"),
    "ends_on": _("last day"),
    "entries": _("innovations"),
    "file": _("checksum of the file"),
    "findings": _("findings"),
    "government": _("government"),
    "governments": _("governments"),
    "hash": _("checksum"),
    "innovation": _("innovation"),
    "kind": _("kind"),
    "lead": _("lead"),
    "manner": _("signature"),
    "members": _("team"),
    "parts": _("parts opened"),
    "part": _("part"),
    "place": _("place to sign in"),
    "points": _("points"),
    "present": _("people present"),
    "removed": _("tasks taken back"),
    "revision": _("revision"),
    "role": _("role"),
    "rule": _("rule"),
    "stage": _("stage"),
    "starts_at": _("begins"),
    "starts_on": _("first day"),
    "state": _("state"),
    "status": _("status"),
    "successor": _("successor"),
    "total": _("total"),
    "typed_by": _("typed in by"),
    "user": _("account"),
    "verifier": _("verifier"),
    "verifiers": _("verifiers"),
    "version": _("version"),
    "visit": _("visit"),
    "year": _("year"),
}

_VALUES = {
    "change": dict(AllocationRow.Change.choices),
    "code": {"mailed": _("from the e-mail"), "shown": _("told by the coordinator")},
    "part": setup.PARTS,
    "findings": dict(VisitFinding.Finding.choices),
    "kind": {**dict(Stage.Kind.choices), **dict(Conflict.Kind.choices), **dict(Approval.Kind.choices)}
    | dict(Minutes.Kind.choices),
    "manner": dict(MinutesSignature.Manner.choices),
    "role": dict(Role.choices),
    "state": {**dict(Edition.State.choices), **dict(Visit.State.choices)},
    "status": dict(Status.choices),
}
_CRITERIA = dict(Criterion.Aspect.choices)


def deed(action: str) -> str:
    """Return the words for an action."""
    return str(DEEDS.get(action, action))


def told(facts: dict) -> list[tuple[str, str]]:
    """Return each fact with its name and value in words: {"total": "86.60"} is [("jumlah", "86,60")]."""
    return [(str(FACTS.get(name, name)), _value(name, value)) for name, value in facts.items()]


def _value(name: str, value: Any) -> str:
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, dict):
        return ", ".join(f"{_CRITERIA.get(code, code)} {_value(name, one)}" for code, one in value.items())
    if isinstance(value, list):
        return ", ".join(_value(name, one) for one in value)
    if name == "total":
        return localize(Decimal(value))
    if name in ("closes_at", "due_at", "starts_at"):
        return moments.in_wib(certain(parse_datetime(value)), short=True)
    if name in ("day", "starts_on", "ends_on"):
        return moments.as_day(certain(parse_date(value)), short=True)
    return str(_VALUES.get(name, {}).get(value, value))
