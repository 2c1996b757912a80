"""The figures of a sample: believable, and always the same for the same idea, agency and variant."""

from . import phrases


def figures(idea, idea_number: int, agency_name: str, variant: int, village: str) -> dict[str, str]:
    """Return the figures: the same idea, agency and variant always give the same ones."""
    seed = idea_number * 3 + variant * 7 + sum(map(ord, agency_name))
    words = {"cost": str(18 + seed * 13 % 140), "visitors": str(3 + seed % 9)}
    sentences, names = [], []
    for order, measure in enumerate(idea.measures, 1):
        name = measure.name.format(village=village)
        before = pick(measure.before, seed + order * 5)
        after = pick(measure.after, seed * 3 + order * 11)
        verb = (("meningkat", "naik") if after > before else ("menurun", "turun"))[(seed + order) % 2]
        old, new = amounts(before, after, measure.unit)
        sentences.append(phrases.sentence(f"{name} {verb} dari {old} menjadi {new}"))
        names.append(name)
        words[f"measure{order}"] = name
        words[f"before{order}"] = amount(before, measure.unit)
        words[f"results{order}"] = sentences[-1]
    results = " ".join(sentences)
    return words | {
        "measures": ", ".join(names[:-1]) + f", dan {names[-1]}",
        "results": results,
        "results_lower": results[0].lower() + results[1:],
    }


def pick(span: tuple[int, int], seed: int) -> int:
    """Return a number from the lowest to the highest of a span; the same seed gives the same number."""
    lowest, highest = span
    return lowest + seed % (highest - lowest + 1)


def amounts(before: int, after: int, unit: str) -> tuple[str, str]:
    """Return two amounts of one unit in words; the unit, or the period of a sum of money, stands once."""
    if "rupiah" in unit:
        money = unit[: unit.index("rupiah") + len("rupiah")]
        return amount(before, money), amount(after, unit)
    if not before or not after:
        return amount(before, unit), amount(after, unit)
    return dotted(before), amount(after, unit)


def amount(value: int, unit: str) -> str:
    """Return an amount with its unit; thousands or millions of rupiah are written as in Indonesian."""
    if not value:
        return "nihil"
    if unit.startswith("ribu rupiah"):
        return f"Rp{dotted(value * 1000)}{unit.removeprefix('ribu rupiah')}"
    if unit.startswith("juta rupiah"):
        return f"Rp{dotted(value)} {unit.replace('juta rupiah', 'juta')}"
    return f"{dotted(value)} {unit}"


def dotted(value: int) -> str:
    """Return a number with points between the thousands: 1.250."""
    return f"{value:,}".replace(",", ".")
