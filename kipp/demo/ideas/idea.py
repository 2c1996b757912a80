"""What a sample idea consists of, before it is given a place and figures."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """A figure that changed: its lowest and highest believable value before and after."""

    name: str
    unit: str
    before: tuple[int, int]
    after: tuple[int, int]


@dataclass(frozen=True)
class Idea:
    """An innovation without a place. Texts may name {agency}, {place}, {government}, {village}, {headman},
    {fund} (money of the village) and {head} (Bupati, Wali Kota or Gubernur)."""

    titles: tuple[str, ...]
    category: str
    fits: tuple[str, ...]  # words in the names of the agencies that would have such an idea
    problem: str
    action: str
    aims: tuple[str, ...]
    target: str
    novelty: str
    transfer: str
    means: str
    basis: str
    source: str
    measures: tuple[Measure, ...]
    partners: tuple[str, ...]
    lesson: str
