"""What a verifier gives for one criterion, as forms pass it to deeds."""

from dataclasses import dataclass

from .models import PaperScore, Score


@dataclass(frozen=True)
class Mark:
    """What a verifier gives for one criterion: points, or a note why it could not be checked."""

    points: int | None = None
    could_not_be_checked: bool = False
    note: str = ""

    @classmethod
    def of(cls, score: Score | PaperScore) -> "Mark":
        """Return the mark that is stored."""
        return cls(score.points, score.could_not_be_checked, score.note)

    @property
    def is_gap(self) -> bool:
        """Whether there are neither points nor "could not be checked"."""
        return self.points is None and not self.could_not_be_checked
