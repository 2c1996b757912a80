"""The check that the typed text is based on what is stored now: nobody overwrites what they did not read."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def require_not_stale(stored: int, typed_on: int) -> None:
    """Raise ValidationError unless both numbers of a save are the same.

    `stored` is the number of the row's last save, `typed_on` the number of the save that the page showed.
    """
    if typed_on != stored:
        raise ValidationError(
            _("This was saved elsewhere meanwhile. Compare what you typed with what is stored now.")
        )
