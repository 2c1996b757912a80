"""The Indonesian catalogue: its header, and whether each translation has the form of its original.

That every text is there, translated and compiled is checked by `manage.py check_messages` (make check).
"""

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings

MESSAGES = Path(settings.LOCALE_PATHS[0]) / "id" / "LC_MESSAGES"
# %(name)s, %d and {name}, as Python and Django fill them in.
PLACEHOLDER = re.compile(r"%\(\w+\)[-+ #0]*\d*(?:\.\d+)?[a-z]|%[a-z]|\{\w*\}")
ENDING = re.compile(r"[.:!?]$")


@dataclass
class Entry:
    """One text of a .po file. `parts` holds msgctxt, msgid, msgid_plural and the msgstr, by keyword."""

    parts: dict[str, str] = field(default_factory=dict)

    @property
    def original(self) -> str:
        """What the translation stands for: with a number, the text for many, as Indonesian has one form."""
        return self.parts.get("msgid_plural", self.parts["msgid"])

    @property
    def translations(self) -> list[str]:
        return [text for keyword, text in self.parts.items() if keyword.startswith("msgstr")]


def read(source: str) -> list[Entry]:
    """Read the entries of a .po file; the first one is its header."""
    return [read_entry(block) for block in source.split("\n\n") if "msgid " in block]


def read_entry(block: str) -> Entry:
    entry, keyword = Entry(), ""
    for line in block.splitlines():
        if line.startswith('"'):
            entry.parts[keyword] += ast.literal_eval(line)
        elif line and not line.startswith("#"):
            keyword, text = line.split(" ", 1)
            entry.parts[keyword] = ast.literal_eval(text)
    return entry


@pytest.fixture(scope="module")
def catalogue() -> list[Entry]:
    return read((MESSAGES / "django.po").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def entries(catalogue) -> list[Entry]:
    """The catalogue without its header."""
    return catalogue[1:]


def test_the_header_says_indonesian_with_one_form_for_every_number(catalogue):
    header = catalogue[0].translations[0].splitlines()
    assert {"Language: id", "Plural-Forms: nplurals=1; plural=0;"} <= set(header)


def test_every_text_has_one_form(entries):
    assert entries
    assert [entry.original for entry in entries if len(entry.translations) != 1] == []


def test_placeholders_are_those_of_the_original(entries):
    wrong = {
        entry.original: text
        for entry in entries
        for text in entry.translations
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(entry.original))
    }
    assert wrong == {}


def test_a_translation_ends_as_its_original(entries):
    """A sentence ends as one; where a date or a name follows, no full stop comes in between."""
    wrong = {
        entry.original: text
        for entry in entries
        for text in entry.translations
        if ENDING.findall(text) != ENDING.findall(entry.original)
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "placeholders"),
    [
        ("%(size).1f MB, %(limit)d at most", {"%(size).1f", "%(limit)d"}),
        ("at most {limit} MB", {"{limit}"}),
        ("%d characters", {"%d"}),
        ("94% of all", set()),
    ],
)
def test_placeholders_are_recognised(text, placeholders):
    assert set(PLACEHOLDER.findall(text)) == placeholders


def test_a_catalogue_is_read():
    header, one, many = read(
        'msgid ""\nmsgstr ""\n"Language: id\\n"\n\n'
        '#: a.py\n#, fuzzy, python-format\nmsgctxt "visit"\nmsgid ""\n"two “%(x)s” "\n"lines"\nmsgstr ""\n\n'
        'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s hari"\n'
    )
    assert header.translations == ["Language: id\n"]
    assert (one.original, one.translations) == ("two “%(x)s” lines", [""])
    assert (many.original, many.translations) == ("%(n)s days", ["%(n)s hari"])
