"""The minutes of a visit (Berita Acara): drawn up and signed by the team, numbered and issued by the bureau.

A text never changes once it is drawn up. To change it, a new version is drawn up, with the reason, and signed
again; the earlier version is kept with its signatures. Issued minutes can also get an addendum.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from innovations.editions.entering import obstacle_of_edition
from kipp.accounts.models import User
from kipp.audit import trail
from kipp.files import uploads
from verification import access, notifications
from verification.results.models import Ranking
from verification.visits import signatures
from verification.visits.models import Visit
from verification.visits.record import locked

from . import text as minutes_text
from .models import Minutes, MinutesSignature
from .text import MinutesDraft


@transaction.atomic
def draw_up(visit: Visit, draft: MinutesDraft, *, reason: str = "", by: User, at: datetime) -> Minutes:
    """Fix the text of the minutes of a visit that is over, and tell the team to sign it.

    Minutes that were drawn up before are replaced; then `reason` is needed and printed in the new text.
    Raises PermissionDenied for anyone but the visit's lead, and ValidationError as `obstacle_to_draw_up`.
    """
    visit = locked(visit)
    access.require_lead(by, visit, at=at)
    before = visit.minutes.standing().of_visit().first()
    if sentence := obstacle_to_draw_up(visit, before):
        raise ValidationError(sentence)
    version = _next_version(visit, Minutes.Kind.MINUTES)
    if before:
        _supersede(before, reason, at)
    content = minutes_text.of_visit(visit, draft, version=version, replaces=before, reason=reason, at=at)
    number = before.number if before and not before.issued_at else ""
    return _keep(visit, Minutes.Kind.MINUTES, version, content, number=number, by=by, at=at)


@transaction.atomic
def add_addendum(
    visit: Visit, words: str, draft: MinutesDraft, *, reason: str = "", by: User, at: datetime
) -> Minutes:
    """Fix the text of an addendum to issued minutes; it is signed, numbered and issued as they were.

    An addendum that is not issued yet is replaced; then `reason` is needed. Raises PermissionDenied for
    anyone but the visit's lead, and ValidationError as `obstacle_to_add`.
    """
    visit = locked(visit)
    access.require_lead(by, visit, at=at)
    minutes = visit.minutes.issued().of_visit().first()
    sentence = obstacle_to_add(visit, minutes)
    if minutes is None or sentence:
        raise ValidationError(sentence)
    under_way = visit.minutes.filter(kind=Minutes.Kind.ADDENDUM, state__in=Minutes.UNDER_WAY).first()
    version = _next_version(visit, Minutes.Kind.ADDENDUM)
    if under_way:
        _supersede(under_way, reason, at)
    content = minutes_text.of_addendum(visit, minutes, words, draft, version=version, at=at)
    number = under_way.number if under_way else ""
    return _keep(visit, Minutes.Kind.ADDENDUM, version, content, number=number, by=by, at=at)


@transaction.atomic
def sign(
    minutes: Minutes, place: str, *, text_hash: str, drawing: str = "", by: User, at: datetime
) -> MinutesSignature:
    """Sign in one of the places of a text; without a `drawing`, the signature is on paper.

    `text_hash` is the hash of the text that was shown. Verifiers sign with their own account, the agency and
    the organiser with the lead's. After the last signature the bureau is told. Raises PermissionDenied for a
    place that is not of `places_of`, and ValidationError as `obstacle_to_sign`, for another hash, a place
    that is signed, or a drawing that can't be read.
    """
    minutes = _locked(minutes)
    if place not in places_of(minutes, by, at=at):
        raise PermissionDenied
    if sentence := obstacle_to_sign(minutes):
        raise ValidationError(sentence)
    if text_hash != minutes.text_hash:
        raise ValidationError(_("This is a signature on another text. Read this one, and sign it."))
    places = {one["code"] for one in minutes.content["places"]}
    signed = set(minutes.signatures.values_list("place", flat=True))
    if place in signed:
        raise ValidationError(_("This place is signed already."))
    drawing = signatures.read(drawing) if drawing else ""
    manner = MinutesSignature.Manner.DRAWN if drawing else MinutesSignature.Manner.ON_PAPER
    signature = MinutesSignature.objects.create(
        minutes=minutes,
        place=place,
        manner=manner,
        drawing=drawing,
        text_hash=text_hash,
        given_by=by,
        given_at=at,
    )
    if places == signed | {place}:
        minutes.state = Minutes.State.SIGNED
        minutes.save(update_fields=["state"])
        notifications.tell_minutes_signed(minutes, at=at)
    trail.record("sign_minutes", minutes, by=by, at=at, place=place, manner=manner, hash=text_hash)
    return signature


@transaction.atomic
def give_number(minutes: Minutes, number: str, *, by: User, at: datetime) -> Minutes:
    """Give a text its number in the secretariat's register, before it is issued.

    Raises PermissionDenied for anyone but the bureau, and ValidationError for a number that another text of
    the stage has, or when the text can't be numbered any more.
    """
    minutes = _locked(minutes)
    ACTIONS.require("number", minutes, by=by, at=at)
    if not number:
        raise ValidationError(_("Write the number."))
    taken = Minutes.objects.filter(stage=minutes.stage_id, number=number).exclude(pk=minutes.pk)
    if taken.standing().exists() or taken.filter(issued_at__isnull=False).exists():
        raise ValidationError(_("Another paper of this stage has this number already."))
    minutes.number = number
    minutes.save(update_fields=["number"])
    trail.record("number_minutes", minutes, by=by, at=at, visit=minutes.visit_id, hash=minutes.text_hash)
    return minutes


@transaction.atomic
def issue(minutes: Minutes, document: uploads.Document, *, by: User, at: datetime) -> Minutes:
    """Issue a text that is signed in every place and has a number, and tell the team and the agency.

    `document` is the signed paper, as `uploads.read_document` returns it; the file is kept as it was sent.
    Raises PermissionDenied for anyone but the bureau, and ValidationError when it can't be issued yet.
    """
    minutes = _locked(minutes)
    ACTIONS.require("issue", minutes, by=by, at=at)
    minutes.signed_file.save(uploads.new_name("pdf"), ContentFile(document.content), save=False)
    minutes.signed_file_hash = document.sha256
    minutes.state, minutes.issued_by, minutes.issued_at = Minutes.State.ISSUED, by, at
    minutes.save()
    notifications.tell_minutes_issued(minutes, at=at)
    trail.record(
        "issue_minutes",
        minutes,
        by=by,
        at=at,
        visit=minutes.visit_id,
        hash=minutes.text_hash,
        file=document.sha256,
    )
    return minutes


def obstacle_to_draw_up(visit: Visit, standing: Minutes | None) -> str:
    """Return why no minutes can be drawn up now, as a sentence; empty when they can.

    `standing` are the minutes that would be replaced, or None.
    """
    if not visit.is_over:
        return _("The minutes are drawn up once the visit is marked as held.")
    if reason := obstacle_of_edition(visit.stage.edition):
        return reason
    if standing and _is_frozen(visit):
        return _("The result of this stage is frozen, so its minutes stay. Draw up an addendum instead.")
    return ""


def obstacle_to_add(visit: Visit, issued: Minutes | None) -> str:
    """Return why no addendum can be drawn up now, as a sentence; empty when it can.

    `issued` are the minutes to which it would be added, or None.
    """
    if issued is None:
        return _("There are no issued minutes to add to. Draw the minutes up anew instead.")
    return obstacle_of_edition(visit.stage.edition)


def obstacle_to_sign(minutes: Minutes) -> str:
    """Return why a text can't be signed now, as a sentence; empty when it can."""
    if minutes.state == Minutes.State.SUPERSEDED:
        return _("This text was replaced by a later version. Read that one, and sign it.")
    if minutes.state != Minutes.State.DRAWN_UP:
        return _("Every place of this text is signed.")
    return obstacle_of_edition(minutes.stage.edition)


def places_of(minutes: Minutes, user: User, *, at: datetime) -> set[str]:
    """Return the codes of the places in which the user may sign.

    Members of the team sign in their own place, the lead also in those of the agency and the organiser.
    """
    if not access.is_team_member(user, minutes.visit, at=at):
        return set()
    own = {f"verifier-{user.pk}"}
    if minutes.visit.lead_id == user.pk:
        own |= {minutes_text.AGENCY, minutes_text.ORGANISER}
    return own & {one["code"] for one in minutes.content["places"]}


def _locked(minutes: Minutes) -> Minutes:
    visit = locked(minutes.visit)
    minutes = Minutes.objects.select_for_update(no_key=True).get(pk=minutes.pk)
    minutes.visit, minutes.stage = visit, visit.stage
    return minutes


def _is_frozen(visit: Visit) -> bool:
    group = visit.innovation.group_id
    return Ranking.objects.standing().filter(stage=visit.stage_id, group=group).exists()


def _next_version(visit: Visit, kind: Minutes.Kind) -> int:
    last = visit.minutes.filter(kind=kind).aggregate(last=Max("version"))["last"]
    return (last or 0) + 1


def _supersede(before: Minutes, reason: str, at: datetime) -> None:
    if not reason:
        raise ValidationError(_("Write why the text is drawn up anew."))
    before.state, before.reason, before.superseded_at = Minutes.State.SUPERSEDED, reason, at
    before.save(update_fields=["state", "reason", "superseded_at"])


def _keep(
    visit: Visit,
    kind: Minutes.Kind,
    version: int,
    content: dict[str, Any],
    *,
    number: str,
    by: User,
    at: datetime,
) -> Minutes:
    text = minutes_text.canonical(content)
    minutes = Minutes.objects.create(
        visit=visit,
        stage=visit.stage,
        kind=kind,
        version=version,
        number=number,
        text=text,
        text_hash=minutes_text.hash_of(text),
        drawn_up_by=by,
        drawn_up_at=at,
    )
    notifications.tell_minutes_to_sign(minutes, at=at)
    trail.record(
        "draw_up_minutes",
        minutes,
        by=by,
        at=at,
        visit=visit.pk,
        innovation=visit.innovation_id,
        kind=kind,
        version=version,
        hash=minutes.text_hash,
    )
    return minutes


def _obstacle_to_number(minutes: Minutes) -> str:
    if not minutes.is_under_way:
        return _("This text is %(state)s, so its number stays.") % {"state": minutes.get_state_display()}
    return ""


def _obstacle_to_issue(minutes: Minutes) -> str:
    if minutes.state == Minutes.State.DRAWN_UP:
        return _("Not every place of this text is signed yet.")
    if minutes.state != Minutes.State.SIGNED:
        return _("This text is %(state)s.") % {"state": minutes.get_state_display()}
    if not minutes.number:
        return _("Give the text its number first: it stands on the paper that is signed.")
    return ""


# What the bureau can do with a text that is being signed or waits to be issued.
ACTIONS = access.BureauActions(
    {"number": _obstacle_to_number, "issue": _obstacle_to_issue}, gate=access.gate_of_edition
)
