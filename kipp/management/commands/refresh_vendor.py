"""Fetch the front-end files that are vendored, as static/vendor/vendor.json names them."""

import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from kipp.certain import certain

VENDOR = settings.BASE_DIR / "static" / "vendor"
MANIFEST = VENDOR / "vendor.json"


class Command(BaseCommand):
    help = (
        "Fetch the packages of static/vendor/vendor.json with npm, copy the files that are named there, draw "
        "the icons together into one file and write the checksums again. Change a version there first."
    )

    def handle(self, **options: Any) -> None:
        packages = json.loads(MANIFEST.read_text())
        for package in packages:
            with tempfile.TemporaryDirectory() as folder:
                fetched = _fetch(package, Path(folder))
                _copy(package, fetched)
                if "icons" in package:
                    _draw_together(package["icons"], fetched, VENDOR / package["sprite"])
            package["sha256"] = {name: _checksum(VENDOR / name) for name in _files_of(package)}
            self.stdout.write(f"{package['npm']} {package['version']}")
        MANIFEST.write_text(json.dumps(packages, indent=2) + "\n")


def _fetch(package: dict[str, Any], folder: Path) -> Path:
    """Unpack the package's archive and return its folder; only npm uses the network."""
    name = f"{package['npm']}@{package['version']}"
    packed = subprocess.run(  # noqa: S603
        ["npm", "pack", "--silent", name],  # noqa: S607
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    with tarfile.open(folder / packed.stdout.strip()) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def _copy(package: dict[str, Any], fetched: Path) -> None:
    for target, source in package["files"].items():
        content = (fetched / source).read_bytes()
        # A source map is not vendored, so nothing may ask for it.
        content = re.sub(rb"\n/[/*]# sourceMappingURL=.*", b"", content)
        (VENDOR / target).parent.mkdir(exist_ok=True)
        (VENDOR / target).write_bytes(content)


def _draw_together(names: Iterable[str], fetched: Path, target: Path) -> None:
    """Write the icons as symbols of one SVG: `<use href="…#name">` shows one, in the colour of the text."""
    symbols = []
    for name in names:
        drawing = (fetched / "icons" / f"{name}.svg").read_text()
        shapes = certain(re.search(r"<svg[^>]*>(.*)</svg>", drawing, re.DOTALL))[1]
        shapes = "".join(line.strip() for line in shapes.splitlines())
        symbols.append(f'<symbol id="{name}" viewBox="0 0 16 16">{shapes}</symbol>')
    target.write_text('<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n")


def _files_of(package: dict[str, Any]) -> list[str]:
    return sorted([*package["files"], *([package["sprite"]] if "sprite" in package else [])])


def _checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
