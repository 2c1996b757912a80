"""How a moment is written for people: always in western Indonesian time, and saying so."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def in_wib(moment: datetime, *, short: bool = False) -> str:
    """Return "5 Agustus 2019 pukul 16.00 WIB" in the reader's language; `short` shortens the month."""
    local = timezone.localtime(moment)
    return _("%(day)s at %(time)s WIB") % {
        "day": date_format(local, "j M Y" if short else "j F Y"),
        "time": date_format(local, "H.i"),
    }
