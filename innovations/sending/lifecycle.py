"""The deeds that move an innovation from one status to the next.

Each is one transaction in the same order: lock, may they, can it, change, notices, and the trail last. The
edition's row is locked first and the innovation's second, so that no quota is counted and no stage begun in
between.

Each raises PermissionDenied and ValidationError as `access.require` for its action, and returns the
innovation as it is then; `submit_all` returns nothing.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from innovations.awards.models import Award
from innovations.proposals import access, proposal_parts, sections
from innovations.proposals.models import Answer, Innovation, Revision
from innovations.proposals.working_copy import locked
from innovations.requirements import competing_entries, completeness
from innovations.rulebook.models import Section
from kipp.accounts.models import User
from kipp.audit import trail
from kipp.certain import certain

from . import notifications
from .models import Correction, CorrectionItem, CoveringLetter, Decision


@transaction.atomic
def record(innovation: Innovation, *, by: User, at: datetime) -> Innovation:
    """Show an innovation as one of the agency's without letting it compete in this edition."""
    return _set(innovation, "record", by=by, at=at)


@transaction.atomic
def compete(innovation: Innovation, *, by: User, at: datetime) -> Innovation:
    """Make a recorded innovation a draft again, while registration is open."""
    return _set(innovation, "compete", by=by, at=at)


def _set(innovation: Innovation, action: str, *, by: User, at: datetime) -> Innovation:
    innovation = locked(innovation)
    access.require(by, innovation, action, at=at)
    _move(innovation, action)
    trail.record(action, innovation, by=by, at=at, status=innovation.status)
    return innovation


@transaction.atomic
def propose(innovation: Innovation, *, by: User, at: datetime) -> Innovation:
    """Hand a complete draft to the coordinator; from now on the working copy is closed.

    The person who proposes gives the truth statement (pakta integritas) for this version: the page asks for
    it. Raises ValidationError with a sentence for each gap.
    """
    innovation = locked(innovation)
    access.require(by, innovation, "propose", at=at)
    _require_complete(innovation)
    _pledge(innovation, by, at)
    _answer_correction(innovation, at)
    _move(innovation, "propose")
    notifications.tell_coordinators(innovation, "innovation_proposed", at=at)
    trail.record("propose", innovation, by=by, at=at, status=innovation.status)
    return innovation


@transaction.atomic
def return_to_agency(innovation: Innovation, *, by: User, at: datetime, note: str) -> Innovation:
    """Give a proposed innovation back to its agency with a note: the coordinator's return."""
    innovation = locked(innovation)
    access.require(by, innovation, "return_to_agency", at=at)
    _move(innovation, "return_to_agency")
    Correction.objects.create(innovation=innovation, note=note, asked_by=by, asked_at=at)
    notifications.tell_agency(innovation, "innovation_returned", at=at, note=note)
    trail.record("return_to_agency", innovation, by=by, at=at, status=innovation.status)
    return innovation


@transaction.atomic
def submit(
    innovation: Innovation, *, by: User, at: datetime, letter: CoveringLetter | None = None
) -> Innovation:
    """Send a proposed innovation to the bureau, within the quota and before registration closes.

    `letter` is the covering letter that lists it, of the same edition and government. Raises ValidationError
    for any other letter, and when the quota is full.
    """
    innovation = locked(innovation)
    access.require(by, innovation, "submit", at=at)
    if letter and (letter.edition_id, letter.government_id) != (
        innovation.edition_id,
        innovation.agency.government_id,
    ):
        raise ValidationError(_("This covering letter is of another edition or another government."))
    if competing_entries.quota_is_full(innovation):
        raise ValidationError(
            _("The quota is full: all places of this owner are taken by innovations already sent.")
        )
    innovation.submitted_by, innovation.submitted_at = by, at
    innovation.covering_letter = letter
    _send_working_copy(innovation, at)
    _move(innovation, "submit")
    notifications.tell_agency(innovation, "innovation_submitted", at=at)
    trail.record("submit", innovation, by=by, at=at, status=innovation.status)
    return innovation


@transaction.atomic
def submit_all(
    innovations: Sequence[Innovation], *, by: User, at: datetime, letter: CoveringLetter | None = None
) -> None:
    """Send several proposed innovations of one edition, in this order: all of them, or none.

    Raises ValidationError with a sentence for each innovation that can't be sent.
    """
    if len({innovation.edition_id for innovation in innovations}) > 1:
        raise ValidationError(_("Send the innovations of one edition at a time."))
    refusals = []
    for innovation in innovations:
        try:
            submit(innovation, by=by, at=at, letter=letter)
        except ValidationError as refusal:
            refusals += [f"{innovation.title}: {sentence}" for sentence in refusal.messages]
    if refusals:
        raise ValidationError(refusals)


@transaction.atomic
def recall(innovation: Innovation, *, by: User, at: datetime, note: str) -> Innovation:
    """Take back what was sent, with a note, so that its agency can improve it in an extended registration.

    It is as if it had not been sent: its place in the quota is free, and it has to be proposed and sent
    again. The version that was sent is kept.
    """
    innovation = locked(innovation)
    access.require(by, innovation, "recall", at=at)
    _move(innovation, "recall")
    innovation.submitted_by = innovation.submitted_at = innovation.covering_letter = None
    innovation.screened_by = innovation.screened_since = None
    innovation.save()
    _copy_last_revision(innovation)
    Correction.objects.create(innovation=innovation, note=note, asked_by=by, asked_at=at)
    closes_at = certain(innovation.edition.registration).closes_for(innovation.agency)
    notifications.tell_agency(innovation, "innovation_recalled", at=at, note=note, closes_at=closes_at)
    trail.record("recall", innovation, by=by, at=at, status=innovation.status)
    return innovation


@transaction.atomic
def resend(innovation: Innovation, *, by: User, at: datetime) -> Innovation:
    """Send a corrected innovation back to the bureau, within the time given.

    The truth statement is given as in `propose`. Raises ValidationError with a sentence for each gap.
    """
    innovation = locked(innovation)
    access.require(by, innovation, "resend", at=at)
    _require_complete(innovation)
    _pledge(innovation, by, at)
    _carry_findings_over(innovation)
    _answer_correction(innovation, at)
    revision = _send_working_copy(innovation, at)
    _move(innovation, "resend")
    notifications.tell_agency(innovation, "innovation_submitted", at=at)
    trail.record("resend", innovation, by=by, at=at, status=innovation.status, revision=revision.number)
    return innovation


@transaction.atomic
def return_for_correction(
    innovation: Innovation,
    *,
    by: User,
    at: datetime,
    note: str,
    due_at: datetime,
    opens: Collection[str] = (),
) -> Innovation:
    """Give a submitted innovation back for correction until `due_at`, also after registration closed.

    `opens` are the codes of the parts that can be changed (proposal_parts); none: all of them. Raises
    ValidationError when `due_at` is past.
    """
    innovation = locked(innovation)
    access.require(by, innovation, "return_for_correction", at=at)
    if due_at <= at:
        raise ValidationError(_("Choose a time for the correction that lies ahead."))
    _move(innovation, "return_for_correction")
    _copy_last_revision(innovation)
    correction = Correction.objects.create(
        innovation=innovation, note=note, due_at=due_at, asked_by=by, asked_at=at
    )
    CorrectionItem.objects.bulk_create(CorrectionItem(correction=correction, part=part) for part in opens)
    notifications.tell_agency(innovation, "innovation_returned", at=at, note=note, due_at=due_at)
    trail.record(
        "return_for_correction",
        innovation,
        by=by,
        at=at,
        status=innovation.status,
        due_at=due_at,
        parts=list(opens),
    )
    return innovation


@transaction.atomic
def accept(innovation: Innovation, *, by: User, at: datetime) -> Innovation:
    """Let a submitted innovation pass the administrative check."""
    return _decide(innovation, "accept", Decision.Kind.ACCEPTED, by=by, at=at)


@transaction.atomic
def reject(innovation: Innovation, *, by: User, at: datetime, reason: str) -> Innovation:
    """Decide that an innovation does not pass the administrative check, with the reasons."""
    return _decide(innovation, "reject", Decision.Kind.REJECTED, by=by, at=at, reason=reason)


@transaction.atomic
def reconsider(innovation: Innovation, *, by: User, at: datetime, reason: str) -> Innovation:
    """Open the administrative check of an innovation again, before the assessment begins."""
    return _decide(innovation, "reconsider", Decision.Kind.RECONSIDERED, by=by, at=at, reason=reason)


@transaction.atomic
def withdraw(innovation: Innovation, *, by: User, at: datetime, reason: str = "") -> Innovation:
    """Take an innovation out of the competition at its agency's own wish; its place in the quota is free."""
    return _decide(innovation, "withdraw", Decision.Kind.WITHDRAWN, by=by, at=at, reason=reason)


@transaction.atomic
def disqualify(innovation: Innovation, *, by: User, at: datetime, reason: str) -> Innovation:
    """Exclude an innovation from the competition, with the reason, and revoke its awards."""
    return _decide(innovation, "disqualify", Decision.Kind.DISQUALIFIED, by=by, at=at, reason=reason)


def _decide(
    innovation: Innovation, action: str, kind: str, *, by: User, at: datetime, reason: str = ""
) -> Innovation:
    innovation = locked(innovation)
    access.require(by, innovation, action, at=at)
    if action == "reject":
        _discard_working_copy(innovation)
        _answer_correction(innovation, at)
    if action == "disqualify":
        Award.objects.unrevoked().filter(innovation=innovation).update(revoked_at=at, reason=reason)
    _move(innovation, action)
    Decision.objects.create(innovation=innovation, kind=kind, reason=reason, decided_by=by, decided_at=at)
    if action != "withdraw":
        notifications.tell_agency(innovation, f"innovation_{kind}", at=at, reason=reason)
    trail.record(action, innovation, by=by, at=at, status=innovation.status)
    return innovation


def _move(innovation: Innovation, action: str) -> None:
    innovation.status, _who = innovation.transitions[action]
    # The check is over, so the next one has to be claimed again.
    innovation.screened_by = innovation.screened_since = None
    innovation.save()


def _require_complete(innovation: Innovation) -> None:
    revision = certain(innovation.working_copy)
    gaps = completeness.missing(innovation, revision, sections.progress(revision))
    if gaps:
        raise ValidationError([gap.sentence for gap in gaps])


def _pledge(innovation: Innovation, by: User, at: datetime) -> None:
    innovation.revisions.filter(sent_at=None).update(pledged_by=by, pledged_at=at)


def _carry_findings_over(innovation: Innovation) -> None:
    """Copy findings of parts that the return left closed to the correction: they still hold."""
    opens, corrected = certain(innovation.open_correction).opens, certain(innovation.working_copy)
    found = certain(innovation.last_sent_revision).item_verdicts.filter(item__regex="^(section|document):")
    for verdict in found:
        if not proposal_parts.is_opened(verdict.item, opens):
            verdict.pk, verdict.revision = None, corrected
            verdict.save(force_insert=True)


def _answer_correction(innovation: Innovation, at: datetime) -> None:
    innovation.corrections.filter(answered_at=None).update(answered_at=at)


def _send_working_copy(innovation: Innovation, at: datetime) -> Revision:
    revision = certain(innovation.working_copy)
    revision.sent_at = at
    revision.save(update_fields=["sent_at"])
    summary = Answer.objects.filter(revision=revision, section__code=Section.SUMMARY).first()
    innovation.public_summary = summary.text if summary else ""
    return revision


def _copy_last_revision(innovation: Innovation) -> None:
    """Open a new working copy with the texts of the last sent revision."""
    last = certain(innovation.last_sent_revision)
    copy = Revision.objects.create(innovation=innovation, number=last.number + 1, video_url=last.video_url)
    Answer.objects.bulk_create(
        Answer(
            revision=copy,
            section_id=answer.section_id,
            text=answer.text,
            # The count goes on, so that a page opened before the return is older than this copy.
            save_number=answer.save_number + 1,
        )
        for answer in last.answers.all()
    )


def _discard_working_copy(innovation: Innovation) -> None:
    """Drop a correction that was never sent: only what was sent is judged."""
    if innovation.is_sent and (copy := innovation.working_copy):
        copy.evidence_added.all().delete()
        copy.locations_added.all().delete()
        copy.evidence_removed.update(removed_in=None)
        copy.locations_removed.update(removed_in=None)
        copy.delete()
