"""The deeds that support a proposal with photos, documents and a film, while it can be edited.

They leave no line in the trail, like all other deeds of writing (`drafting`). What was sent stays as it was
sent: when a file of an earlier version is changed, a file of its own replaces it in the working copy.

Each raises PermissionDenied for anyone but staff of the owner agency, and ValidationError when the part can't
be edited now, or the file is not on the list any more.
"""

from dataclasses import dataclass, fields
from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from innovations.proposals import proposal_parts
from innovations.proposals.models import Innovation, Revision
from innovations.proposals.working_copy import editable, take_out
from innovations.rulebook.models import RequiredDocument, Section
from kipp.accounts.models import User
from kipp.files import uploads
from kipp.saving.stale import require_not_stale

from . import blurring
from .models import Evidence


@dataclass(frozen=True)
class Description:
    """What staff say of a photo or document. It may be kept with gaps, but not sent."""

    caption: str = ""
    section: Section | None = None
    # Of a document.
    required_document: RequiredDocument | None = None
    # Of a photo.
    alternative_text: str = ""
    shows_no_patients_or_children: bool = False
    shows_recognisable_people: bool = False
    consent: str = ""

    @classmethod
    def of(cls, evidence: Evidence) -> "Description":
        """Return the description that is stored."""
        return cls(**{field.name: getattr(evidence, field.name) for field in fields(cls)})

    def write_into(self, evidence: Evidence) -> None:
        """Set the fields of the evidence, without saving it."""
        for field in fields(self):
            setattr(evidence, field.name, getattr(self, field.name))


@transaction.atomic
def add_photo(
    innovation: Innovation, photo: uploads.Photo, description: Description, *, by: User, at: datetime
) -> Evidence:
    """Add a photo that `uploads.read_photo` has checked and encoded again.

    Raises ValidationError when the file is on the list already.
    """
    evidence = _new(innovation, Evidence.Kind.PHOTO, photo.sha256, description, by=by, at=at)
    evidence.taken_at = photo.capture.taken_at
    evidence.latitude, evidence.longitude = photo.capture.latitude, photo.capture.longitude
    _store(evidence, photo)
    evidence.save()
    return evidence


@transaction.atomic
def add_document(
    innovation: Innovation, document: uploads.Document, description: Description, *, by: User, at: datetime
) -> Evidence:
    """Add a PDF that `uploads.read_document` has checked.

    Raises ValidationError when the file is on the list already.
    """
    evidence = _new(innovation, Evidence.Kind.DOCUMENT, document.sha256, description, by=by, at=at)
    evidence.size = len(document.content)
    evidence.file.save(uploads.new_name("pdf"), ContentFile(document.content), save=False)
    evidence.save()
    return evidence


@transaction.atomic
def describe(
    evidence: Evidence, description: Description, *, save_number: int, by: User, at: datetime
) -> Evidence:
    """Write a file's caption and what else is said of it.

    `save_number` is the number of the description that was on the page. Raises ValidationError when another
    one was saved since: nothing is overwritten unread.
    """
    evidence, revision = _editable(evidence, by=by, at=at)
    if description == Description.of(evidence):
        return evidence
    require_not_stale(evidence.save_number, save_number)
    evidence = _in_working_copy(evidence, revision)
    description.write_into(evidence)
    evidence.save_number += 1
    evidence.save()
    return evidence


@transaction.atomic
def blur(evidence: Evidence, area: blurring.Area, *, by: User, at: datetime) -> Evidence:
    """Make an area of a photo unrecognisable for good.

    The picture before is deleted, unless it was sent. Raises ValidationError for a document.
    """
    evidence, revision = _editable(evidence, by=by, at=at)
    if not evidence.is_photo:
        raise ValidationError(_("Only a photo can be made unrecognisable."))
    _delete_files(evidence)
    evidence = _in_working_copy(evidence, revision)
    _store(evidence, blurring.blurred(evidence.file, area, sha256=evidence.sha256))
    evidence.save()
    return evidence


@transaction.atomic
def move(evidence: Evidence, *, up: bool, by: User, at: datetime) -> None:
    """Let a file change places with its neighbour of the same kind; at the ends nothing happens.

    All versions share the order: it says nothing that was sent or judged.
    """
    evidence, revision = _editable(evidence, by=by, at=at)
    turn = list(Evidence.objects.in_revision(revision).filter(kind=evidence.kind))
    here = turn.index(evidence)
    there = here - 1 if up else here + 1
    if 0 <= there < len(turn):
        turn[here], turn[there] = turn[there], turn[here]
    for order, item in enumerate(turn, start=1):
        item.order = order
    Evidence.objects.bulk_update(turn, ["order"])


@transaction.atomic
def remove(evidence: Evidence, *, by: User, at: datetime) -> None:
    """Take a photo or document out of the working copy; a version that was sent with it keeps it."""
    evidence, revision = _editable(evidence, by=by, at=at)
    if evidence.added_in_id == revision.pk:
        _delete_files(evidence)
    take_out(evidence, revision)


@transaction.atomic
def link_video(innovation: Innovation, address: str, *, by: User, at: datetime) -> Revision:
    """Name the film that shows the innovation, or none (""). It is neither fetched nor embedded."""
    _innovation, revision = editable(innovation, proposal_parts.PHOTOS, by=by, at=at)
    revision.video_url = address
    revision.save(update_fields=["video_url"])
    return revision


def _new(
    innovation: Innovation, kind: str, sha256: str, description: Description, *, by: User, at: datetime
) -> Evidence:
    """Return evidence for the working copy, not saved yet.

    Raises ValidationError when the file is on the list already.
    """
    part = _part(kind, description.required_document)
    innovation, revision = editable(innovation, part, by=by, at=at)
    listed = Evidence.objects.in_revision(revision)
    if listed.filter(sha256=sha256).exists():
        raise ValidationError(_("This file is on the list already."))
    last = listed.filter(kind=kind).last()
    evidence = Evidence(
        innovation=innovation,
        kind=kind,
        order=last.order + 1 if last else 1,
        sha256=sha256,
        uploaded_by=by,
        uploaded_at=at,
        added_in=revision,
    )
    description.write_into(evidence)
    return evidence


def _part(kind: str, required_document: RequiredDocument | None) -> str:
    """Return the part of the proposal that a file belongs to."""
    if required_document:
        return proposal_parts.of_document(required_document.code)
    return proposal_parts.PHOTOS if kind == Evidence.Kind.PHOTO else proposal_parts.DOCUMENTS


def _editable(evidence: Evidence, *, by: User, at: datetime) -> tuple[Evidence, Revision]:
    """Lock the innovation; return the evidence as it is now, and the working copy."""
    part = _part(evidence.kind, evidence.required_document)
    _innovation, revision = editable(evidence.innovation, part, by=by, at=at)
    standing = Evidence.objects.in_revision(revision).filter(pk=evidence.pk).first()
    if standing is None:
        raise ValidationError(_("This file is not on the list any more."))
    return standing, revision


def _in_working_copy(evidence: Evidence, revision: Revision) -> Evidence:
    """Return evidence of the working copy: itself, or a copy that takes the place of what was sent."""
    if evidence.added_in_id == revision.pk:
        return evidence
    take_out(evidence, revision)
    evidence.pk, evidence.added_in, evidence.removed_in = None, revision, None
    return evidence


def _store(evidence: Evidence, photo: uploads.Photo) -> None:
    evidence.size = len(photo.display)
    evidence.file.save(uploads.new_name("webp"), ContentFile(photo.display), save=False)
    evidence.thumbnail.save(uploads.new_name("webp"), ContentFile(photo.thumbnail), save=False)


def _delete_files(evidence: Evidence) -> None:
    """Delete the files of evidence after the commit, unless a version that was sent shows them too."""
    if Evidence.objects.filter(file=evidence.file.name).exclude(pk=evidence.pk).exists():
        return
    if evidence.added_in.sent_at is None:
        for file in filter(None, [evidence.file, evidence.thumbnail]):
            transaction.on_commit(partial(file.storage.delete, str(file)))


def undescribed(evidence: Evidence, number: int) -> str:
    """Return what is not said of a file yet, as a sentence; empty when nothing is missing.

    `number` is its place among the files of its kind.
    """
    if not evidence.is_photo:
        if evidence.caption or evidence.required_document_id:
            return ""
        return _("Write what document %(number)d is.") % {"number": number}
    if not evidence.caption and not evidence.alternative_text:
        return _("Write the caption and the alternative text of photo %(number)d.") % {"number": number}
    if not evidence.caption:
        return _("Write the caption of photo %(number)d.") % {"number": number}
    if not evidence.alternative_text:
        return _("Write the alternative text of photo %(number)d.") % {"number": number}
    return ""
