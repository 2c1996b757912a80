"""The sections of the portal, as the navigation under the header shows them to each role."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from kipp.accounts.models import Role


@dataclass(frozen=True)
class Section:
    """A section of the portal: an item of the navigation."""

    title: str
    url: str
    is_current: bool


def sections(roles: set[str], path: str) -> list[Section]:
    """Return the sections that these roles can open; the section that holds `path` is current."""
    doors = [
        ("catalogue", _("Innovations")),
        ("results", _("Results")),
    ]
    if Role.STAFF in roles:
        doors.append(("submissions", _("My innovations")))
    if Role.COORDINATOR in roles:
        doors.append(("coordination", _("Coordination")))
    if Role.VERIFIER in roles:
        doors.append(("verification_home", _("My assessments")))
    if roles & {Role.BUREAU, Role.AUDITOR}:
        doors.append(("bureau", _("Bureau")))
    return [_section(title, reverse(name), path) for name, title in doors]


def _section(title: str, url: str, path: str) -> Section:
    return Section(title, url, is_current=path.startswith(url))
