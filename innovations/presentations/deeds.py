"""What an agency brings to its presentation: slides as PDF, and the link to a film."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from innovations.editions.entering import obstacle_of_edition
from kipp.accounts.access import is_staff_of
from kipp.accounts.models import User
from kipp.audit import trail
from kipp.files import uploads
from kipp.moments import in_wib

from .models import Presentation


@transaction.atomic
def bring(
    presentation: Presentation,
    slides: uploads.Document | None,
    video_url: str,
    *,
    by: User,
    at: datetime,
) -> Presentation:
    """Keep what the agency will show: slides that `uploads.read_document` has checked, and a link or "".

    Without slides the earlier ones stay. The material can be replaced as often as wanted until it is due.
    Raises PermissionDenied for anyone but staff of the agency, and ValidationError with the sentence of
    `obstacle_to_bring`.
    """
    presentation = (
        Presentation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("innovation__agency", "stage__edition")
        .get(pk=presentation.pk)
    )
    if not is_staff_of(by, presentation.innovation.agency, at=at):
        raise PermissionDenied
    if reason := obstacle_to_bring(presentation, at=at):
        raise ValidationError(reason)
    if slides is not None:
        # The earlier file stays on the disk, as do all uploads: a page that is open may still show it.
        presentation.slides.save(uploads.new_name("pdf"), ContentFile(slides.content), save=False)
    presentation.video_url = video_url
    presentation.material_by, presentation.material_at = by, at
    presentation.save()
    trail.record("bring_material", presentation, by=by, at=at, innovation=presentation.innovation_id)
    return presentation


def obstacle_to_bring(presentation: Presentation, *, at: datetime) -> str:
    """Return why nothing can be uploaded for a presentation now, as a sentence; empty when it can."""
    if reason := obstacle_of_edition(presentation.stage.edition):
        return reason
    if not presentation.is_planned:
        return _("This presentation is %(state)s, so its material stays as it is.") % {
            "state": presentation.get_state_display()
        }
    if not presentation.takes_material_at(at):
        return _("The material was due by %(due)s. It can't be uploaded any more; the bureau can help.") % {
            "due": in_wib(presentation.material_due_at)
        }
    return ""
