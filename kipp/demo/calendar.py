"""When things happened in the demo's editions, and the plans that they start from.

Of 2019 the public record has: online registration opened on 4 May, 107 proposals, twenty of them named before
the interviews of 22 to 25 July, the field assessment in Kabupaten Pekalongan on 7 and 8 August, the award on
11 December. Of 2018: the launch on 10 July and the twenty of 1 and 2 August. The other times are filled in.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from innovations.rulebook.presets import TOP_20, EditionPlan, StagePlan, Text, TierPlan, usual_stages

WIB = ZoneInfo("Asia/Jakarta")


def wib(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """Return a moment in western Indonesian time."""
    return datetime(year, month, day, hour, minute, tzinfo=WIB)


PLAN_2018 = EditionPlan(
    year=2018,
    theme=Text(
        "Inovasi Pelayanan Publik untuk Mewujudkan Jawa Tengah Sejahtera dan Berdikari",
        "Public-service innovation for a prosperous and self-reliant Central Java",
    ),
    stages=(
        StagePlan("registration", wib(2018, 7, 10), wib(2018, 7, 20, 23, 59)),
        StagePlan("screening", wib(2018, 7, 21), wib(2018, 7, 25, 16)),
        StagePlan(
            "proposal",
            wib(2018, 7, 26),
            wib(2018, 8, 2, 16),
            weight=100,
            assessors=2,
            tiers=(TierPlan(TOP_20.name, 20),),
        ),
        StagePlan("announcement", wib(2018, 8, 20), wib(2018, 8, 31, 16)),
    ),
)

PLAN_2019 = EditionPlan(
    year=2019,
    theme=Text("Satu instansi, satu inovasi", "One agency, one innovation"),
    stages=usual_stages(
        {
            "registration": (wib(2019, 5, 4, 8), wib(2019, 6, 14, 23, 59)),
            "screening": (wib(2019, 6, 17), wib(2019, 6, 28, 16)),
            "proposal": (wib(2019, 7, 1), wib(2019, 7, 19, 16)),
            "field": (wib(2019, 8, 5), wib(2019, 8, 9, 16)),
            "announcement": (wib(2019, 12, 11), wib(2019, 12, 31, 16)),
        }
    ),
)


def current_plan(at: datetime) -> EditionPlan:
    """Return the plan of this year's edition: its registration opened 20 days ago, for 45 days."""
    start = at.astimezone(WIB).replace(hour=8, minute=0, second=0, microsecond=0) - timedelta(days=20)

    def span(first: int, last: int) -> tuple[datetime, datetime]:
        return start + timedelta(days=first), (start + timedelta(days=last)).replace(hour=23, minute=59)

    return EditionPlan(
        year=at.astimezone(WIB).year,
        theme=Text("Satu instansi, satu inovasi", "One agency, one innovation"),
        stages=usual_stages(
            {
                "registration": span(0, 45),
                "screening": span(46, 60),
                "proposal": span(61, 81),
                "field": span(88, 95),
                "announcement": span(120, 130),
            }
        ),
    )
