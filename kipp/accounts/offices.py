"""Offices as a file names them: a government by its code, an agency by its name within the government."""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kipp.lists.spreadsheets import Column, in_all_languages

from .models import Agency, Government

GOVERNMENT = Column("government", gettext_lazy("Government code"))
AGENCY = Column("agency", gettext_lazy("Agency"))


class Offices:
    """All governments and agencies, read once in two queries.

    Its methods raise ValidationError, with a sentence, for an office that there is not.
    """

    def __init__(self) -> None:
        self._governments = {government.code: government for government in Government.objects.all()}
        self._agencies = {
            (agency.government_id, agency.name.casefold()): agency
            for agency in Agency.objects.select_related("government")
        }

    def government(self, code: str) -> Government:
        if re.fullmatch(r"\d\d\.\d", code):  # 33.10, which a spreadsheet took for a number.
            code += "0"
        if code not in self._governments:
            raise ValidationError(_("There is no government with the code “%(code)s”.") % {"code": code})
        return self._governments[code]

    def known_agency(self, government: Government, name: str) -> Agency | None:
        return self._agencies.get((government.pk, name.casefold()))

    def agency(self, code: str, name: str) -> Agency:
        government = self.government(code)
        if not (agency := self.known_agency(government, name)):
            raise ValidationError(
                _("“%(name)s” is not on the register of %(government)s.")
                % {"name": name, "government": government}
            )
        return agency


def choice(text: str, choices: Iterable[tuple[str, str | Promise]]) -> str:
    """Return the value that a text means: the value itself or its label in either language; else ""."""
    return next(
        (value for value, label in choices if text.casefold() in {value, *in_all_languages(label)}), ""
    )
