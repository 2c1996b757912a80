"""The vendored front-end files are what their packages hold, with licence and version."""

import hashlib
import json

import pytest
from django.conf import settings

VENDOR = settings.BASE_DIR / "static" / "vendor"
PACKAGES = json.loads((VENDOR / "vendor.json").read_text())


def test_every_vendored_file_is_named_in_the_manifest():
    files = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()}

    assert files == {"vendor.json", *(name for package in PACKAGES for name in package["sha256"])}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["npm"])
def test_nobody_changed_a_vendored_file_by_hand(package):
    found = {name: hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() for name in package["sha256"]}

    assert found == package["sha256"]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["npm"])
def test_every_package_comes_with_its_licence_and_version(package):
    assert package["licence"]
    assert package["version"]
    assert any(name.endswith("LICENSE") for name in package["files"])


def test_no_page_asks_another_host():
    sources = [*(settings.BASE_DIR / "templates").rglob("*.html")]
    sources += [path for path in (settings.BASE_DIR / "static").rglob("*.css") if VENDOR not in path.parents]

    asking = [
        path.name
        for path in sources
        if any(ask in path.read_text() for ask in ('src="http', 'url("http', 'rel="stylesheet" href="http'))
    ]

    assert asking == []


def test_the_packages_that_check_the_browser_code_are_pinned_by_what_is_in_them_and_not_by_an_address():
    wanted = json.loads((settings.BASE_DIR / "package.json").read_text())["devDependencies"]
    (_root, project), *packages = json.loads((settings.BASE_DIR / "package-lock.json").read_text())[
        "packages"
    ].items()

    assert project["devDependencies"] == wanted
    assert all(version[0].isdigit() for version in wanted.values())
    assert {name for name, package in packages if not package["integrity"].startswith("sha512-")} == set()
    assert {name for name, package in packages if "resolved" in package} == set()
    on = {name for name, _package in packages}
    assert {f"node_modules/@biomejs/cli-linux-{cpu}" for cpu in ("x64", "arm64")} <= on
    assert {f"node_modules/@typescript/typescript-linux-{cpu}" for cpu in ("x64", "arm64")} <= on
