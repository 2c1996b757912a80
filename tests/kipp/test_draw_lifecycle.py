"""The page that draws the table of statuses: it says all of it, and it is never stale."""

import pytest
from django.core.management import CommandError, call_command

from innovations.models import TRANSITIONS, Status
from kipp.management.commands import draw_lifecycle


@pytest.fixture
def page(settings, tmp_path):
    """Return where the command writes: a folder of our own."""
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    return tmp_path / "docs" / "lifecycle.md"


def test_the_page_in_the_repository_shows_what_the_code_does():
    call_command("draw_lifecycle", "--check")


def test_it_is_drawn_in_english_whatever_the_language_of_the_portal(page):
    call_command("draw_lifecycle")

    assert "| draft | propose | proposed to the coordinator | staff of the owner agency |" in page.read_text()


def test_a_page_that_is_stale_or_missing_is_found_and_stays_as_it_is(page):
    with pytest.raises(CommandError):
        call_command("draw_lifecycle", "--check")
    assert not page.exists()

    page.write_text("An older drawing")
    with pytest.raises(CommandError):
        call_command("draw_lifecycle", "--check")
    assert page.read_text() == "An older drawing"

    call_command("draw_lifecycle")
    call_command("draw_lifecycle", "--check")


def test_it_follows_the_table(page, monkeypatch):
    call_command("draw_lifecycle")
    moves = {action: move for action, move in TRANSITIONS[Status.DRAFT].items() if action != "withdraw"}

    monkeypatch.setitem(TRANSITIONS, Status.DRAFT, moves)

    with pytest.raises(CommandError):
        call_command("draw_lifecycle", "--check")


def test_every_move_of_the_table_is_drawn_and_no_other():
    drawn = {(move.start.status, move.action, move.end.status) for move in draw_lifecycle.all_moves()}

    assert drawn == {
        (start, action, end)
        for start, moves in TRANSITIONS.items()
        for action, (end, _who) in moves.items()
    }  # fmt: skip


def test_what_was_never_sent_goes_back_to_the_coordinator_and_what_was_sent_to_the_bureau():
    returned = {
        (move.start.code, move.action, move.end.code)
        for move in draw_lifecycle.all_moves()
        if move.start.status == Status.RETURNED
    }

    assert returned == {
        ("returned_unsent", "propose", "proposed"),
        ("returned_unsent", "withdraw", "withdrawn"),
        ("returned_sent", "resend", "submitted"),
        ("returned_sent", "reject", "ineligible"),
        ("returned_sent", "withdraw", "withdrawn"),
        ("returned_sent", "disqualify", "disqualified"),
    }
