from innovations.rulebook.forms import BandForm, CriterionForm, StageForm, rows_of


def test_a_row_is_checked_without_the_database():
    # Given: without `db`, any query fails the test
    form = BandForm({"lowest": "0", "label": "kurang"})

    # When
    is_valid = form.is_valid()

    # Then
    assert is_valid
    assert form.cleaned_data == {"pk": None, "lowest": 0, "label": "kurang", "label_en": ""}


def test_a_new_row_shows_no_default_of_the_model():
    # When
    form = StageForm()

    # Then
    assert {name: form[name].value() for name in ("weight", "assessors", "interview_minutes")} == {
        "weight": None,
        "assessors": None,
        "interview_minutes": None,
    }


def test_a_row_that_was_not_touched_counts_as_none():
    # Given: what a browser sends of an empty row, with the aspect that stands in it
    sent = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": "", "form-0-aspect": "novelty"}

    # When
    rows = rows_of(CriterionForm, extra=1)(sent)

    # Then
    assert rows.typed == []
    assert not rows.forms[0].has_changed()
