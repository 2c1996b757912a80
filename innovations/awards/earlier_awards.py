"""Awards of years and competitions that this portal did not run, as the bureau imports them."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kipp.accounts.access import require_role
from kipp.accounts.models import Role, User
from kipp.accounts.offices import AGENCY, GOVERNMENT, Offices
from kipp.audit import trail
from kipp.certain import certain
from kipp.lists.importing import Kind, RowOutcome, judged, passed
from kipp.lists.spreadsheets import Column, SheetRow

from .models import EarlierAward

if TYPE_CHECKING:
    from django.db.models import CharField

FIRST_YEAR, LAST_YEAR = 2000, 2100


def judge(rows: Sequence[SheetRow]) -> list[RowOutcome]:
    """Return what comes of each row.

    A row is known when there is an award of the same title, agency, year and competition.
    """
    offices = Offices()
    known = {
        _key(*award) for award in EarlierAward.objects.values_list("year", "competition", "title", "agency")
    }

    def key(fields: dict[str, Any]) -> tuple[int, str, str, int]:
        return _key(fields["year"], fields["competition"], fields["title"], fields["agency"].pk)

    return judged(
        rows, lambda row: _fields(row, offices), key=key, is_known=lambda fields: key(fields) in known
    )


def _key(year: int, competition: str, title: str, agency: int) -> tuple[int, str, str, int]:
    return year, competition.casefold(), title.casefold(), agency


def _fields(row: SheetRow, offices: Offices) -> dict[str, Any]:
    if not (
        row["year"].isascii() and row["year"].isdecimal() and FIRST_YEAR <= int(row["year"]) <= LAST_YEAR
    ):
        raise ValidationError(_("Write the year with four digits."))
    fields: dict[str, Any] = {"year": int(row["year"])}
    for name in ("competition", "tier", "title"):
        field = cast("CharField", EarlierAward._meta.get_field(name))
        text, longest = row[name], certain(field.max_length)
        if not text or len(text) > longest:
            raise ValidationError(
                _("Fill in “%(column)s”, with at most %(number)d characters.")
                % {"column": field.verbose_name, "number": longest}
            )
        fields[name] = text
    if not row["agency"]:
        raise ValidationError(_("Write the name of the agency."))
    return {**fields, "agency": offices.agency(row["government"], row["agency"])}


@transaction.atomic
def import_all(rows: Sequence[SheetRow], *, by: User, at: datetime) -> int:
    """Keep all earlier awards of a list that are not known yet; return how many.

    Raises PermissionDenied for anyone but the bureau, and ValidationError when a single row is wrong: then
    none is kept.
    """
    require_role(by, Role.BUREAU, at=at)
    # Anyone who imports the same list at the same moment waits here, and finds all of it known.
    by = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    made = EarlierAward.objects.bulk_create(EarlierAward(**verdict.fields) for verdict in passed(judge(rows)))
    if made:
        trail.record("import_earlier_awards", made[0], by=by, at=at, awards=len(made))
    return len(made)


KIND = Kind(
    code="earlier-awards",
    heading=gettext_lazy("Import earlier awards"),
    list_name=gettext_lazy("Earlier awards"),
    explained=[
        (gettext_lazy("Year"), gettext_lazy("Of the competition, with four digits")),
        (gettext_lazy("Competition"), gettext_lazy("As it was called: KIPP Jawa Tengah, SINOVIK, …")),
        (gettext_lazy("Award"), gettext_lazy("Top 40, Top 20, winner, …")),
        (gettext_lazy("Title of the innovation"), gettext_lazy("As it won")),
        (GOVERNMENT.heading, gettext_lazy("33 for the province, 33.26 for Kabupaten Pekalongan")),
        (AGENCY.heading, gettext_lazy("As it is called on the register")),
    ],
    columns=[
        Column("year", gettext_lazy("Year")),
        Column("competition", gettext_lazy("Competition")),
        Column("tier", gettext_lazy("Award")),
        Column("title", gettext_lazy("Title of the innovation")),
        GOVERNMENT,
        AGENCY,
    ],
    example=["2019", "KIPP Jawa Tengah", "Top 20", "Judul Contoh", "33.26", "Puskesmas Contoh"],
    judge=lambda rows, _by: judge(rows),
    deed=import_all,
    back="earlier_awards",
    page="import_earlier_awards",
    template="earlier_awards_template",
)
