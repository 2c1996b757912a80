"""`manage.py check_messages` on a project of one module, whose texts its catalogue has or lacks."""

import io
import shutil
import subprocess

import pytest
from django.core.management import CommandError, call_command

HEADER = 'msgid ""\nmsgstr "Language: id\\nContent-Type: text/plain; charset=UTF-8\\n"\n'
VISIT = '\n#: a.py\nmsgid "visit"\nmsgstr "kunjungan"\n'
SHEET = '\n#: a.py\nmsgid "sheet"\nmsgstr "lembar"\n'

with_gettext = pytest.mark.skipif(shutil.which("msgfmt") is None, reason="apt-get install gettext")


@pytest.fixture
def project(tmp_path, settings):
    """A project that says “visit” and “sheet”, with a catalogue that is right; return its folder."""
    settings.BASE_DIR, settings.LOCALE_PATHS = tmp_path, [tmp_path / "locale"]
    (tmp_path / "a.py").write_text('_("visit"), _("sheet")')
    (tmp_path / "locale" / "id" / "LC_MESSAGES").mkdir(parents=True)
    return tmp_path


def write(project, *entries, compiled=None):
    """Write the catalogue, and compile it (or another one)."""
    po = project / "locale" / "id" / "LC_MESSAGES" / "django.po"
    source = "".join([HEADER, *entries])
    subprocess.run(
        ["msgfmt", "-", "-o", po.with_suffix(".mo")], input=compiled or source, text=True, check=True
    )
    po.write_text(source)


def contents(project):
    return {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}


def check():
    said = io.StringIO()
    call_command("check_messages", stdout=said)
    return said.getvalue()


@with_gettext
def test_a_catalogue_with_all_texts_passes_and_nothing_is_changed(project):
    write(project, VISIT, SHEET)
    before = contents(project)

    assert check().startswith("All texts")
    assert contents(project) == before


@with_gettext
@pytest.mark.parametrize(
    ("entries", "fault", "entry"),
    [
        ([VISIT], "Not translated", "sheet"),
        ([VISIT, SHEET.replace("lembar", "")], "Not translated", "sheet"),
        ([VISIT, SHEET.replace("msgid", "#, fuzzy\nmsgid")], "Only guessed", "sheet"),
        (
            [VISIT, SHEET, '\nmsgid "quota of a region"\nmsgstr "kuota"\n'],
            "No longer used",
            "quota of a region",
        ),
        ([VISIT, SHEET, '\n#~ msgid "quota of a region"\n#~ msgstr "kuota"\n'], "No longer used", "quota"),
    ],
    ids=["missing", "untranslated", "fuzzy", "stale", "obsolete"],
)
def test_a_text_that_is_not_as_in_the_code_is_named_and_nothing_is_changed(project, entries, fault, entry):
    write(project, *entries)
    before = contents(project)

    with pytest.raises(CommandError) as refusal:
        check()

    assert str(refusal.value).startswith(fault)
    assert f'msgid "{entry}' in str(refusal.value)
    assert str(refusal.value).count("msgid") == 1
    assert contents(project) == before


@with_gettext
def test_a_compiled_catalogue_of_another_day_is_refused(project):
    write(project, VISIT, SHEET, compiled=HEADER + VISIT)

    with pytest.raises(CommandError, match=r"^django\.mo was not compiled"):
        check()


@with_gettext
def test_a_catalogue_that_gettext_cannot_read_is_refused_in_its_words(project):
    write(project, VISIT, SHEET)
    (project / "locale" / "id" / "LC_MESSAGES" / "django.mo").write_bytes(b"no catalogue")

    with pytest.raises(CommandError, match=r"django\.mo"):
        check()


def test_without_gettext_it_says_that_nothing_was_checked(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CI", raising=False)

    assert "NOT checked" in check()


def test_without_gettext_it_fails_in_ci(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("CI", "true")

    with pytest.raises(CommandError, match="NOT checked"):
        check()
