"""The edition whose results are being decided, in a group for each step."""

from innovations.models import Group
from tests import factories
from verification.models import Scoresheet

# The groups of the edition whose results are being decided. Points tell the places: where two share one at
# the edge of the Top 2, the plenary decides first.
_SHARED, _CLEAR = (91, 83, 83), (91, 83, 75)


def decide(world, cast):
    """Open the standings: a result was retracted and frozen again, others are frozen and confirmed."""
    stage = world.stage("deciding", "proposal")
    general = stage.edition.groups.get()
    clear, confirmed, unfrozen = (
        _group(stage, order, name, like=general)
        for order, name in enumerate(("Replikasi", "Khusus", "Lanjutan"), start=2)
    )
    for group in (general, clear, confirmed, unfrozen):
        for points in _SHARED if group == general else _CLEAR:
            entry = factories.scored_entry(stage, points, points - 2, group=group)
    world.entries["decided"] = entry
    sheets = Scoresheet.objects.filter(assignment__innovation=entry)
    world.sheets["open to the bureau"] = sheets.earliest("pk")
    world.rankings["retracted"] = factories.ranking(stage, "retracted", group=general)
    world.rankings["frozen"] = factories.ranking(stage, group=clear)
    world.rankings["frozen, a shared place at the edge"] = factories.ranking(stage, group=general)
    world.rankings["confirmed"] = factories.ranking(stage, "confirmed", group=confirmed)


def _group(stage, order, name, like):
    """Return a further group of an edition, with the same tiers in that stage as another one."""
    group = Group.objects.create(
        edition=stage.edition, order=order, code=name.lower(), name=name, name_en=name
    )
    for tier in like.tiers.filter(stage=stage):
        tier.pk, tier.group = None, group
        tier._state.adding = True
        tier.save()
    return group
