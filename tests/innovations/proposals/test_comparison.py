"""Two versions side by side, by whole words."""

from hypothesis import given
from hypothesis import strategies as st

from innovations.proposals.comparison import Kind, Piece, compare

WORDS = st.lists(st.sampled_from(["kanker", "serviks", "IVA", "desa", "\n", " ", "–"]), max_size=30)
TEXTS = WORDS.map(" ".join) | st.text()


def test_words_that_came_and_went_are_told():
    assert compare("Perempuan diperiksa di puskesmas.", "Perempuan diperiksa gratis di desa.") == [
        Piece(Kind.SAME, "Perempuan diperiksa "),
        Piece(Kind.IN, "gratis "),
        Piece(Kind.SAME, "di "),
        Piece(Kind.OUT, "puskesmas."),
        Piece(Kind.IN, "desa."),
    ]


@given(TEXTS, TEXTS)
def test_no_letter_of_either_text_is_lost(older, newer):
    pieces = compare(older, newer)

    assert "".join(piece.text for piece in pieces if piece.kind != Kind.IN) == older
    assert "".join(piece.text for piece in pieces if piece.kind != Kind.OUT) == newer


@given(TEXTS)
def test_a_text_is_the_same_as_itself(text):
    assert {piece.kind for piece in compare(text, text)} <= {Kind.SAME}
