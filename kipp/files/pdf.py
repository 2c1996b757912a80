"""What all PDFs of the portal share.

Each is PDF/A-2a for the archive and PDF/UA-1 for screen readers: typst writes no file that breaks either. Its
words come as JSON, so markup in them stays literal, and the compiler (`typesetting`) sees nothing but the
files beside.
"""

import hashlib
import json
import logging
import re
import subprocess
import sys
import tempfile
import threading
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings

from . import typesetting

TEMPLATES = settings.BASE_DIR / "templates" / "typst"
FONTS = [settings.BASE_DIR / "static" / "vendor" / "pdf-fonts", settings.BASE_DIR / "static" / "fonts"]

# A worker answers several people at once: only one of its programs that set a PDF runs at a time.
ONE_AT_A_TIME = threading.Lock()

logger = logging.getLogger(__name__)


class TooMuchError(Exception):
    """A PDF goes beyond the limits of `typesetting`."""


def typeset(template: Path, said: dict, files: Mapping[str, bytes], *, moment: datetime) -> bytes:
    """Return the PDF of what is said, with the pictures beside; the same input gives the same bytes.

    Raises TooMuchError where a limit ended it, or typst says why not: then a template has a fault.
    """
    with tempfile.TemporaryDirectory(prefix="kipp-pdf-") as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        order = {
            "template": str(template),
            "fonts": [str(fonts) for fonts in FONTS],
            "folder": folder,
            "said": said,
            "moment": int(moment.timestamp()),
        }
        with ONE_AT_A_TIME:
            ended = subprocess.run(  # noqa: S603
                [sys.executable, "-I", typesetting.__file__],
                input=json.dumps(order).encode(),
                capture_output=True,
                env={"RAYON_NUM_THREADS": "1"},
                check=False,
            )
    if ended.returncode:
        logger.error("No PDF was made (%s): %s", ended.returncode, ended.stderr.decode()[-2000:])
        raise TooMuchError
    return ended.stdout


def fingerprint(template: Path, said: dict) -> str:
    """Return a hash that changes whenever the PDF would change."""
    layout = hashlib.sha256(template.read_bytes()).hexdigest()
    return hashlib.sha256(json.dumps([layout, said]).encode()).hexdigest()


# By Unicode's category: invisible signs are dropped, and those for private use mean nothing outside their
# font.
_INSTEAD = {"Cc": "", "Cs": "", "Co": "□"}


def plain(text: str) -> str:
    """Return a text that can be set: lines of signs that have a meaning.

    Nothing else stops the compiler: for a sign that none of our fonts has, the last font draws a box.
    """
    return "\n".join(
        "".join(_INSTEAD.get(unicodedata.category(sign), sign) for sign in line)
        for line in text.expandtabs(1).splitlines()
    )


def lines(text: str) -> list[list[str]]:
    """Return the lines of a text, each as a list of parts: a line can break between parts and at spaces."""
    return [
        [
            part
            for place, run in enumerate(re.split(r"(\S{30,})", line))
            for part in (_parts(run) if place % 2 else [run])
        ]
        for line in plain(text).split("\n")
    ]


# After this sign of Javanese the next letter stands below the one before.
_PANGKON, _JOINER = "\ua9c0", "\u200d"


def _parts(run: str) -> list[str]:
    """Divide what has no space and may be wider than a line; what is written as one sign stays together."""
    parts = [""]
    for sign in run:
        holds = unicodedata.category(sign)[0] == "M" or parts[-1].endswith((_PANGKON, _JOINER))
        if len(parts[-1]) >= (64 if holds else 8):
            parts.append("")
        parts[-1] += sign
    return parts
