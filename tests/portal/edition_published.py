"""The edition that is over, with its winners."""

from datetime import timedelta

from django.utils import timezone

from innovations.models import Edition, Stage
from tests import factories


def finish(world, cast):
    """Let an edition be over: both results are published, and everybody reads the winners."""
    edition = world.editions["published"]
    proposal, field = world.stage("published", "proposal"), world.stage("published", "field")
    then = proposal.begun_at + timedelta(days=1)
    entries = [factories.scored_entry(proposal, points, points, at=then) for points in (90, 80, 70)]
    world.evidence["public photo"] = factories.photo(entries[0])
    world.evidence["photo that is not public"] = factories.photo(entries[0], public=False)
    world.rankings["published, advancing"] = factories.ranking(proposal, "published", at=then)
    Stage.objects.filter(pk=field.pk).update(begun_at=then)
    field = Stage.objects.get(pk=field.pk)
    for entry in entries[:2]:
        entry.refresh_from_db()
        factories.score(entry, field, 88, 78)
        visit = factories.visit(entry, stage=field, state="held", day=timezone.localdate(then))
        factories.minutes(visit, at=then)
    world.rankings["published"] = factories.ranking(field, "published", at=then)
    edition.stages.filter(kind="announcement").update(begun_at=then, ended_at=then)
    Edition.objects.filter(pk=edition.pk).update(state=Edition.State.CLOSED)
    world.entries["public"] = entries[0]
    world.entries["not public"] = world.entries["eligible"]
