"""Compute the numbers of the report, each from the printed numbers one level below (docs/scoring.md).

Points are integers from 0 to 100, weights are integers or Decimals above zero; every result is a Decimal
of two places, from 0.00 to 100.00, or None. None means that something is still missing: it is never
counted as zero. The sums are exact fractions, so the decimal context of the caller changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

Weight = Decimal | int


def round_half_up(value: Decimal | Fraction) -> Decimal:
    """Return a number, not below zero, as it is printed: to two places, with half a hundredth going up.

    0.005 becomes 0.01 and 1.004 becomes 1.00. Raises ValueError below zero.
    """
    if value < 0:
        raise ValueError(f"Scores are not below zero: {value}")
    hundredths = floor(Fraction(value) * 100 + Fraction(1, 2))
    return Decimal(f"{hundredths}E-2")


def sheet_total(points: Mapping[str, int | None], weights: Mapping[str, Weight]) -> Decimal | None:
    """Return the total of one sheet: the mean of its points, weighted by the rubric.

    Both mappings go by the criterion's code. None if a criterion has no points. The weights of a rubric
    sum to 100, but any sum will do. Raises ValueError if the codes differ, if there are none, if points
    are not an integer from 0 to 100, or if a weight is not above zero.
    """
    _check_sheet(points, weights)
    return _mean([(points[code], weight) for code, weight in weights.items()])


def contributions(
    points: Mapping[str, int | None], weights: Mapping[str, Weight]
) -> dict[str, Decimal | None]:
    """Return what each criterion contributes to the total of its sheet: points x weight / sum of the weights.

    Whole weights that sum to 100, which the database asks of every rubric, leave nothing to round: then the
    contributions add up to `sheet_total` exactly. Other weights round each by itself, so their sum may miss
    the total, by at most half a hundredth for each and for the total. None at a criterion without points.
    Raises as `sheet_total`.
    """
    _check_sheet(points, weights)
    _check_weights(weights.values())
    whole = sum(map(Fraction, weights.values()), start=Fraction())
    return {
        code: None if (given := points[code]) is None else round_half_up(given * Fraction(weight) / whole)
        for code, weight in weights.items()
    }


def stage_score(totals: Sequence[Decimal | None]) -> Decimal | None:
    """Return the score of an entry in a stage: the mean of its printed sheet totals, each counting the same.

    Give the totals of the sheets that are due; an excused sheet is left out, not given as None. None if
    there is no sheet, or if a sheet has no total. Raises ValueError if a total is not a printed number.
    """
    _check_printed(totals)
    return _mean([(total, 1) for total in totals])


def criterion_mean(points: Sequence[int | None]) -> Decimal | None:
    """Return the mean of one criterion's points over the due sheets of an entry, as the tie chain reads it.

    None if there is no sheet, or if a sheet has no points here. Raises ValueError if points are not an
    integer from 0 to 100.
    """
    _check_points(points)
    return _mean([(given, 1) for given in points])


def final_score(stage_scores: Sequence[tuple[Decimal | None, Weight]]) -> Decimal | None:
    """Return the final score of an entry: the mean of its printed stage scores, each with its stage's weight.

    None if there is no stage, or if a stage has no score. Raises ValueError if a score is not a printed
    number, or if a weight is not above zero.
    """
    _check_printed(score for score, weight in stage_scores)
    return _mean(stage_scores)


def _check_sheet(points: Mapping[str, int | None], weights: Mapping[str, Weight]) -> None:
    if points.keys() != weights.keys():
        raise ValueError(
            f"Points and weights differ in their criteria: {sorted(points.keys() ^ weights.keys())}"
        )
    if not points:
        raise ValueError("A sheet has at least one criterion.")
    _check_points(points.values())


def _check_weights(weights: Iterable[Weight]) -> None:
    weights = list(weights)
    if any(weight <= 0 for weight in weights):
        raise ValueError(f"Weights are above zero: {weights}")


def _check_points(points: Iterable[int | None]) -> None:
    for given in points:
        if given is not None and (type(given) is not int or not 0 <= given <= 100):
            raise ValueError(f"Points are an integer from 0 to 100: {given!r}")


def _check_printed(numbers: Iterable[Decimal | None]) -> None:
    for number in numbers:
        if number is not None and not (0 <= number <= 100 and number == round_half_up(number)):
            raise ValueError(f"A printed number has two places and lies from 0 to 100: {number}")


def _mean(weighted: Sequence[tuple[Decimal | int | None, Weight]]) -> Decimal | None:
    """Return the printed mean of (value, weight) pairs, or None if there is none or a value is missing."""
    _check_weights(weight for _, weight in weighted)
    known = [(Fraction(value), Fraction(weight)) for value, weight in weighted if value is not None]
    if not known or len(known) < len(weighted):
        return None
    whole = sum((weight for _, weight in known), start=Fraction())
    return round_half_up(sum((value * weight for value, weight in known), start=Fraction()) / whole)
