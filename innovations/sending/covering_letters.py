"""The deed about covering letters (surat pengantar): one lists all that a government sends with it."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from innovations.editions import entering
from innovations.editions.models import Edition
from kipp.accounts.access import is_coordinator_of
from kipp.accounts.models import Government, User
from kipp.audit import trail
from kipp.files import uploads

from .models import CoveringLetter


@transaction.atomic
def add(
    edition: Edition,
    government: Government,
    document: uploads.Document,
    *,
    number: str,
    dated_on: date,
    by: User,
    at: datetime,
) -> CoveringLetter:
    """Keep the scan of a letter that `uploads.read_document` has checked, with its number and date.

    Raises PermissionDenied for anyone but a coordinator of the government, and ValidationError when the
    edition does not run or the number is on the list already.
    """
    edition = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    if not is_coordinator_of(by, government, at=at):
        raise PermissionDenied
    if reason := entering.obstacle_of_edition(edition):
        raise ValidationError(reason)
    letter = CoveringLetter(
        edition=edition,
        government=government,
        number=number,
        dated_on=dated_on,
        sha256=document.sha256,
        uploaded_by=by,
        uploaded_at=at,
    )
    if CoveringLetter.objects.filter(edition=edition, government=government, number=number).exists():
        raise ValidationError(_("A letter with this number is on the list already."))
    letter.file.save(uploads.new_name("pdf"), ContentFile(document.content), save=False)
    letter.save()
    trail.record("add_letter", letter, by=by, at=at, edition=edition.year, government=government.pk)
    return letter
