"""Sample innovations: an idea set in a place, with figures that follow from its name and variant.

Everything here is made up for the demo and is the same on every run. KAMPUNG_IVA, LAB_KEMISKINAN and
KURSUS_SAMARA exist; real_cases says what of their texts is a sample.
"""

from . import phrases
from .figures import figures
from .ideas import IDEAS
from .innovation import CATEGORIES, WORD_LIMITS, SampleInnovation
from .real_cases import KAMPUNG_IVA, KURSUS_SAMARA, LAB_KEMISKINAN

__all__ = [
    "CATEGORIES",
    "IDEAS",
    "KAMPUNG_IVA",
    "KURSUS_SAMARA",
    "LAB_KEMISKINAN",
    "WORD_LIMITS",
    "SampleInnovation",
    "assign",
    "ideas_for",
    "sample",
]

NAMED_AFTER_A_KELURAHAN = {"Bandarharjo", "Sidorejo Kidul"}


def ideas_for(agency_name: str) -> list[int]:
    """Return the numbers of the ideas that such an agency could have had."""
    return [number for number, idea in enumerate(IDEAS) if any(word in agency_name for word in idea.fits)]


def assign(owners: list[tuple[str, str]]) -> list[SampleInnovation]:
    """Return a fitting idea for every (government name, agency name).

    The idea that was used least comes first; no title comes twice.
    """
    uses = [0] * len(IDEAS)
    had = set()
    innovations = []
    for government_name, agency_name in owners:
        fitting = ideas_for(agency_name)
        fresh = [number for number in fitting if (agency_name, number) not in had] or fitting
        number = min(fresh, key=lambda one: (uses[one], (one * 7 + len(agency_name)) % 11))
        innovations.append(sample(number, government_name, agency_name, uses[number]))
        uses[number] += 1
        had.add((agency_name, number))
    return innovations


def sample(idea_number: int, government_name: str, agency_name: str, variant: int) -> SampleInnovation:
    """Return an idea set in a place. Variants of an idea differ in title, figures and phrasing."""
    idea = IDEAS[idea_number]
    place = places(government_name, agency_name)
    title = idea.titles[variant % len(idea.titles)].format(**place)
    if variant >= len(idea.titles):
        title = f"{title} di {place['place']}"
    words = place | texts(idea, place) | figures(idea, idea_number, agency_name, variant, place["village"])
    words = {
        key: told_in_a_city(text) if place["village"] == "kelurahan" else text for key, text in words.items()
    }
    words["name"] = title.split(":")[0] if ":" in title else title

    def say(options, box):
        return options[(idea_number + variant * 2 + box * (variant + 1)) % len(options)].format(**words)

    answers = {
        "summary": say(phrases.SUMMARY, 0),
        "objectives": say(phrases.OBJECTIVES, 1),
        "alignment": say(phrases.ALIGNMENT[idea.category], 2),
        "significance": say(phrases.SIGNIFICANCE, 3),
        "novelty": say(phrases.NOVELTY, 4),
        "transferability": say(phrases.TRANSFERABILITY, 5),
        "resources": say(phrases.RESOURCES, 6),
        "sustainability": say(phrases.SUSTAINABILITY, 7),
        "evaluation": say(phrases.EVALUATION, 8),
        "indicators": say(phrases.INDICATORS, 9),
        "results": say(phrases.RESULTS, 10),
        "stakeholders": say(phrases.STAKEHOLDERS, 11),
        "lessons": say(phrases.LESSONS, 12),
    }
    return SampleInnovation(
        title, idea.category, {box: phrases.capitalised(text) for box, text in answers.items()}
    )


def places(government_name: str, agency_name: str) -> dict[str, str]:
    """Return where the agency works and what the offices of that place are called."""
    kind, _, name = government_name.partition(" ")
    head = {"Provinsi": "gubernur", "Kota": "wali kota"}.get(kind, "bupati")
    village, headman, fund = ("desa", "kepala desa", "dana desa")
    if kind == "Kota":
        village, headman, fund = ("kelurahan", "lurah", "dana kelurahan")
    unit, _, area = agency_name.partition(" ")
    if unit in ("Puskesmas", "Kecamatan"):
        place = f"{'Kelurahan' if area in NAMED_AFTER_A_KELURAHAN else 'Kecamatan'} {area}"
    else:
        place = name if kind == "Provinsi" else government_name
    return {
        "agency": agency_name,
        "government": name if kind == "Provinsi" else government_name,
        "place": place,
        "head": head,
        "village": village,
        "Village": village.capitalize(),
        "VILLAGE": village.upper(),
        "headman": headman,
        "fund": fund,
    }


def texts(idea, place: dict[str, str]) -> dict[str, str]:
    """Return the idea's own sentences with the names of the place."""
    named = {
        field: getattr(idea, field).format(**place)
        for field in (
            "problem",
            "action",
            "target",
            "novelty",
            "transfer",
            "means",
            "basis",
            "source",
            "lesson",
        )
    }
    aims = {f"aim{order}": aim.format(**place) for order, aim in enumerate(idea.aims, 1)}
    partners = " ".join(phrases.sentence(partner.format(**place)) for partner in idea.partners)
    lesson = named["lesson"][0].lower() + named["lesson"][1:]
    return named | aims | {"partners": partners, "lesson_lower": lesson}


def told_in_a_city(text: str) -> str:
    """Return the text as told in a city: a kelurahan has no regulations and no government of its own."""
    for of_a_village, of_a_kelurahan in (
        ("Peraturan kelurahan", "Keputusan lurah"),
        ("peraturan kelurahan", "keputusan lurah"),
        ("antarpemerintah kelurahan", "antarkelurahan"),
        ("pemerintah kelurahan", "kelurahan"),
    ):
        text = text.replace(of_a_village, of_a_kelurahan)
    return text
