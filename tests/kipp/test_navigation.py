"""The sections under the header."""

import pytest

from kipp.accounts.models import Role
from kipp.navigation import sections

PUBLIC = ["/innovations/", "/results/"]


@pytest.mark.parametrize(
    ("roles", "own"),
    [
        (set(), []),
        ({Role.STAFF}, ["/submissions/"]),
        ({Role.COORDINATOR}, ["/coordination/"]),
        ({Role.VERIFIER}, ["/verification/"]),
        ({Role.BUREAU}, ["/bureau/"]),
        ({Role.AUDITOR}, ["/bureau/"]),
        (set(Role), ["/submissions/", "/coordination/", "/verification/", "/bureau/"]),
    ],
)
def test_each_role_finds_its_own_sections_after_the_public_ones(roles, own):
    assert [section.url for section in sections(roles, "/")] == PUBLIC + own


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", []),
        ("/bureau/", ["/bureau/"]),
        ("/bureau/screening/12/", ["/bureau/"]),
        ("/innovations/kampung-iva/", ["/innovations/"]),
    ],
)
def test_the_section_that_holds_the_page_is_current(path, current):
    found = sections({Role.BUREAU}, path)

    assert [section.url for section in found if section.is_current] == current
