"""A worker stays under 300 MB whatever comes: each file is read in a process of its own, which is weighed."""

import io
import os
import struct
import subprocess
import sys
import zlib

import pytest
from django.conf import settings
from PIL import Image

pytestmark = [pytest.mark.thorough, pytest.mark.embedded]

MOST_MB = 300

# Loads what a worker has, then the file; says "taken" or "refused" and the most megabytes that were in use.
WORKER = """
import re, sys
import django
django.setup()
from django.core.exceptions import ValidationError
from django.core.files import File
from django.urls import get_resolver
get_resolver().url_patterns
from kipp.files import uploads
read = uploads.read_document if sys.argv[1].endswith(".pdf") else uploads.read_photo
try:
    read(File(open(sys.argv[1], "rb")), limit_mb=20)
    outcome = "taken"
except ValidationError:
    outcome = "refused"
# Not getrusage: after a fork that begins with what the parent held.
kilobytes = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]
print(outcome, int(kilobytes) // 1024)
"""


def png(width, height, colour_type, channels):
    """A PNG of one colour, written row by row."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer, row = zlib.compressobj(1), b"\0" + b"\x80" * (width * channels)
    pixels = b"".join([*(packer.compress(row) for _ in range(height)), packer.flush()])
    header = struct.pack(">IIBBBBB", width, height, 8, colour_type, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def photo(image_format, size, **options):
    buffer = io.BytesIO()
    Image.new("RGB", size, "#8a4b16").save(buffer, image_format, **options)
    return buffer.getvalue()


def turned(image_format, size):
    exif = Image.Exif()
    exif[0x0112] = 6
    return photo(image_format, size, exif=exif)


def pdf(catalogue=b"", pages=b"/Count 1/Kids[3 0 R]"):
    """A PDF of one page with something more in its catalogue, or another tree of pages."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    bodies = [b"<</Type/Catalog/Pages 2 0 R" + catalogue + b">>", b"<</Type/Pages" + pages + b">>", page]
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        content
        + b"xref\n0 4\n0000000000 65535 f \n%btrailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (
            table,
            len(content),
        )
    )


def packed_pdf(more, number=3):
    """A PDF whose objects stand in one packed stream, with `more` in its catalogue."""
    page = b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 9 9]>>"
    bodies = [
        b"<</Type/Catalog/Pages 3 0 R/X[" + more + b"]>>",
        b"<</Type/Pages/Count 1/Kids[4 0 R]>>",
        page,
        *[b"<</A 1>>"] * (number - 3),
    ]
    places, packed = [], b" ".join(bodies) + b" "
    place = 0
    for body in bodies:
        places.append(place)
        place += len(body) + 1
    head = b"".join(b"%d %d " % pair for pair in enumerate(places, 2))
    stream = zlib.compress(head + packed, 9)
    content = b"%PDF-1.7\n"
    first = len(content)
    content += (
        b"1 0 obj\n<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>stream\n%b\nendstream\nendobj\n"
        % (
            number,
            len(head),
            len(stream),
            stream,
        )
    )
    last = len(content)
    rows = b"\0" + struct.pack(">IH", 0, 65535) + b"\1" + struct.pack(">IH", first, 0)
    rows += b"".join(b"\2" + struct.pack(">IH", 1, index) for index in range(number))
    rows = zlib.compress(rows + b"\1" + struct.pack(">IH", last, 0))
    return content + (
        b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Root 2 0 R/Filter/FlateDecode/Length %d>>stream\n%b\n"
        b"endstream\nendobj\nstartxref\n%d\n%%%%EOF" % (number + 2, number + 3, len(rows), rows, last)
    )


LARGE = (8000, 5000)  # 40 megapixels
FILES = {
    "jpeg.jpg": ("taken", lambda: photo("JPEG", LARGE)),
    "turned.jpg": ("taken", lambda: turned("JPEG", LARGE)),
    "progressive.jpg": ("taken", lambda: photo("JPEG", (5000, 4000), progressive=True, subsampling=0)),
    "progressive-40.jpg": ("refused", lambda: photo("JPEG", LARGE, progressive=True)),
    "rgb.png": ("taken", lambda: png(*LARGE, 2, 3)),
    "rgba.png": ("taken", lambda: png(*LARGE, 6, 4)),
    "8.webp": ("taken", lambda: photo("WEBP", (4000, 2000), method=0)),
    "40.webp": ("refused", lambda: photo("WEBP", LARGE, method=0)),
    "pages.pdf": ("refused", lambda: pdf(pages=b"/Count 150000/Kids[" + b"3 0 R " * 150_000 + b"]")),
    "deep.pdf": ("refused", lambda: pdf(b"/X " + b"[" * 400_000 + b"]" * 400_000)),
    "wide.pdf": ("refused", lambda: pdf(b"/X[" + b"<</A 1>>" * 200_000 + b"]")),
    "packed.pdf": ("taken", lambda: packed_pdf(b"")),
    "many.pdf": (
        "refused",
        lambda: packed_pdf(b" ".join(b"%d 0 R" % number for number in range(5, 30_000)), 29_999),
    ),
    "bomb.pdf": ("refused", lambda: packed_pdf(b" " * 200_000_000)),
    "wide-bomb.pdf": ("refused", lambda: packed_pdf(b"<</A 1>>" * 5_000_000)),
}


@pytest.mark.parametrize("name", FILES)
def test_a_worker_stays_small_whatever_comes(name, tmp_path):
    expected, make = FILES[name]
    (tmp_path / name).write_bytes(make())

    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "kipp.settings", "KIPP_VAR": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-c", WORKER, tmp_path / name],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    outcome, megabytes = ended.stdout.split()
    assert outcome == expected
    assert int(megabytes) < MOST_MB
