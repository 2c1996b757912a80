"""The innovations of an edition, with all that they bring: texts, makers, places, files, decisions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import islice

from innovations.models import (
    Answer,
    Correction,
    Decision,
    Edition,
    Evidence,
    Innovation,
    Innovator,
    Location,
    Revision,
)
from kipp.accounts.models import Agency, User, Village
from kipp.demo import samples
from tests import factories

# What becomes of twenty innovations, one after the other: while they are written and sent, while they are
# assessed, and in the end.
REGISTERING, ASSESSING, OVER = (
    [
        *["submitted"] * 8,
        *["proposed"] * 4,
        *["draft"] * 3,
        *["eligible"] * 2,
        "returned",
        "recorded",
        "withdrawn",
    ],
    [*["eligible"] * 15, *["ineligible"] * 3, "disqualified", "withdrawn"],
    [*["finalist"] * 4, *["eligible"] * 12, *["ineligible"] * 4],
)
NEVER_SENT = ("draft", "proposed", "recorded")


@dataclass(frozen=True)
class Entry:
    """An innovation with its only revision that was sent, and the demo's answers by section."""

    innovation: Innovation
    revision: Revision
    answers: dict[str, str]


def write(
    edition: Edition,
    statuses: list[str],
    agencies: list[Agency],
    staff: dict[int, User],
    turns: range,
    at: datetime,
) -> list[Entry]:
    """Write an innovation for each turn, of one agency after the other; `staff` are by their agency."""
    group = edition.groups.first()
    categories = {category.code: category for category in edition.categories.all()}
    sent_until = min(at, edition.registration.closes_at)
    made = []
    for turn in turns:
        agency = agencies[turn % len(agencies)]
        # The same idea comes back in other places, under another of its titles.
        idea, variant = turn % len(samples.IDEAS), turn // len(samples.IDEAS) % 8
        text = samples.sample(idea, agency.government.name, agency.name, variant)
        status = statuses[turn % len(statuses)]
        sent_at = None if status in NEVER_SENT else sent_until - timedelta(minutes=7 * (turns.stop - turn))
        by = staff[agency.pk]
        innovation = Innovation(
            edition=edition,
            agency=agency,
            group=group,
            category=categories[text.category],
            title=text.title[:150],
            slug=f"inovasi-{turn}",
            started_on=date(2012, 1, 1) + timedelta(days=turn % 1500),
            status=status,
            public_summary=text.summary if sent_at else "",
            created_by=by,
            created_at=(sent_at or sent_until) - timedelta(days=10),
            submitted_by=by if sent_at else None,
            submitted_at=sent_at,
        )
        made.append(Entry(innovation, Revision(number=1, sent_at=sent_at), text.answers))
    Innovation.objects.bulk_create([entry.innovation for entry in made], batch_size=2000)
    for entry in made:
        entry.revision.innovation = entry.innovation
    Revision.objects.bulk_create([entry.revision for entry in made], batch_size=5000)
    _fill(edition, made)
    _decide(made, at)
    return made


def _fill(edition, entries):
    """Write answers, makers, places and evidence."""
    sections = list(edition.sections.all())
    bulk(
        Answer,
        (
            Answer(revision=entry.revision, section=section, text=entry.answers[section.code])
            for entry in entries
            for section in sections
        ),
    )
    bulk(
        Innovator,
        (
            Innovator(innovation=entry.innovation, name=f"Tim inovasi {turn}", role="Penggagas")
            for entry in entries
            for turn in (1, 2)
        ),
    )
    villages = list(Village.objects.order_by("pk"))
    bulk(
        Location,
        (
            Location(
                innovation=entry.innovation,
                village=villages[(entry.innovation.pk * 13 + turn) % len(villages)],
                added_in=entry.revision,
            )
            for entry in entries
            for turn in range(1 + entry.innovation.pk % 3)
        ),
    )
    papers = list(edition.required_documents.all())
    bulk(Evidence, (file for entry in entries for file in _files(entry, papers)))


def _files(entry, papers) -> Iterator[Evidence]:
    """The required documents of an entry and two photos; one in fifty is the same file as another's."""
    number = entry.innovation.pk
    facts = {
        "innovation": entry.innovation,
        "size": 200_000,
        "uploaded_by": entry.innovation.created_by,
        "uploaded_at": entry.innovation.created_at,
        "added_in": entry.revision,
    }
    for paper in papers:
        name = f"{paper.code}-{number if number % 50 else 'same'}"
        yield Evidence(
            kind="document", required_document=paper, file=f"evidence/{name}.pdf", sha256=_sha(name), **facts
        )
    for turn in (1, 2):
        name = f"photo-{number}-{turn}"
        yield Evidence(
            kind="photo",
            caption="Kegiatan di lapangan",
            alternative_text="Petugas dan warga di balai desa",
            shows_no_patients_or_children=True,
            file=f"evidence/{name}.webp",
            thumbnail=f"thumbnails/{name}.webp",
            sha256=_sha(name),
            **facts,
        )


def _sha(text):
    return sha256(text.encode()).hexdigest()


def _decide(entries, at):
    """Write what the bureau decided and asked for; and who checks what waits, of every eighth."""
    bureau = factories.bureau_member()
    kinds = {
        "eligible": "accepted",
        "finalist": "accepted",
        "ineligible": "rejected",
        "withdrawn": "withdrawn",
        "disqualified": "disqualified",
    }
    decided = [entry.innovation for entry in entries if entry.innovation.status in kinds]
    bulk(
        Decision,
        (
            Decision(
                innovation=one,
                kind=kinds[one.status],
                reason="Dokumen persyaratan tidak lengkap",
                decided_by=bureau,
                decided_at=at,
            )
            for one in decided
        ),
    )
    returned = [entry.innovation for entry in entries if entry.innovation.status == "returned"]
    bulk(Revision, (Revision(innovation=one, number=2) for one in returned))
    bulk(
        Correction,
        (
            Correction(
                innovation=one,
                note="Lengkapi data dukung hasil evaluasi",
                due_at=at + timedelta(days=one.pk % 10 - 3),
                asked_by=bureau,
                asked_at=at - timedelta(days=4),
            )
            for one in returned
        ),
    )
    waiting = [entry.innovation.pk for entry in entries if entry.innovation.status == "submitted"]
    Innovation.objects.filter(pk__in=waiting[::8]).update(screened_by=bureau, screened_since=at)


def bulk(model, rows: Iterable) -> None:
    """Write rows without holding all of them."""
    rows = iter(rows)
    while batch := list(islice(rows, 5000)):
        model.objects.bulk_create(batch)
