"""Pages of standings and rankings, before their publication."""

from .readers import BUREAU, BUREAU_READERS, FREE_BUREAU, page


def results_in_the_making(world):
    field, stage = world.stage("visiting", "field").pk, world.stage("deciding", "proposal").pk
    number = {word: ranking.pk for word, ranking in world.rankings.items()}
    placing = world.rankings["frozen"].placings.first().pk
    return [
        page("standings", "progress", BUREAU_READERS, [field]),
        page("standings", "table", BUREAU_READERS, [stage]),
        page("standings", "another group", BUREAU_READERS, [stage], {"group": "lanjutan"}),
        page("open_standings", readers=BUREAU, args=[field]),
        page("freeze_standings", readers=BUREAU, args=[stage], query={"group": "lanjutan"}),
        page("freeze_standings", "frozen already", BUREAU, [stage], {"group": "umum"}),
        *(page("ranking", word, BUREAU_READERS, [pk]) for word, pk in number.items()),
        page("decide_place", readers=FREE_BUREAU, args=[number["frozen"], placing]),
        page("confirm_ranking", readers=BUREAU, args=[number["frozen"]]),
        page("publish_ranking", readers=BUREAU, args=[number["confirmed"]]),
        page("retract_ranking", readers=BUREAU, args=[number["frozen"]]),
    ]
