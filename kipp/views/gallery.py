"""Every component of the pages in each of its states, for those who work on them: only in DEBUG."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_safe

from innovations.catalogue.cards import Card
from innovations.editions.stage_timeline import StageTimeline
from innovations.models import (
    Category,
    Edition,
    Evidence,
    Group,
    Innovation,
    Innovator,
    Location,
    Revision,
    Rule,
    Section,
    Stage,
    Status,
)
from innovations.proposals.reading import Attachment, Proposal
from innovations.proposals.sections import SectionProgress, SectionState
from innovations.requirements.eligibility import Outcome, Verdict
from innovations.sending.task_list import TaskListItem
from innovations.sending.timeline import Event
from kipp.accounts.models import Agency, Government, User, Village
from kipp.charts import BarChart, bar_chart
from kipp.lists.tabs import Tab
from kipp.saving.saved_elsewhere import Stored, StoredField
from kipp.templatetags.components import TONES
from kipp.to_do import Step
from verification.models import Assignment, Ranking, Scoresheet, Visit, VisitFinding
from verification.scoresheets.profiles import Profile, ProfileLine
from verification.scoring.spread import spread

# The moment at which the samples are shown: the field verification of 2019 in Logandeng.
NOW = datetime(2019, 8, 5, 16, 0, tzinfo=timezone.get_default_timezone())
POINTS = [62, 70, 71, 88]


@login_not_required
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show the components, each below its name and what it takes."""
    if not settings.DEBUG:
        raise Http404
    return render(
        request,
        "gallery/gallery.html",
        {
            "colours": COLOURS,
            "tones": TONES,
            "statuses": _statuses(),
            "form": SampleForm(data={"title": "", "words": "3"}),
            "empty_form": SampleForm(prefix="filter"),
            "stored": Stored(
                3, [StoredField("title", "Judul inovasi", "IVA", "IVA")], "Disimpan oleh rekan."
            ),
            "steps": _steps(),
            "stage_timelines": _stage_timelines(),
            "confirmations": _confirmations(),
            "member": User(name="Biro Organisasi"),
            "parts": _parts(),
            "verdicts": _verdicts(),
            "events": _events(),
            "photos": _attachments(Evidence.Kind.PHOTO, "read", "read"),
            "led_photos": _attachments(Evidence.Kind.PHOTO, "first", "second", "third"),
            "own_photos": _attachments(Evidence.Kind.PHOTO, "public", "hidden", remove_url="#pictures"),
            "documents": _attachments(Evidence.Kind.DOCUMENT, "read"),
            "own_documents": _attachments(Evidence.Kind.DOCUMENT, "own", remove_url="#pictures"),
            "proposal": _proposal(),
            "changeable": {"basics", "makers", "locations", "photos", "documents", "section:summary"},
            "innovations": [_innovation()],
            "chart": _chart(),
            "profile": _profile(),
            "points": POINTS,
            "spread": spread(POINTS),
            "scores": _scores(),
            "tabs": _tabs(),
            "cards": _cards(),
            # A page between others shows every part of the bar; a second bar would need a name of its own.
            "page_obj": Paginator(range(120), 50).page(2),
        },
    )


COLOURS = ["mori", "kertas", "tinta", "abu", "nila", "soga", "mengkudu", "daun", "kunyit"]


class SampleForm(forms.Form):
    """A field of each kind; as a bound form the first two are wrong."""

    title = forms.CharField(label="Judul inovasi", help_text="Paling banyak 150 huruf.")
    words = forms.IntegerField(label="Nilai", min_value=10, max_value=100)
    category = forms.ChoiceField(
        label="Kategori", choices=[("", "–"), ("health", "Kesehatan")], required=False
    )
    text = forms.CharField(label="Uraian", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    finding = forms.ChoiceField(
        label="Hasil verifikasi",
        choices=VisitFinding.Finding.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    agreed = forms.BooleanField(label="Tidak tampak pasien atau anak", required=False)
    photo = forms.FileField(label="Foto", required=False)


class ReasonForm(forms.Form):
    """The reason that is asked before a deed that somebody is told of."""

    reason = forms.CharField(label="Alasan", widget=forms.Textarea(attrs={"rows": 3}))


def _statuses() -> Iterable[tuple[str, Any]]:
    """Return every status of the portal, its code and its word, by the thing that has it."""
    kinds = {
        "Innovation": Innovation._meta.get_field("status").choices,
        "Edition": Edition.State.choices,
        "Assignment": Assignment.State.choices,
        "Scoresheet": Scoresheet.Status.choices,
        "Visit": Visit.State.choices,
        "VisitFinding": VisitFinding.Finding.choices,
        "Ranking": Ranking.State.choices,
    }
    return kinds.items()


def _stage_timelines() -> list[StageTimeline]:
    """Return a timeline with something to do, and one of another edition without."""
    theme = "Satu instansi, satu inovasi"
    first, second = (Edition(year=year, name="KIPP Jawa Tengah", theme=theme) for year in (2019, 2020))
    return [
        StageTimeline(first, _stages(), "Tim verifikator mengunjungi finalis.", "#stage-timeline", "Buka"),
        StageTimeline(second, [], "Periode ini sedang disiapkan."),
    ]


def _stages() -> list[Stage]:
    """Return five stages: three have ended, the field verification runs."""
    kinds = [kind for kind in Stage.Kind if kind != Stage.Kind.PRESENTATION]
    stages = []
    for number, kind in enumerate(kinds):
        opens = NOW + timedelta(days=30 * (number - 3))
        stage = Stage(kind=kind, order=number + 1, opens_at=opens, closes_at=opens + timedelta(days=20))
        stage.begun_at = opens if number <= 3 else None
        stage.ended_at = stage.closes_at if number < 3 else None
        stages.append(stage)
    return stages


def _steps() -> list[Step]:
    return [
        Step("Perbaiki Kampung IVA dan kirim lagi", "#", NOW, "pencil"),
        Step("Periksa 3 inovasi yang diusulkan", "#"),
    ]


def _parts() -> list[TaskListItem]:
    return [
        TaskListItem(
            "Judul, kategori, dan tanggal mulai", "#", SectionState.PARTLY, missing="Pilih kategori."
        ),
        *(TaskListItem(f"Bagian {state}", "#", state, words=120, limit=300) for state in SectionState),
    ]


def _verdicts() -> list[Verdict]:
    return [
        Verdict(
            Rule.AGE,
            Outcome.PASS,
            "Dilaksanakan sejak 1 Juli 2017: 22 bulan penuh sampai 31 Mei 2019; syaratnya 12 bulan.",
            regulation="Peraturan Menteri PANRB Nomor 5 Tahun 2019",
        ),
        Verdict(Rule.QUOTA, Outcome.FAIL, "3 dari 3 tempat sudah terisi.", keeps_from_sending=True),
        Verdict(Rule.TITLE, Outcome.FAIL, "Inovasi lain pada periode ini berjudul sama."),
        Verdict(Rule.AWARDS, Outcome.LOOK, "Pernah mendapat: “Kampung IVA” (Top 40, 2018)."),
        Verdict(
            Rule.AWARDS, Outcome.LOOK, "Pernah mendapat: “IVA” (Top 40, 2018).", set_aside="Inovasi lain."
        ),
    ]


def _events() -> list[Event]:
    return [
        Event(NOW - timedelta(days=60), "Draf dibuat"),
        Event(NOW - timedelta(days=40), "Dikembalikan oleh biro", "Mohon hasil dilengkapi angka.", NOW),
        Event(NOW - timedelta(days=38), "Perbaikan dikirim ke biro"),
    ]


def _confirmations() -> list[dict[str, Any]]:
    """Return the shortest and the longest text that stands before a deed."""
    return [
        {"heading": "Umumkan hasil", "what": "Semua orang dapat membacanya.", "button": "Umumkan hasil"},
        {
            "heading": "Nyatakan gugur",
            "subject": "Kampung IVA",
            "what": "Inovasi tidak dinilai lagi. Instansi diberi tahu dan membaca alasannya.",
            "final": "Langkah ini tidak dapat dibatalkan.",
            "form": ReasonForm(prefix="grave"),
            "button": "Nyatakan gugur",
            "is_grave": True,
        },
    ]


def _section() -> Section:
    return Section(code="ringkasan", title="Ringkasan", max_words=200)


def _attachments(kind: str, *names: str, remove_url: str = "") -> list[Attachment]:
    """Return photos or documents.

    The first one belongs to a section and shows no patients or children.
    """
    picture = static("img/icon.svg")
    return [
        Attachment(
            Evidence(
                pk=f"{kind}-{name}",
                kind=kind,
                section=None if position else _section(),
                caption=f"Balai desa, gambar {position + 1}",
                alternative_text="Lambang portal: bintang bersudut delapan",
                shows_no_patients_or_children=not position,
                size=120_000,
            ),
            url=picture,
            thumbnail_url=picture,
            edit_url=remove_url,
            move_url=remove_url,
            remove_url=remove_url,
            gap="Tuliskan keterangan foto 2." if remove_url and position else "",
        )
        for position, name in enumerate(names)
    ]


def _innovation() -> Innovation:
    government = Government(code="33.26", name="Kabupaten Pekalongan", kind=Government.Kind.REGENCY)
    return Innovation(
        pk=1,
        edition=Edition(year=2019, name="KIPP Jawa Tengah"),
        agency=Agency(name="Puskesmas Karangdadap", government=government),
        category=Category(name="Kesehatan"),
        group=Group(name="Umum"),
        title="Kampung IVA",
        started_on=date(2018, 3, 1),
        status=Status.SUBMITTED,
    )


def _proposal() -> Proposal:
    """Return a proposal that its agency can still change: one part is written, another is not."""
    innovation = _innovation()
    village = Village(
        code="33.26.18.2001",
        name="Logandeng",
        district="Karangdadap",
        government=innovation.agency.government,
    )
    return Proposal(
        innovation=innovation,
        revision=Revision(innovation=innovation),
        innovators=[Innovator(name="Tim inovasi", role="Penggagas")],
        partners=[Agency(name="Dinas Kesehatan", government=innovation.agency.government)],
        sections=[
            SectionProgress(_section(), "Perempuan desa diperiksa di balai desa, bukan di puskesmas."),
            SectionProgress(Section(code="dampak", title="Dampak", max_words=300), ""),
        ],
        locations=[Location(village=village, place="Balai desa", latitude=Decimal("-6.9"), longitude=109)],
        photos=_attachments(Evidence.Kind.PHOTO, "proposed"),
        documents=[],
    )


def _chart() -> BarChart:
    return bar_chart(
        "Inovasi per pemerintah daerah",
        "Kabupaten Pekalongan mengirim paling banyak.",
        [("Kabupaten Pekalongan", 8), ("Kota Pekalongan", 5), ("Kabupaten Pemalang", 0)],
        label_heading="Pemerintah daerah",
        value_heading="Inovasi",
    )


def _profile() -> Profile:
    """Return a sheet with a criterion that could not be checked, so it has no total."""
    points = {"Kebaruan": 90, "Efektivitas": 84, "Manfaat": 88, "Kemudahan direplikasi": 75}
    given = [
        ProfileLine(name, number, 20, Decimal(number) / 5, "#profile", "") for name, number in points.items()
    ]
    unchecked = ProfileLine("Keberlanjutan", None, 20, None, "#profile", "tidak dapat diperiksa")
    return Profile([*given, unchecked], weight_sum=100, total=None)


def _scores() -> list[tuple[Decimal | None, ...]]:
    """Return scores: with a wide and a narrow spread of the sheets, without sheets, and a missing one."""
    return [
        (Decimal("87.25"), Decimal(74), Decimal("94.5")),
        (Decimal("87.25"), Decimal(87), Decimal(88)),
        (Decimal(12), None, None),
        (None, None, None),
    ]


def _tabs() -> list[Tab]:
    return [
        Tab("Semua", 107, "status=", is_current=True),
        Tab("Terkirim", 4, "status=submitted", is_current=False),
    ]


def _cards() -> list[Card]:
    picture = static("img/icon.svg")
    agency: dict[str, Any] = {"agency": "Puskesmas Karangdadap", "government": "Kabupaten Pekalongan"}
    return [
        Card("Kampung IVA", **agency, tier="20 Besar", year=2019, place=1, url="#cards", photo_url=picture),
        Card("Tanpa foto dan halaman", **agency, is_sample=True),
    ]
