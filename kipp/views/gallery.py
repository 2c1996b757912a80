"""Every component of the pages in each of its states, for whoever works on them: only in DEBUG."""

from datetime import datetime, timedelta
from decimal import Decimal

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_GET

from innovations.cards import Card
from innovations.completeness import SectionState
from innovations.eligibility import Outcome, Verdict
from innovations.models import Edition, Evidence, Innovation, Stage
from innovations.proposals import Attachment
from innovations.ribbon import Ribbon
from innovations.task_list import Part
from innovations.timeline import Event
from kipp.charts import bar_chart
from kipp.next_steps import Step
from kipp.tabs import Tab
from kipp.templatetags.components import TONES
from verification.models import Assignment, Ranking, Scoresheet, Visit, VisitFinding
from verification.profiles import Line, Profile

# The moment that the samples are told from: the field verification of 2019 in Logandeng.
NOW = datetime(2019, 8, 5, 16, 0, tzinfo=timezone.get_default_timezone())


@login_not_required
@require_GET
def gallery(request):
    """The components, above each what it is called and what it takes."""
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
            "steps": _steps(),
            "ribbon": Ribbon(_edition(), _stages(), "Tim verifikator mengunjungi finalis.", "#", "Buka"),
            "parts": _parts(),
            "verdicts": _verdicts(),
            "events": _events(),
            "photos": _attachments(Evidence.Kind.PHOTO, 3),
            "documents": _attachments(Evidence.Kind.DOCUMENT, 2),
            "chart": _chart(),
            "profile": _profile(),
            "scores": _scores(),
            "tabs": _tabs(),
            "cards": _cards(),
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


def _statuses():
    """Every status of the portal: the code and the word, by the thing that has it."""
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


def _edition():
    return Edition(year=2019, name="KIPP Jawa Tengah", theme="Satu instansi, satu inovasi")


def _stages():
    """Five stages: three have ended, the field verification runs."""
    kinds = [kind for kind in Stage.Kind if kind != Stage.Kind.PRESENTATION]
    stages = []
    for number, kind in enumerate(kinds):
        opens = NOW + timedelta(days=30 * (number - 3))
        stage = Stage(kind=kind, order=number + 1, opens_at=opens, closes_at=opens + timedelta(days=20))
        stage.begun_at = opens if number <= 3 else None
        stage.ended_at = stage.closes_at if number < 3 else None
        stages.append(stage)
    return stages


def _steps():
    return [
        Step("Perbaiki Kampung IVA dan kirim lagi", "#", NOW, "pencil"),
        Step("Periksa 3 inovasi yang diusulkan", "#"),
    ]


def _parts():
    return [
        Part("Judul, kategori, dan tanggal mulai", "#", SectionState.PARTLY, missing="Pilih kategori."),
        *(Part(f"Bagian {state}", "#", state, words=120, limit=300) for state in SectionState),
    ]


def _verdicts():
    return [
        Verdict("Umur inovasi", Outcome.PASS, "Dilaksanakan 22 bulan sebelum pendaftaran ditutup."),
        Verdict("Kuota", Outcome.FAIL, "Semua 3 tempat sudah terisi."),
    ]


def _events():
    return [
        Event(NOW - timedelta(days=60), "Draf dibuat"),
        Event(NOW - timedelta(days=40), "Dikembalikan oleh biro", "Mohon hasil dilengkapi angka.", NOW),
        Event(NOW - timedelta(days=38), "Perbaikan dikirim ke biro"),
    ]


def _attachments(kind, number):
    picture = static("img/icon.svg")
    return [
        Attachment(
            Evidence(
                pk=f"{kind}-{position}",
                kind=kind,
                caption=f"Balai desa, gambar {position}",
                alternative_text="Lambang portal: bintang bersudut delapan",
                size=120_000,
            ),
            url=picture,
            thumbnail_url=picture,
        )
        for position in range(number)
    ]


def _chart():
    return bar_chart(
        "Inovasi per pemerintah daerah",
        "Kabupaten Pekalongan mengirim paling banyak.",
        [("Kabupaten Pekalongan", 8), ("Kota Pekalongan", 5), ("Kabupaten Pemalang", 0)],
        label_heading="Pemerintah daerah",
        value_heading="Inovasi",
    )


def _profile():
    """A sheet with a criterion that could not be checked, so it has no total."""
    points = {"Kebaruan": 90, "Efektivitas": 84, "Manfaat": 88, "Kemudahan direplikasi": 75}
    given = [Line(name, number, 20, Decimal(number) / 5, "#profile", "") for name, number in points.items()]
    unchecked = Line("Keberlanjutan", None, 20, None, "#profile", "tidak dapat diperiksa")
    return Profile([*given, unchecked], weight_sum=100, total=None)


def _scores():
    """A score with a wide and a narrow spread of its sheets, one without sheets, and one that is missing."""
    return [
        (Decimal("87.25"), Decimal(74), Decimal("94.5")),
        (Decimal("87.25"), Decimal(87), Decimal(88)),
        (Decimal(12), None, None),
        (None, None, None),
    ]


def _tabs():
    return [
        Tab("Semua", 107, "status=", is_current=True),
        Tab("Terkirim", 4, "status=submitted", is_current=False),
    ]


def _cards():
    picture = static("img/icon.svg")
    agency = {"agency": "Puskesmas Karangdadap", "government": "Kabupaten Pekalongan"}
    return [
        Card("Kampung IVA", **agency, tier="20 Besar", year=2019, place=1, url="#cards", photo_url=picture),
        Card("Tanpa foto dan halaman", **agency, is_sample=True),
    ]
