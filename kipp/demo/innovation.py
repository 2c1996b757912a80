"""A sample innovation, with an answer for each of the thirteen boxes of the proposal form of 2019."""

from dataclasses import dataclass

WORD_LIMITS = {
    "summary": 300,
    "objectives": 200,
    "alignment": 100,
    "significance": 200,
    "novelty": 100,
    "transferability": 100,
    "resources": 100,
    "sustainability": 200,
    "evaluation": 100,
    "indicators": 100,
    "results": 100,
    "stakeholders": 200,
    "lessons": 100,
}

CATEGORIES = (
    "poverty",
    "education",
    "health",
    "food_security",
    "economic_growth",
    "community_empowerment",
    "gender",
    "environment",
    "governance",
    "law_enforcement",
)


@dataclass(frozen=True)
class SampleInnovation:
    """A title, the code of its category, and the answers by the code of their section."""

    title: str
    category: str
    answers: dict[str, str]

    @property
    def summary(self):
        return self.answers["summary"]
