"""A bar chart as an SVG drawing with its table: the places of the marks are worked out here.

chart = bar_chart(_("Entries by government"), _("…what it shows…"), [("Kabupaten Pekalongan", 3), …])
{% include "components/bar_chart.html" with chart=chart only %}
"""

from collections.abc import Iterable
from dataclasses import dataclass

# In units of the drawing: one is about a pixel on a phone.
WIDTH = 360
ROW_HEIGHT = 38
LABEL_BASELINE = 14
BAR_TOP = 20
BAR_HEIGHT = 10


@dataclass(frozen=True)
class Bar:
    """A labelled count with its place in the drawing."""

    label: str
    value: int
    # Where it is drawn.
    label_y: int
    bar_y: int
    length: int


@dataclass(frozen=True)
class BarChart:
    """What the drawing and its table show; lengths are in units of the drawing."""

    title: str
    description: str
    # Headings of the table's two columns.
    label_heading: str
    value_heading: str
    bars: list[Bar]
    width: int = WIDTH
    bar_height: int = BAR_HEIGHT

    @property
    def height(self) -> int:
        return ROW_HEIGHT * len(self.bars)


def bar_chart(
    title: str,
    description: str,
    rows: Iterable[tuple[str, int]],
    *,
    label_heading: str,
    value_heading: str,
) -> BarChart:
    """Return the chart of labelled counts, in their order; the longest bar has the whole width."""
    rows = list(rows)
    longest = max((value for _label, value in rows), default=0) or 1
    bars = [
        Bar(
            label,
            value,
            label_y=ROW_HEIGHT * number + LABEL_BASELINE,
            bar_y=ROW_HEIGHT * number + BAR_TOP,
            length=WIDTH * value // longest,
        )
        for number, (label, value) in enumerate(rows)
    ]
    return BarChart(title, description, label_heading, value_heading, bars)
