"""The lists of agencies and of people as files that are imported and exported."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kipp.lists.importing import Kind
from kipp.lists.spreadsheets import Column

from . import agencies, invitations, people_lists, post
from .models import Agency
from .models.membership import MembershipQuerySet
from .offices import AGENCY, GOVERNMENT

AGENCIES = Kind(
    code="agencies",
    heading=_("Import agencies"),
    list_name=_("Agencies"),
    explained=[
        (GOVERNMENT.heading, _("33 for the province, 33.26 for Kabupaten Pekalongan")),
        (_("Name"), _("As it stands in its letterhead")),
        (_("Kind"), _("perangkat daerah, UPP or BUMD")),
    ],
    columns=[GOVERNMENT, Column("name", _("Name")), Column("kind", _("Kind"))],
    example=["33.26", "Puskesmas Contoh", Agency.Kind.UPP],
    judge=lambda rows, _by: agencies.judge(rows),
    deed=agencies.import_all,
    back="agencies",
    page="import_agencies",
    template="agencies_template",
)

PEOPLE = Kind(
    code="people",
    heading=_("Invite people from a list"),
    list_name=_("People and posts"),
    explained=[
        (_("Name"), _("With the degrees that letters are to show")),
        (_("E-mail"), _("The invitation is sent there")),
        (_("Role"), _("staff, coordinator, verifier, bureau or auditor")),
        (GOVERNMENT.heading, _("For staff and coordinators; for a verifier who is employed there")),
        (AGENCY.heading, _("For staff, as it is called on the register")),
        (_("Letter of appointment"), _("Its number, where there is one")),
    ],
    columns=[
        Column("name", _("Name")),
        Column("email", _("E-mail")),
        Column("role", _("Role")),
        GOVERNMENT,
        AGENCY,
        Column("letter", _("Letter of appointment"), is_required=False),
    ],
    example=["Nama Contoh", "nama@contoh.go.id", "staff", "33.26", "Puskesmas Contoh", "800/123/2026"],
    judge=lambda rows, by: people_lists.judge(rows, by=by, at=timezone.now()),
    deed=invitations.import_all,
    obstacle=post.obstacle,
    back="people",
    page="import_people",
    template="people_template",
)

AGENCY_HEADINGS = [*(column.heading for column in AGENCIES.columns), _("Taken over by"), _("since")]


def agency_rows(found: QuerySet[Agency]) -> Iterator[list]:
    """Return a row for each agency; the first columns are those of the import."""
    for agency in found.select_related("government", "successor"):
        successor = agency.successor.name if agency.successor else ""
        yield [agency.government.code, agency.name, agency.kind, successor, agency.succeeded_on or ""]


PEOPLE_HEADINGS = [*(column.heading for column in PEOPLE.columns), _("First day"), _("Last day")]


def people_rows(posts: MembershipQuerySet) -> Iterator[list]:
    """Return a row for each post; the first columns are those of the import."""
    for held in posts.select_related("user").with_offices():
        government = held.office_government
        yield [
            held.user.name,
            held.user.email,
            held.role,
            government.code if government else "",
            held.agency.name if held.agency else "",
            held.letter,
            held.starts_on,
            held.ends_on or "",
        ]
