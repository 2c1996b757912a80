"""The statement that is signed before anybody judges: its deed, and the deeds that wait for it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation

from innovations.checking import deeds as screening
from innovations.integrity import statements
from innovations.models import Edition, Statement
from innovations.proposals import access
from innovations.sending import lifecycle
from tests import factories
from tests.expectations import recorded, refused

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def edition(cast):
    made = factories.edition(at_stage="screening")
    Statement.objects.all().delete()
    return made


def sign(edition, by, language="id"):
    with translation.override(language):
        shown = statements.digest(statements.text(edition))
        return statements.sign(edition, shown=shown, by=by, at=NOW)


@pytest.mark.parametrize(("language", "word"), [("id", "konflik"), ("en", "coaching")])
def test_whoever_judges_signs_the_text_that_was_shown_in_its_language(cast, edition, language, word):
    signed = sign(edition, cast.verifier, language)

    assert Statement.objects.values().get() == {
        "id": signed.pk,
        "user_id": cast.verifier.pk,
        "edition_id": edition.pk,
        "version": statements.VERSION,
        "text": signed.text,
        "signed_at": NOW,
    }
    with translation.override(language):
        assert signed.text == statements.text(edition)
    assert "2019" in signed.text
    assert len(signed.text.split("\n")) == 9
    assert recorded(signed) == [
        ("sign_statement", cast.verifier.pk, NOW, {"edition": edition.pk, "version": 1})
    ]


def test_only_verifiers_and_the_bureau_sign(cast, edition):
    for who in ["staff", "coordinator", "auditor", "nobody"]:
        with refused(PermissionDenied):
            sign(edition, getattr(cast, who))
    assert sign(edition, cast.bureau).user == cast.bureau


def test_a_statement_is_signed_once_an_edition(cast, edition):
    other = factories.edition(2018, at_stage="screening")
    factories.unsigned(cast.verifier)
    sign(edition, cast.verifier)

    with refused(ValidationError):
        sign(edition, cast.verifier)
    assert sign(other, cast.verifier).edition == other


def test_nobody_signs_a_text_that_was_not_shown(cast, edition):
    with refused(ValidationError):
        statements.sign(edition, shown=statements.digest("Lain"), by=cast.verifier, at=NOW)


def test_the_text_says_the_edition_s_years(cast, edition):
    Edition.objects.update(conflict_years=7)

    assert "7" in statements.text(Edition.objects.get(pk=edition.pk))


# What waits for it

CHECKS = {
    "claim": lambda entry, by: screening.claim(entry, by=by, at=NOW),
    "accept": lambda entry, by: lifecycle.accept(entry, by=by, at=NOW),
    "return": lambda entry, by: lifecycle.return_for_correction(
        entry, by=by, at=NOW, note="Lengkapi", due_at=NOW + timedelta(days=7)
    ),
    "reject": lambda entry, by: lifecycle.reject(entry, by=by, at=NOW, reason="Tidak memenuhi"),
    "set aside": lambda entry, by: screening.set_aside(entry, "age", reason="Bukti", by=by, at=NOW),
}


@pytest.mark.parametrize("deed", CHECKS)
def test_nobody_checks_an_entry_before_signing(cast, edition, deed):
    entry = factories.innovation("submitted", edition=edition, started_on=None)

    with refused(ValidationError):
        CHECKS[deed](entry, cast.bureau)
    assert not access.actions_for(cast.bureau, entry, at=NOW) & set(access.CHECKING)

    sign(edition, cast.bureau)

    assert access.actions_for(cast.bureau, entry, at=NOW) >= set(access.CHECKING)
    CHECKS[deed](entry, cast.bureau)


def test_signing_for_one_edition_opens_no_other(cast, edition):
    other = factories.edition(2018, at_stage="screening")
    factories.unsigned(cast.bureau)
    entry = factories.innovation("submitted", edition=other)
    sign(edition, cast.bureau)

    with refused(ValidationError):
        CHECKS["accept"](entry, cast.bureau)
