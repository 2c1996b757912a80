"""Papers for the demo: one-page PDFs, written by hand in the four objects that a page of text needs."""

import textwrap

# A4 in points; the standard fonts need no embedding.
PAGE_WIDTH, PAGE_HEIGHT, MARGIN, LEADING = 595, 842, 64, 17
LONGEST_LINE = 84


def document(title: str, lines: list[str]) -> bytes:
    """Return a PDF with a title and lines of text. Long lines are folded; what doesn't fit is left out."""
    folded = [part for line in lines for part in textwrap.wrap(line, LONGEST_LINE) or [""]]
    headings = textwrap.wrap(title, 52)[:3]
    room = (PAGE_HEIGHT - 2 * MARGIN - 22 * len(headings)) // LEADING
    content = b"\n".join(
        [
            b"BT",
            f"{MARGIN} {PAGE_HEIGHT - MARGIN} Td".encode(),
            b"/F2 15 Tf 20 TL",
            *(b"(" + escaped(line) + b") Tj T*" for line in headings),
            b"/F1 10.5 Tf %d TL T*" % LEADING,
            *(b"(" + escaped(line) + b") Tj T*" for line in folded[:room]),
            b"ET",
        ]
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (id) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE_WIDTH} {PAGE_HEIGHT}] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>".encode(),
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        b"<< /Title (" + escaped(title) + b") >>",
    ]
    pdf, offsets = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(pdf))
        pdf += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return pdf + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R /Info 7 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table, len(objects) + 1, len(pdf))
    )


def escaped(text: str) -> bytes:
    """Return the text encoded for the standard fonts; characters that they lack become question marks."""
    return (
        text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252", errors="replace")
    )
