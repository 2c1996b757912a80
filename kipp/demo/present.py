"""The current year's edition: registration is open, and entries are in every state that they can be in."""

from datetime import date, datetime, timedelta

from innovations.editions import deeds as editions
from innovations.editions import holidays
from innovations.models import Edition
from innovations.sending import lifecycle
from kipp.certain import certain

from .calendar import current_plan
from .cast import Cast
from .entries import Author, DemoDraft
from .past import PEKALONGAN
from .samples import ideas_for, sample

# The national holidays that fall on the same day each year; the others are decided each year.
FIXED_HOLIDAYS = {
    (1, 1): "Tahun Baru Masehi",
    (5, 1): "Hari Buruh Internasional",
    (6, 1): "Hari Lahir Pancasila",
    (8, 17): "Hari Kemerdekaan Republik Indonesia",
    (12, 25): "Hari Raya Natal",
}


def current_edition(cast: Cast, *, at: datetime) -> Edition:
    """Build an edition that opened twenty days before `at`, with drafts, proposed, returned and sent ones."""
    plan = current_plan(at)
    opened = plan.stages[0].opens_at
    edition = editions.create(plan, by=cast.bureau, at=opened)
    years = (plan.year, plan.year + 1)
    days = {date(year, *day): name for year in years for day, name in FIXED_HOLIDAYS.items()}
    holidays.add(days, by=cast.bureau, at=opened)
    editions.open_edition(edition, by=cast.bureau, at=opened)
    editions.begin_stage(certain(edition.registration), by=cast.bureau, at=opened)
    cast.sign(edition, at=opened)
    author = Author(cast, Edition.objects.get(pk=edition.pk))
    started = date(plan.year - 3, 3, 1)

    def draft(code, agency, idea, picture=None):
        agency = cast.agencies[code, agency]
        text = sample(idea, agency.government.name, agency.name, 3)
        return DemoDraft(agency, text, started, picture=picture)

    health, planning, weddings = ideas_for("Puskesmas"), ideas_for("Bappeda"), ideas_for("Puskesmas Wiradesa")
    karangdadap = draft(PEKALONGAN, "Puskesmas Karangdadap", health[0])
    author.write(karangdadap, at=at - timedelta(days=6), answers=5)
    returned = author.write(
        draft(PEKALONGAN, "Puskesmas Karangdadap", health[1], 2), at=at - timedelta(days=12)
    )
    returned = author.propose(returned, at=at - timedelta(days=5))
    lifecycle.return_to_agency(
        returned,
        by=cast.people["koordinator"],
        at=at - timedelta(days=3),
        note="Mohon bagian hasil dilengkapi dengan angka sebelum dan sesudah, dan sebutkan sumber datanya.",
    )
    proposed = author.write(
        draft(PEKALONGAN, "Bappeda Litbang Kabupaten Pekalongan", planning[0], 3), at=at - timedelta(days=9)
    )
    author.propose(proposed, at=at - timedelta(days=2))
    author.send(
        author.write(draft(PEKALONGAN, "Puskesmas Wiradesa", weddings[2], 5), at=at - timedelta(days=10)),
        at=at - timedelta(days=4),
    )
    for number, ((code, name), agency) in enumerate(list(cast.agencies.items())[13:40:3]):
        text = sample(ideas_for(name)[0], agency.government.name, name, 4)
        entry = DemoDraft(cast.agencies[code, name], text, started, picture=number)
        author.send(author.write(entry, at=at - timedelta(days=8)), at=at - timedelta(hours=30 + number))
    return author.edition
