"""The statement that everybody signs before judging in an edition: no conflict of interest, and integrity.

Verifiers sign it before their first sheet opens; members of the bureau before they check an entry, decide a
place or confirm a ranking.
"""

import hashlib
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from innovations.editions.models import Edition
from kipp.accounts.access import require_role
from kipp.accounts.models import Role, User
from kipp.audit import trail

from .models import Statement

# Counts the versions of the text: change a word of `text`, and add one.
VERSION = 1

SIGNERS = (Role.VERIFIER, Role.BUREAU)


def text(edition: Edition) -> str:
    """Return the whole text in the reader's language, one paragraph or numbered point on each line."""
    words = {"name": edition.local_name, "year": edition.year, "years": edition.conflict_years}
    points = [
        _(
            "I have no tie of family, work, coaching, contract or sponsorship with an innovation that I "
            "check, assess or decide about, or with the agency that owns it, nor had one in the past "
            "%(years)d years;"
        )
        % words,
        _(
            "should there be such a tie, or should one arise later, I declare it at once in this portal and "
            "neither check, assess nor decide about the innovation concerned;"
        ),
        _(
            "I check, assess and decide independently, objectively and honestly, by the proposal, its "
            "evidence and what is found by verification alone, and do not discuss my points with another "
            "assessor before the sheets of both of us are submitted;"
        ),
        _("I keep proposals, points, notes and ranks confidential until the organiser announces the result;"),
        _(
            "I neither ask for nor accept a gift, a promise, a gratuity or a favour of any kind in "
            "connection with this competition, and report it when one is offered;"
        ),
        _("I take no part in corruption, collusion or nepotism;"),
        _(
            "if I break this statement, I accept to be relieved of my task, that my points are void, and the "
            "sanctions of the laws and regulations."
        ),
    ]
    return "\n".join(
        [
            _("I, who sign this, as an assessor or organiser of %(name)s %(year)d, truthfully state that:")
            % words,
            *(f"{number}. {point}" for number, point in enumerate(points, start=1)),
            _("I make this statement knowingly and without pressure from anybody."),
        ]
    )


def digest(shown: str) -> str:
    """Return the digest of a text. A page sends it back, so that nobody signs what it did not show."""
    return hashlib.sha256(shown.encode()).hexdigest()


@transaction.atomic
def sign(edition: Edition, *, shown: str, by: User, at: datetime) -> Statement:
    """Sign the statement of an edition. `shown` is the digest of the text that the page showed.

    Raises PermissionDenied for anyone but a verifier or the bureau, and ValidationError when it was signed
    before, or when another text was shown.
    """
    edition = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    require_role(by, *SIGNERS, at=at)
    if has_signed(by, edition):
        raise ValidationError(_("You have signed this statement already."))
    words = text(edition)
    if shown != digest(words):
        raise ValidationError(_("The text is not the one that you were shown. Read it once more, then sign."))
    statement = Statement.objects.create(user=by, edition=edition, version=VERSION, text=words, signed_at=at)
    trail.record("sign_statement", statement, by=by, at=at, edition=edition.pk, version=VERSION)
    return statement


def has_signed(user: User, edition: Edition) -> bool:
    """Return whether this person signed the statement that everybody signs before judging in the edition."""
    return Statement.objects.of(user, edition).exists()


def has_signed_for(user: User, edition: str) -> Exists:
    """Return the same as a condition of a query, for the edition that the field names."""
    return Exists(Statement.objects.of(user, OuterRef(edition)))


def require_signed(user: User, edition: Edition) -> None:
    """Raise ValidationError unless this person signed the statement of the edition."""
    if not has_signed(user, edition):
        raise ValidationError(not_signed())


def not_signed() -> str:
    """Return the sentence that says what to do before judging."""
    return _("Sign the statement of no conflict of interest first; nothing that you typed is lost.")
