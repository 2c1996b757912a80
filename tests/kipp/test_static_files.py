"""Static files are collected, and only where one of them has changed."""

import pytest

from kipp import static_files


@pytest.fixture
def source(settings, tmp_path):
    """A folder with one static file, the only one there is; what is collected goes beside it."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "page.css").write_text("p { color: red }")
    settings.STATICFILES_DIRS = [folder]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"
    return folder


def test_the_same_files_are_collected_once(source, settings):
    assert static_files.collect_if_changed()
    assert (settings.STATIC_ROOT / "page.css").read_text() == "p { color: red }"

    assert not static_files.collect_if_changed()


@pytest.mark.parametrize("change", ["another content", "another name", "one more"])
def test_any_change_collects_them_again(source, settings, change):
    static_files.collect_if_changed()

    if change == "another content":
        (source / "page.css").write_text("p { color: tan }")
    elif change == "another name":
        (source / "page.css").rename(source / "sheet.css")
    else:
        (source / "print.css").write_text("p { color: red }")

    assert static_files.collect_if_changed()
    assert {path.name for path in source.iterdir()} <= {path.name for path in settings.STATIC_ROOT.iterdir()}


def test_what_was_removed_from_the_server_is_collected_again(source, settings):
    static_files.collect_if_changed()
    (settings.STATIC_ROOT / "collected.sha256").unlink()

    assert static_files.collect_if_changed()
