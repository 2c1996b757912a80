"""How words are counted."""

import json
from pathlib import Path

import pytest

from innovations.proposals.sections import count_words


# The browser counts by the same table (tests/browser/word_count.test.js).
@pytest.mark.parametrize(("text", "words"), json.loads(Path(__file__).with_name("words.json").read_text()))
def test_a_word_stands_between_white_space_and_has_a_letter_or_a_digit(text, words):
    assert count_words(text) == words
