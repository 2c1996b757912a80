"""Sets of rules that an edition can start from: plain data, which the edition owns once it is made.

Sources: the proposal form and its word limits are the form of 2017-2020 (the one nearest to 2019). The
categories are the ten national ones of 2021. The quota of three for each regency or city and the cuts are
those of KIPP Jawa Tengah 2019. The minimum age of twelve months is that of the national competition in 2018
and 2020.

A rule that is known from a year's national competition names the regulation under which that was held. In
which article it stands is not known, and the technical guidelines of Jawa Tengah are not published. Nobody
publishes the weights, the bands of points or the chain that tells ties apart: those are proposals, and
settings of the edition.
"""

from dataclasses import dataclass
from datetime import datetime

from kipp.accounts.language import reads_english


@dataclass(frozen=True)
class Text:
    """A text in Indonesian with its English twin."""

    id: str
    en: str

    @property
    def local(self) -> str:
        """The text in the reader's language."""
        return self.en if reads_english() else self.id

    def fields(self, name: str) -> dict[str, str]:
        """Return the text as a model's two fields of that name: {"title": …, "title_en": …}."""
        return {name: self.id, f"{name}_en": self.en}


@dataclass(frozen=True)
class SectionPlan:
    """A section of the proposal form, with its limit of words."""

    code: str
    title: Text
    guidance: Text
    max_words: int


@dataclass(frozen=True)
class ChoicePlan:
    """A category or group that an innovation can be entered in."""

    code: str
    name: Text


@dataclass(frozen=True)
class DocumentPlan:
    """A document that is required of each innovation."""

    code: str
    name: Text
    guidance: Text


@dataclass(frozen=True)
class QuotaPlan:
    """How many innovations owners of one kind may send, counted per "government" or per "agency"."""

    owner_kind: str
    limit: int
    per: str


@dataclass(frozen=True)
class RegulationPlan:
    """Where a rule comes from."""

    rule: str
    name: Text


@dataclass(frozen=True)
class CriterionPlan:
    """A criterion of a rubric.

    `tie_order` is its turn when equal scores are told apart; None: it breaks no ties.
    """

    code: str
    name: Text
    question: Text
    weight: int
    tie_order: int | None
    # The codes of the sections that an assessor reads before giving points.
    reads: tuple[str, ...] = ()
    # Which of the five criteria it rolls up to; its own code unless said.
    aspect: str = ""


@dataclass(frozen=True)
class BandPlan:
    """What points mean in words: from `lowest` up to the next band."""

    lowest: int
    label: Text


SECTIONS = [
    SectionPlan(
        "summary",
        Text("Ringkasan", "Summary"),
        Text(
            "Ceritakan inovasi secara singkat: masalah, yang dilakukan, dan hasilnya.",
            "Tell the innovation in brief: the problem, what is done, and the result.",
        ),
        300,
    ),
    SectionPlan(
        "objectives",
        Text("Tujuan inovasi", "Objectives"),
        Text(
            "Masalah apa yang hendak diselesaikan, untuk siapa, dan apa targetnya?",
            "Which problem is to be solved, for whom, and what is the target?",
        ),
        200,
    ),
    SectionPlan(
        "alignment",
        Text("Keselarasan dengan kategori", "Fit with the category"),
        Text(
            "Mengapa inovasi ini sesuai dengan kategori yang dipilih?", "Why does it fit the category chosen?"
        ),
        100,
    ),
    SectionPlan(
        "significance",
        Text("Signifikansi (arti penting)", "Significance"),
        Text(
            "Seberapa penting inovasi ini bagi masyarakat, terutama kelompok rentan?",
            "How much does it matter to the public, vulnerable groups above all?",
        ),
        200,
    ),
    SectionPlan(
        "novelty",
        Text("Inovatif, kebaruan, atau keunikan", "Novelty"),
        Text(
            "Apa yang baru atau berbeda dari cara yang sudah ada?",
            "What is new or different from what already exists?",
        ),
        100,
    ),
    SectionPlan(
        "transferability",
        Text("Transferabilitas", "Transferability"),
        Text(
            "Apakah sudah atau dapat direplikasi oleh instansi lain? Oleh siapa?",
            "Has it been, or can it be, replicated by others? By whom?",
        ),
        100,
    ),
    SectionPlan(
        "resources",
        Text("Sumber daya", "Resources"),
        Text(
            "Anggaran, orang, metode, dan peralatan apa yang digunakan?",
            "Which money, people, methods and equipment are used?",
        ),
        100,
    ),
    SectionPlan(
        "sustainability",
        Text("Strategi keberlanjutan", "Strategy to go on"),
        Text(
            "Apa yang menjamin inovasi terus berjalan: aturan, anggaran, dukungan masyarakat?",
            "What guarantees that it goes on: rules, budget, support of the public?",
        ),
        200,
    ),
    SectionPlan(
        "evaluation",
        Text("Dampak: evaluasi", "Impact: evaluation"),
        Text("Apakah inovasi sudah dievaluasi, oleh siapa, kapan?", "Was it evaluated, by whom, when?"),
        100,
    ),
    SectionPlan(
        "indicators",
        Text("Dampak: indikator", "Impact: indicators"),
        Text("Indikator apa yang dipakai untuk mengukur hasil?", "Which indicators measure the result?"),
        100,
    ),
    SectionPlan(
        "results",
        Text("Dampak: hasil", "Impact: results"),
        Text("Apa hasilnya, sebelum dan sesudah?", "What is the result, before and after?"),
        100,
    ),
    SectionPlan(
        "stakeholders",
        Text("Keterlibatan pemangku kepentingan", "Stakeholders"),
        Text("Siapa yang terlibat dan apa perannya?", "Who takes part, and in which role?"),
        200,
    ),
    SectionPlan(
        "lessons",
        Text("Pelajaran yang dipetik", "Lessons learned"),
        Text("Pelajaran apa yang dapat dibagikan?", "Which lessons can be shared?"),
        100,
    ),
]

CATEGORIES = [
    ChoicePlan("poverty", Text("Pengentasan kemiskinan", "Poverty reduction")),
    ChoicePlan("education", Text("Pendidikan", "Education")),
    ChoicePlan("health", Text("Kesehatan", "Health")),
    ChoicePlan("food_security", Text("Ketahanan pangan", "Food security")),
    ChoicePlan(
        "economic_growth",
        Text("Pertumbuhan ekonomi dan kesempatan kerja", "Economic growth and employment"),
    ),
    ChoicePlan("community_empowerment", Text("Pemberdayaan masyarakat", "Community empowerment")),
    ChoicePlan("gender", Text("Pelayanan publik responsif gender", "Gender-responsive services")),
    ChoicePlan("environment", Text("Perlindungan lingkungan hidup", "Environmental protection")),
    ChoicePlan("governance", Text("Tata kelola pemerintahan", "Governance")),
    ChoicePlan("law_enforcement", Text("Penegakan hukum", "Law enforcement")),
]

GROUPS = [ChoicePlan("umum", Text("Umum", "General"))]

# The papers that the national competition asks for, as far as its forms name them
REQUIRED_DOCUMENTS = [
    DocumentPlan(
        "agency_letter",
        Text("Surat pengantar instansi", "Letter of the agency"),
        Text(
            "Surat kepala instansi yang mengusulkan inovasi ini, bernomor, bertanggal, dan ditandatangani.",
            "A letter of the head of the agency that proposes this innovation, numbered, dated and signed.",
        ),
    ),
    DocumentPlan(
        "implementation_statement",
        Text("Surat pernyataan implementasi", "Statement of implementation"),
        Text(
            "Pernyataan bahwa inovasi telah dilaksanakan dan masih berjalan.",
            "A statement that the innovation is implemented and still runs.",
        ),
    ),
    DocumentPlan(
        "innovator_identity",
        Text("Identitas inovator", "Identity of the innovator"),
        Text(
            "Nama, jabatan, dan unit kerja para inovator. Jangan sertakan NIK.",
            "Names, posts and units of the innovators. Leave out national identity numbers.",
        ),
    ),
    DocumentPlan(
        "replication_readiness",
        Text("Surat kesediaan direplikasi", "Readiness to be replicated"),
        Text(
            "Pernyataan bahwa instansi bersedia membagikan inovasi ini kepada instansi lain.",
            "A statement that the agency is ready to share this innovation with others.",
        ),
    ),
    DocumentPlan(
        "start_proof",
        Text("Bukti mulai implementasi", "Proof of the start"),
        Text(
            "SK, surat tugas, atau berita acara yang menunjukkan tanggal mulai implementasi.",
            "A decree, an order or minutes that show the day on which implementation began.",
        ),
    ),
]

QUOTAS = [
    QuotaPlan("regency", 3, "government"),
    QuotaPlan("city", 3, "government"),
    QuotaPlan("provincial_agency", 3, "agency"),
    QuotaPlan("bumd", 3, "agency"),
]

# Rules whose regulation is not known are not among them: quotas, documents, limits of words.
REGULATIONS = [
    RegulationPlan(
        "age",
        Text(
            "Persyaratan KIPP nasional 2018 dan 2020 "
            "(Peraturan Menteri PANRB Nomor 3 Tahun 2018 dan Nomor 5 Tahun 2019)",
            "Conditions of the national KIPP of 2018 and 2020 "
            "(Regulations of the Minister of PANRB 3/2018 and 5/2019)",
        ),
    ),
    RegulationPlan(
        "start_proof",
        Text(
            "Persyaratan KIPP nasional 2021 (Peraturan Menteri PANRB Nomor 7 Tahun 2021)",
            "Conditions of the national KIPP of 2021 (Regulation of the Minister of PANRB 7/2021)",
        ),
    ),
    RegulationPlan(
        "title",
        Text(
            "Seleksi administrasi KIPP nasional 2018 (Peraturan Menteri PANRB Nomor 3 Tahun 2018)",
            "Administrative check of the national KIPP of 2018 (Regulation of the Minister of PANRB 3/2018)",
        ),
    ),
    *(
        RegulationPlan(
            rule,
            Text(
                "Persyaratan KIPP nasional 2020 (Peraturan Menteri PANRB Nomor 5 Tahun 2019)",
                "Conditions of the national KIPP of 2020 (Regulation of the Minister of PANRB 5/2019)",
            ),
        )
        for rule in ("awards", "category")
    ),
]

CRITERIA = [
    CriterionPlan(
        "novelty",
        Text("Kebaruan", "Novelty"),
        Text(
            "Gagasan yang unik, pendekatan baru, atau modifikasi dari inovasi yang sudah ada.",
            "A unique idea, a new approach, or a modification of an existing innovation.",
        ),
        20,
        None,
        ("summary", "novelty"),
    ),
    CriterionPlan(
        "effectiveness",
        Text("Efektivitas", "Effectiveness"),
        Text(
            "Capaian yang nyata dan menyelesaikan masalah.",
            "Real achievement that solves the problem.",
        ),
        20,
        1,
        ("objectives", "evaluation", "indicators", "results"),
    ),
    CriterionPlan(
        "benefit",
        Text("Kemanfaatan", "Benefit"),
        Text(
            "Menyelesaikan persoalan yang menjadi kepentingan dan perhatian publik.",
            "Solves a problem of public interest and concern.",
        ),
        20,
        2,
        ("alignment", "significance", "stakeholders"),
    ),
    CriterionPlan(
        "replicability",
        Text("Dapat direplikasi", "Replicability"),
        Text(
            "Dapat atau sudah dicontoh, menjadi rujukan, atau diterapkan penyelenggara lain.",
            "Can be or has been copied, is a reference, or is applied by other providers.",
        ),
        20,
        None,
        ("transferability", "lessons"),
    ),
    CriterionPlan(
        "sustainability",
        Text("Keberlanjutan", "Sustainability"),
        Text(
            "Dijamin terus berjalan: dukungan program dan anggaran, tugas dan fungsi, serta aturan.",
            "Guaranteed to go on: programme and budget, task and function, and rules.",
        ),
        20,
        None,
        ("resources", "sustainability"),
    ),
]


# What a presentation and interview is scored for, with the weights of Jawa Timur's KOVABLIK: delivery 30,
# substance, benefit and replication 50, the film 10, the head's presence 10. The aspects that they roll up to
# and the turns among ties are proposals.
PRESENTATION_CRITERIA = [
    CriterionPlan(
        "delivery",
        Text("Penyampaian", "Delivery"),
        Text(
            "Seberapa jelas, runtut, dan tepat waktu penyampaian dan jawabannya?",
            "How clear, well ordered and on time are the presentation and the answers?",
        ),
        30,
        2,
        aspect="novelty",
    ),
    CriterionPlan(
        "substance",
        Text("Materi, kemanfaatan, dan replikasi", "Substance, benefit and replication"),
        Text(
            "Seberapa kuat materi menunjukkan kemanfaatan dan peluang replikasinya?",
            "How well does the material show the benefit and that it can be replicated?",
        ),
        50,
        1,
        aspect="benefit",
    ),
    CriterionPlan(
        "film",
        Text("Video", "Video"),
        Text(
            "Seberapa baik video memperlihatkan inovasi dan hasilnya?",
            "How well does the video show the innovation and its results?",
        ),
        10,
        3,
        aspect="effectiveness",
    ),
    CriterionPlan(
        "leadership",
        Text("Kehadiran pimpinan", "Presence of the head"),
        Text(
            "Apakah kepala daerah, kepala perangkat daerah, atau direktur BUMD hadir dan mendukung?",
            "Is the head of the region, the agency or the enterprise present, and supporting it?",
        ),
        10,
        None,
        aspect="sustainability",
    ),
]


@dataclass(frozen=True)
class ProposalForm:
    """The sections that an agency writes, and the criteria that are judged by them."""

    name: Text
    sections: list[SectionPlan]
    criteria: list[CriterionPlan]


FORM_2019 = ProposalForm(Text("Formulir 2019", "Form of 2019"), SECTIONS, CRITERIA)

BANDS = [
    BandPlan(90, Text("Sangat baik", "Very good")),
    BandPlan(75, Text("Baik", "Good")),
    BandPlan(60, Text("Cukup", "Fair")),
    BandPlan(40, Text("Kurang", "Weak")),
    BandPlan(0, Text("Sangat kurang", "Very weak")),
]


@dataclass(frozen=True)
class TierPlan:
    """A cut of the ranking (Top 20): how many places it has, and whether its members go on."""

    name: Text
    size: int
    advances: bool = False
    # Half of the places for each cluster: province and BUMD, regencies and cities.
    split: bool = False


@dataclass(frozen=True)
class StagePlan:
    """A stage with its announced times; weight and assessors only where entries are scored."""

    kind: str
    opens_at: datetime
    closes_at: datetime
    weight: int = 0
    assessors: int = 0
    tiers: tuple[TierPlan, ...] = ()


@dataclass(frozen=True)
class EditionPlan:
    """What `editions.create` makes an edition from. What it does not name is the same for every plan."""

    year: int
    theme: Text
    stages: tuple[StagePlan, ...]
    name: Text = Text("KIPP Jawa Tengah", "KIPP Jawa Tengah")
    organiser: Text = Text(
        "Biro Organisasi Setda Provinsi Jawa Tengah", "Organisation Bureau of Central Java Province"
    )
    # Whole months from the start of implementation to the closing of registration.
    minimum_age_months: int = 12
    form: ProposalForm = FORM_2019


TOP_40 = TierPlan(Text("40 Besar (Top 40)", "Top 40"), 40)
TOP_20 = TierPlan(Text("20 Besar (Top 20)", "Top 20"), 20, advances=True)
TOP_10 = TierPlan(Text("10 Besar (Top 10)", "Top 10"), 10)


def usual_stages(times: dict[str, tuple[datetime, datetime]]) -> tuple[StagePlan, ...]:
    """Return the stages of 2019: registration, check, proposal (weight 40), field (60), announcement.

    `times` gives each kind its announced opening and closing.
    """
    return (
        StagePlan("registration", *times["registration"]),
        StagePlan("screening", *times["screening"]),
        StagePlan("proposal", *times["proposal"], weight=40, assessors=2, tiers=(TOP_40, TOP_20)),
        StagePlan("field", *times["field"], weight=60, assessors=2, tiers=(TOP_10,)),
        StagePlan("announcement", *times["announcement"]),
    )
