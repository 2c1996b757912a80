"""The proposal forms of the years after 2019, beside that of 2019 in presets.py: plain data.

Sources: the sections, word limits and weights of the national competition in 2022 and in 2023. There sections
have weights; here criteria have them. In 2022 novelty, replication and sustainability have 20 each, and what
shows effect and benefit has 40: five times 20. In 2023 novelty has 15, replication 20 and sustainability 5 +
15. Background (10), implementation (5) and significance (30) show effect and benefit. Nobody publishes how
those 45 are shared: 25 and 20 are a proposal.
"""

from dataclasses import dataclass, replace

from .presets import CRITERIA, FORM_2019, CriterionPlan, ProposalForm, SectionPlan, Text


@dataclass(frozen=True)
class _Aspect:
    """What a form changes in a criterion: its weight, and the codes of the sections that it reads."""

    weight: int
    reads: tuple[str, ...]


def _criteria(aspects: dict[str, _Aspect]) -> list[CriterionPlan]:
    """Return the five criteria with the weights of a form and the sections that they read there."""
    return [
        replace(criterion, weight=aspects[criterion.code].weight, reads=aspects[criterion.code].reads)
        for criterion in CRITERIA
    ]


FORM_2022 = ProposalForm(
    Text("Formulir 2022", "Form of 2022"),
    sections=[
        SectionPlan(
            "summary",
            Text("Ringkasan", "Summary"),
            Text(
                "Ceritakan inovasi secara singkat: masalah, yang dilakukan, dan hasilnya.",
                "Tell the innovation in brief: the problem, what is done, and the result.",
            ),
            200,
        ),
        SectionPlan(
            "idea",
            Text("Ide inovatif", "Innovative idea"),
            Text(
                "Apa latar belakang dan tujuannya, mengapa sesuai dengan kategori, dan apa yang baru?",
                "What is its background and its aim, why does it fit the category, and what is new?",
            ),
            600,
        ),
        SectionPlan(
            "significance",
            Text("Signifikansi", "Significance"),
            Text(
                "Bagaimana inovasi dilaksanakan, dan apa dampaknya menurut asesmen?",
                "How is it carried out, and what is its impact by an assessment?",
            ),
            600,
        ),
        SectionPlan(
            "sdg",
            Text("Kontribusi terhadap TPB", "Contribution to the SDGs"),
            Text(
                "Tujuan Pembangunan Berkelanjutan mana yang didukung, dan bagaimana?",
                "Which of the Sustainable Development Goals does it support, and how?",
            ),
            200,
        ),
        SectionPlan(
            "adaptability",
            Text("Adaptabilitas", "Adaptability"),
            Text(
                "Apakah sudah atau berpotensi direplikasi? Oleh siapa?",
                "Has it been, or can it be, replicated? By whom?",
            ),
            400,
        ),
        SectionPlan(
            "sustainability",
            Text("Keberlanjutan", "Sustainability"),
            Text(
                "Sumber daya apa yang digunakan, dan strategi apa yang menjamin inovasi terus berjalan?",
                "Which resources are used, and which strategy guarantees that it goes on?",
            ),
            600,
        ),
        SectionPlan(
            "stakeholders",
            Text("Kolaborasi pemangku kepentingan", "Collaboration of stakeholders"),
            Text("Siapa yang terlibat dan apa perannya?", "Who takes part, and in which role?"),
            200,
        ),
    ],
    criteria=_criteria(
        {
            "novelty": _Aspect(20, ("summary", "idea")),
            "effectiveness": _Aspect(20, ("summary", "significance")),
            "benefit": _Aspect(20, ("significance", "sdg", "stakeholders")),
            "replicability": _Aspect(20, ("adaptability",)),
            "sustainability": _Aspect(20, ("sustainability",)),
        }
    ),
)

FORM_2023 = ProposalForm(
    Text("Formulir 2023", "Form of 2023"),
    sections=[
        SectionPlan(
            "summary",
            Text("Ringkasan", "Summary"),
            Text(
                "Ceritakan inovasi secara singkat: masalah, yang dilakukan, dan hasilnya.",
                "Tell the innovation in brief: the problem, what is done, and the result.",
            ),
            200,
        ),
        SectionPlan(
            "background",
            Text("Latar belakang dan tujuan", "Background and objectives"),
            Text(
                "Apa masalah awalnya, siapa kelompok sasarannya, dan apa target yang terukur?",
                "What was the problem, who is the target group, and what is the measurable target?",
            ),
            300,
        ),
        SectionPlan(
            "novelty",
            Text("Kebaruan atau nilai tambah", "Novelty or added value"),
            Text(
                "Apa yang baru atau berbeda dari cara yang sudah ada?",
                "What is new or different from what already exists?",
            ),
            200,
        ),
        SectionPlan(
            "implementation",
            Text("Implementasi inovasi", "Implementation"),
            Text("Bagaimana inovasi dilaksanakan?", "How is the innovation carried out?"),
            200,
        ),
        SectionPlan(
            "significance",
            Text("Signifikansi", "Significance"),
            Text(
                "Apa hasilnya, sebelum dan sesudah? Dengan metode apa diukur, dan apa laporan evaluasinya?",
                "What is the result, before and after? How was it measured, and evaluated?",
            ),
            600,
        ),
        SectionPlan(
            "replicated",
            Text("Adaptabilitas: replikasi", "Adaptability: replication"),
            Text("Apakah sudah direplikasi? Oleh siapa?", "Has it been replicated? By whom?"),
            100,
        ),
        SectionPlan(
            "adaptability",
            Text("Adaptabilitas: potensi", "Adaptability: potential"),
            Text("Siapa yang dapat mereplikasi, dan mengapa?", "Who can replicate it, and why?"),
            200,
        ),
        SectionPlan(
            "resources",
            Text("Sumber daya", "Resources"),
            Text(
                "Keuangan, orang, metode, dan peralatan apa yang digunakan?",
                "Which money, people, methods and equipment are used?",
            ),
            200,
        ),
        SectionPlan(
            "sustainability",
            Text("Strategi keberlanjutan", "Strategy to go on"),
            Text(
                "Strategi institusional, manajerial, dan sosial apa yang menjamin inovasi terus berjalan?",
                "Which institutional, managerial and social strategies guarantee that it goes on?",
            ),
            500,
        ),
    ],
    criteria=_criteria(
        {
            "novelty": _Aspect(15, ("summary", "novelty")),
            "effectiveness": _Aspect(25, ("background", "significance")),
            "benefit": _Aspect(20, ("implementation", "significance")),
            "replicability": _Aspect(20, ("replicated", "adaptability")),
            "sustainability": _Aspect(20, ("resources", "sustainability")),
        }
    ),
)

FORMS = {"2019": FORM_2019, "2022": FORM_2022, "2023": FORM_2023}
