"""How an innovation of the demo comes to be written and sent: by the same deeds as a real one."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from hashlib import sha256

from django.core.files.base import ContentFile

from innovations.evidence import deeds as attaching
from innovations.evidence.deeds import Description
from innovations.models import Edition, Innovation
from innovations.proposals import contributors, drafting
from innovations.sending import lifecycle
from kipp.accounts.models import Agency, Village
from kipp.files import uploads

from .cast import Cast
from .innovation import SampleInnovation
from .papers import document
from .pictures import picture

# Drawing and re-encoding a picture takes a fifth of a second, so entries share a set of them.
PICTURES = 16


@dataclass(frozen=True)
class DemoDraft:
    """What an entry of the demo says, and how it is supported."""

    agency: Agency
    text: SampleInnovation
    started_on: date
    villages: list[str] = field(default_factory=list)  # Codes; empty: one village of the owner's government.
    picture: int | None = None
    is_sample: bool = True


class Author:
    """Writes the entries of one edition, each at its own moment."""

    def __init__(self, cast: Cast, edition: Edition):
        self.cast = cast
        self.edition = edition
        self.sections = {section.code: section for section in edition.sections.all()}
        self.papers = list(edition.required_documents.all())
        self.categories = {category.code: category for category in edition.categories.all()}

    def write(self, draft: DemoDraft, *, at: datetime, answers: int | None = None) -> Innovation:
        """Begin an innovation and fill in its sections: all of them, or only the first few."""
        by = self.cast.staff[draft.agency.pk]
        basics = drafting.Basics(draft.text.title, self.categories[draft.text.category], draft.started_on)
        innovation = drafting.begin(
            self.edition, draft.agency, basics, by=by, at=at, is_sample=draft.is_sample
        )
        texts = list(draft.text.answers.items())[:answers]
        drafting.write_all(innovation, {self.sections[code]: text for code, text in texts}, by=by, at=at)
        if answers is None:
            self._support(innovation, draft, by, at)
        return innovation

    def _support(self, innovation, draft, by, at):
        # No person is made up: the public record of 2019 names agencies, and samples have a team.
        name = f"Tim inovasi {draft.agency.name}"
        contributors.add_innovator(innovation, name, "Penggagas", by=by, at=at)
        for code in draft.villages or [_village_of(draft.agency, innovation.pk)]:
            drafting.add_location(innovation, Village.objects.get(pk=code), by=by, at=at)
        for paper in self.papers:
            content = _paper(paper.name, draft.text.title)
            attaching.add_document(innovation, content, Description(required_document=paper), by=by, at=at)
        if draft.picture is None:
            return
        description = Description(
            caption=f"Gambar contoh: {draft.text.title}",
            alternative_text="Pemandangan desa dengan hiasan jlamprang, digambar untuk peragaan.",
            shows_no_patients_or_children=True,
        )
        # A few pictures serve all entries. They count as different files, or each page would say that they
        # are the same.
        own = sha256(draft.text.title.encode()).hexdigest()
        photo = replace(sample_photo(draft.picture % PICTURES), sha256=own)
        attaching.add_photo(innovation, photo, description, by=by, at=at)

    def propose(self, innovation: Innovation, *, at: datetime) -> Innovation:
        return lifecycle.propose(innovation, by=self.cast.staff[innovation.agency_id], at=at)

    def send(self, innovation: Innovation, *, at: datetime) -> Innovation:
        """Propose an innovation and send it, as its coordinator or the province's own staff do."""
        innovation = self.propose(innovation, at=at)
        return lifecycle.submit(innovation, by=self.cast.sender_for(innovation.agency), at=at)


def _village_of(agency, number):
    villages = Village.objects.filter(government=agency.government_id)
    if agency.government.is_province:
        villages = Village.objects.all()
    codes = list(villages.values_list("code", flat=True)[:200])
    return codes[number * 7 % len(codes)]


@cache
def sample_photo(number: int) -> uploads.Photo:
    """Return one of PICTURES drawn pictures, as it is kept once it was uploaded."""
    return uploads.read_photo(ContentFile(picture(number)))


def _paper(name, title):
    lines = ["Dokumen contoh untuk peragaan portal.", f"Inovasi: {title}"]
    return uploads.read_document(ContentFile(document(name, lines)))
