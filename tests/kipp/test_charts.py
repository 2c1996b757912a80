"""The bar chart: where its marks are drawn."""

import pytest

from kipp.charts import WIDTH, bar_chart

HEADINGS = {"label_heading": "Pemerintah", "value_heading": "Inovasi"}


@pytest.mark.parametrize(
    ("counts", "lengths"),
    [
        ([8, 4, 0], [WIDTH, WIDTH // 2, 0]),
        ([1], [WIDTH]),
        ([0, 0], [0, 0]),
        ([], []),
    ],
)
def test_the_longest_bar_has_the_whole_width_and_the_others_their_share(counts, lengths):
    chart = bar_chart("Judul", "Uraian", [(f"{count}", count) for count in counts], **HEADINGS)

    assert [bar.value for bar in chart.bars] == counts
    assert [bar.length for bar in chart.bars] == lengths


def test_every_row_lies_inside_the_drawing_below_the_one_before():
    chart = bar_chart("Judul", "Uraian", [("a", 3), ("b", 2), ("c", 1)], **HEADINGS)

    tops = [bar.label_y for bar in chart.bars]
    assert tops == sorted(set(tops))
    assert all(bar.label_y < bar.bar_y for bar in chart.bars)
    assert chart.bars[-1].bar_y + chart.bar_height <= chart.height
