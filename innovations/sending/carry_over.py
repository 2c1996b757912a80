"""The deeds that copy entries of an earlier or a cancelled edition into one that is open, as drafts."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from innovations.editions.models import Edition
from innovations.evidence.models import Evidence
from innovations.proposals.drafting import free_slug
from innovations.proposals.models import Answer, Innovation, InnovationQuerySet, Innovator, Location, Revision
from innovations.proposals.reading import own_revision
from innovations.proposals.statuses import Status
from innovations.rulebook.models import Section
from kipp.accounts import access as posts
from kipp.accounts.models import Agency, Role, User
from kipp.audit import trail
from kipp.files import uploads

# When the bureau carries all over, it does not bring back what was withdrawn or disqualified.
CARRIED = [status for status in Status if status not in (Status.WITHDRAWN, Status.DISQUALIFIED)]


@transaction.atomic
def carry_over(innovation: Innovation, edition: Edition, *, by: User, at: datetime) -> Innovation:
    """Copy one entry of one's own agency as a draft; return the first copy when it was copied before.

    Texts and files of sections and documents that the other edition does not have are not copied. Raises
    PermissionDenied for anyone but staff of the agency, and ValidationError while registration of that
    edition is not open, or for an entry of a later edition.
    """
    edition, innovation = _locked(edition), _entries().get(pk=innovation.pk)
    if not posts.is_staff_of(by, innovation.agency, at=at):
        raise PermissionDenied
    registration = edition.open_registration(at)
    if registration is None or not registration.accepts_from(innovation.agency, at):
        raise ValidationError(_("Registration of that edition is not open."))
    if not Innovation.objects.filter(_is_before(edition), pk=innovation.pk).exists():
        raise ValidationError(_("Only what was entered in an earlier or a cancelled edition can be copied."))
    if done := innovation.copies.filter(edition=edition).first():
        return done
    return _copy(innovation, edition, by=by, at=at)


@transaction.atomic
def carry_all_over(earlier: Edition, edition: Edition, *, by: User, at: datetime) -> list[Innovation]:
    """Copy every entry of a cancelled edition that was not copied yet; return the copies.

    Raises PermissionDenied for anyone but the bureau, and ValidationError when the earlier edition is not
    cancelled or registration of the other one is not open.
    """
    edition = _locked(edition)
    posts.require_role(by, Role.BUREAU, at=at)
    if earlier.state != Edition.State.CANCELLED:
        raise ValidationError(_("Only innovations of a cancelled edition are carried over."))
    if not edition.open_registration(at):
        raise ValidationError(_("Registration of that edition is not open."))
    entries = _entries().in_edition(earlier).filter(status__in=CARRIED).exclude(copies__edition=edition)
    return [_copy(innovation, edition, by=by, at=at) for innovation in entries]


def _locked(edition: Edition) -> Edition:
    """Lock the edition that gets the copies; return it with all that a copy is compared with."""
    parts = ("stages", "categories", "groups", "sections", "required_documents")
    return Edition.objects.select_for_update(no_key=True).prefetch_related(*parts).get(pk=edition.pk)


def _entries() -> InnovationQuerySet:
    """Return innovations with all that is copied of them, except places and files."""
    return Innovation.objects.select_related("edition", "agency", "category", "group").prefetch_related(
        "partners", "innovators", "revisions__answers__section"
    )


def copyable_to(edition: Edition, agencies: Iterable[Agency]) -> QuerySet[Innovation]:
    """Return what these agencies entered before and have not copied to that edition, newest first."""
    entries = Innovation.objects.filter(_is_before(edition), agency__in=agencies)
    entries = entries.exclude(copies__edition=edition).select_related("edition", "agency")
    return entries.order_by("-edition__year", "title", "pk")


def _is_before(edition: Edition) -> Q:
    """Return the condition: of an earlier or a cancelled edition, and not disqualified."""
    earlier = Q(edition__year__lt=edition.year) | Q(edition__state=Edition.State.CANCELLED)
    return earlier & ~Q(status=Status.DISQUALIFIED)


def open_editions(at: datetime) -> list[Edition]:
    """Return the editions that can get copies at that moment, newest first."""
    running = Edition.objects.filter(state=Edition.State.OPEN).prefetch_related("stages")
    return [edition for edition in running if edition.open_registration(at)]


def _copy(innovation: Innovation, edition: Edition, *, by: User, at: datetime) -> Innovation:
    groups = {group.code: group for group in edition.groups.all()}
    categories = {category.code: category for category in edition.categories.all()}
    copy = Innovation.objects.create(
        edition=edition,
        agency=innovation.agency,
        group=groups.get(innovation.group.code) or edition.groups.all()[0],
        category=categories.get(innovation.category.code) if innovation.category else None,
        title=innovation.title,
        slug=free_slug(innovation.title, edition),
        trialled_on=innovation.trialled_on,
        started_on=innovation.started_on,
        launched_on=innovation.launched_on,
        copied_from=innovation,
        created_by=by,
        created_at=at,
        is_sample=innovation.is_sample,
    )
    partnership = Innovation.partners.through
    partnership.objects.bulk_create(
        partnership(innovation=copy, agency=agency) for agency in innovation.partners.all()
    )
    Innovator.objects.bulk_create(
        Innovator(innovation=copy, order=one.order, name=one.name, role=one.role)
        for one in innovation.innovators.all()
    )
    written = own_revision(innovation)
    revision = Revision.objects.create(innovation=copy, number=1, video_url=written.video_url)
    sections = {section.code: section for section in edition.sections.all()}
    Answer.objects.bulk_create(
        Answer(revision=revision, section=sections[answer.section.code], text=answer.text)
        for answer in written.answers.all()
        if answer.section.code in sections
    )
    _copy_carried(written, revision, edition, sections)
    trail.record("carry_over", copy, by=by, at=at, status=copy.status, edition=edition.year)
    return copy


def _copy_carried(
    written: Revision, revision: Revision, edition: Edition, sections: Mapping[str, Section]
) -> None:
    """Copy places and files; each file is copied too, so that either owner can remove theirs."""
    innovation = revision.innovation
    for place in Location.objects.in_revision(written):
        place.pk, place.innovation, place.added_in, place.removed_in = None, innovation, revision, None
        place.save()
    documents = {document.code: document for document in edition.required_documents.all()}
    for evidence in Evidence.objects.in_revision(written).select_related("section", "required_document"):
        evidence.section = sections.get(evidence.section.code) if evidence.section else None
        required = evidence.required_document
        evidence.required_document = documents.get(required.code) if required else None
        evidence.pk, evidence.innovation = None, innovation
        evidence.added_in, evidence.removed_in = revision, None
        for file in filter(None, [evidence.file, evidence.thumbnail]):
            content = ContentFile(file.read())
            file.close()
            file.save(uploads.new_name(Path(str(file)).suffix.lstrip(".")), content, save=False)
        evidence.save()
