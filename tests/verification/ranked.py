"""What the tests of freezing and of publication share."""

from django.utils import timezone

from innovations.models import Innovation
from tests import factories
from verification.results import freezing

NOW = timezone.now()
NOT_THE_BUREAU = ["staff", "coordinator", "verifier", "auditor", "nobody"]


def entries(stage, *scores, **fields):
    """Return an entry for each score, in the order of their titles A, B, C…"""
    return [
        factories.scored_entry(stage, score, score, title=title, **fields)
        for title, score in zip("ABCDEFGH", scores, strict=False)
    ]


def freeze(cast, stage, group, by=None):
    return freezing.freeze(stage, group, by=by or cast.bureau, at=NOW)


def ranked(cast, stage, state="frozen"):
    return factories.ranking(stage, state, at=NOW)


def places(ranking):
    return list(ranking.placings.order_by("title").values_list("title", "computed_place", "decided_place"))


def status_of(*innovations):
    return [Innovation.objects.get(pk=innovation.pk).status for innovation in innovations]
