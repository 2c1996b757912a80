"""Draw static/fonts/KippBox.ttf: one box, for every character that no other font of a PDF draws.

A PDF for the archive (PDF/A) and for screen readers (PDF/UA) may hold no text that no font draws. The box is
seen instead; the text behind it stays what was written. Needs fonttools, which the portal itself does not:

    python3 -m venv /tmp/fonts && /tmp/fonts/bin/pip install fonttools
    /tmp/fonts/bin/python docs/draw_box_font.py
"""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import cmap_format_13

NAME = "KippBox"
FONT = Path(__file__).resolve().parent.parent / "static" / "fonts" / f"{NAME}.ttf"

# Left, bottom, right and top, of 1000 to the line: the outer edge and, drawn the other way round, the inner.
OUTER, INNER = (60, 0, 540, 700), (110, 50, 490, 650)


def box():
    pen = TTGlyphPen(None)
    for (left, bottom, right, top), clockwise in ((OUTER, True), (INNER, False)):
        corners = [(left, bottom), (left, top), (right, top), (right, bottom)]
        first, *others = corners if clockwise else corners[::-1]
        pen.moveTo(first)
        for corner in others:
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


def every_character():
    """Return the table that leads all characters to one glyph in a single line (format 13)."""
    table = cmap_format_13(13)
    table.platformID, table.platEncID, table.language = 3, 10, 0
    table.format, table.reserved, table.length, table.nGroups = 13, 0, 0, 0
    table.cmap = {code: "box" for code in range(0x20, 0x110000) if not 0xD800 <= code <= 0xDFFF}
    return table


def main():
    drawn = FontBuilder(1000, isTTF=True)
    drawn.updateHead(created=0, modified=0)
    drawn.font.recalcTimestamp = False
    drawn.setupGlyphOrder([".notdef", "box"])
    drawn.setupCharacterMap({0x25A1: "box"})
    drawn.setupGlyf({".notdef": box(), "box": box()})
    drawn.setupHorizontalMetrics({".notdef": (600, 60), "box": (600, 60)})
    drawn.setupHorizontalHeader(ascent=800, descent=-200)
    names = {"familyName": NAME, "styleName": "Regular", "fullName": NAME, "uniqueFontIdentifier": NAME}
    drawn.setupNameTable({**names, "psName": NAME, "version": "Version 1.0"})
    drawn.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    drawn.setupPost()
    drawn.font["cmap"].tables.append(every_character())
    drawn.font.save(FONT)


if __name__ == "__main__":
    main()
