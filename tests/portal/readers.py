"""Who reads pages, and what a page is."""

from dataclasses import dataclass

from django.urls import URLPattern, get_resolver, reverse

# The people, by the keys of the standing cast.
STAFF = frozenset({"staff", "colleague", "stranger", "provincial_staff"})
OWNERS = frozenset({"staff", "colleague"})
COORDINATORS = frozenset({"coordinator", "other_coordinator"})
VERIFIERS = frozenset({"verifier", "verifier2", "verifier3", "verifier4"})
FREE_BUREAU = frozenset({"bureau", "bureau2"})
BUREAU = FREE_BUREAU | {"conflicted"}
BUREAU_READERS = BUREAU | {"auditor"}
SIGNED_IN = STAFF | COORDINATORS | VERIFIERS | BUREAU_READERS | {"nobody"}
EVERYBODY = SIGNED_IN | {"visitor"}
NO_READERS = frozenset()


@dataclass(frozen=True)
class Page:
    """An address of the portal. `readers` are all who open it with 200, `label` says in which state it is."""

    name: str
    label: str
    path: str
    readers: frozenset[str]

    def __str__(self):
        return f"{self.name} ({self.label})" if self.label else self.name


# What these answer is no page: pictures, documents, lists as files.
FILES = {
    "public_photo",
    "evidence_file",
    "assessor_file",
    "visit_photo",
    "paper_scan",
    "minutes_paper",
    "signed_minutes",
    "minutes_photo",
    "visit_ics",
    "own_visits_ics",
    "presentation_ics",
    "presentation_slides",
    "specimen_file",
    "letter_file",
    "submission_pdf",
    "coordination_pdf",
    "screening_pdf",
    "sheet_pdf",
    "agencies_template",
    "people_template",
    "earlier_awards_template",
    "export_agencies",
    "export_people",
    "board_export",
    "coordination_board_export",
}


def url_names() -> set[str]:
    """Return the name of every address of the project."""
    return {pattern.name for pattern in _patterns(get_resolver().url_patterns)}


def _patterns(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from _patterns(pattern.url_patterns)


def page(name, label="", readers=NO_READERS, args=(), query=None):
    return Page(name, label, reverse(name, args=args, query=query), frozenset(readers))
