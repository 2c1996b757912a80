"""What somebody can do next, in the order of its urgency."""

from datetime import timedelta

from django.utils import timezone

from kipp.to_do import Step, most_urgent

NOW = timezone.now()


def steps(*days):
    """A step for each number of days that are left; None has no time."""
    return [
        Step(f"Langkah {days_left}", "/langkah/", None if days_left is None else NOW + timedelta(days_left))
        for days_left in days
    ]


def test_the_earliest_comes_first_and_what_has_no_time_last():
    shown = most_urgent(steps(None, 3, 1, None, 2), all_at="/semua/")

    assert [step.text for step in shown] == [
        "Langkah 1",
        "Langkah 2",
        "Langkah 3",
        "Langkah None",
        "Langkah None",
    ]


def test_of_many_the_first_are_shown_and_one_leads_to_all():
    shown = most_urgent(steps(7, 6, 5, 4, 3, 2, 1), all_at="/semua/", at_most=3)

    assert shown[:-1] == steps(1, 2, 3)
    assert (shown[-1].url, shown[-1].due_at) == ("/semua/", None)
    assert "4" in shown[-1].text


def test_without_steps_nothing_is_shown():
    assert most_urgent([], all_at="/semua/") == []
