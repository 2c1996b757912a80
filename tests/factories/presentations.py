"""A stage of presentations, and its slots."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from innovations.models import Edition, Innovation, Presentation, Stage
from innovations.rulebook import writing

from .people import numbers


def presentation_stage(
    edition: Edition, *, weight: int = 20, assessors: int = 2, tiers: tuple[int, ...] = ()
) -> Stage:
    """Return a presentation stage that runs now, put before the field stage of an edition, which waits.

    The last of `tiers`, if there are any, goes on to the field.
    """
    field = edition.stage_of_kind("field")
    for later in edition.stages.filter(order__gte=field.order).order_by("-order"):
        Stage.objects.filter(pk=later.pk).update(order=later.order + 1, begun_at=None, ended_at=None)
    now = timezone.now()
    made = Stage.objects.create(
        edition=edition,
        order=field.order,
        kind="presentation",
        opens_at=now - timedelta(days=10),
        closes_at=now + timedelta(days=14),
        begun_at=now - timedelta(days=10),
        weight=weight,
        assessors=assessors,
    )
    for group in edition.groups.all():
        for size in tiers:
            made.tiers.create(group=group, name=f"Top {size}", size=size, advances=size == tiers[-1])
    with transaction.atomic():  # the weights are summed up at its end
        writing.create_rubrics([made], {}, [])
    return Stage.objects.select_related("edition").get(pk=made.pk)


def presentation(
    innovation: Innovation, *, state: str = "planned", starts_at: datetime | None = None, **fields
) -> Presentation:
    """Return a presentation of an entry: tomorrow at this hour, or yesterday where it was held."""
    is_held = state == "held"
    starts_at = starts_at or timezone.now() + timedelta(days=-1 if is_held else 1)
    values = {
        "stage": Stage.objects.get(edition=innovation.edition_id, kind="presentation"),
        "ends_at": starts_at + timedelta(minutes=20),
        "material_due_at": starts_at - timedelta(hours=12),
        "room": f"Ruang {next(numbers)}",
        "reason": "Banjir" if state == "not_held" else "",
        "head_was_present": True if is_held else None,
        **fields,
    }
    made = Presentation.objects.create(innovation=innovation, state=state, starts_at=starts_at, **values)
    if is_held:
        made.presenters.create(order=1, name="Kepala puskesmas", office=innovation.agency.name)
    return made
