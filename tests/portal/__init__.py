"""The whole portal in one small world, and every page of it: for tests that walk all pages.

    def test(world):  # the fixture of tests/conftest.py
        for page in portal.pages(world):
            for who in page.readers:
                ...  # world.people[who] opens page.path with 200

`pages` names every address of the project at least once (tests/test_access_document.py holds it against
the URL resolver). An address that only takes a POST, or only leads elsewhere, has no readers.
`response.getvalue()` reads any answer to its end, which closes a file that was sent.

The world, who reads what, and the pages each have a module; the pages of one kind of readers stand together,
and those of the assessment, which several kinds read, room by room.
"""

from .readers import (
    BUREAU,
    BUREAU_READERS,
    COORDINATORS,
    EVERYBODY,
    FILES,
    FREE_BUREAU,
    NO_READERS,
    OWNERS,
    SIGNED_IN,
    STAFF,
    VERIFIERS,
    Page,
    url_names,
)
from .rooms import ROOMS, pages
from .world import World, build

__all__ = [
    "BUREAU",
    "BUREAU_READERS",
    "COORDINATORS",
    "EVERYBODY",
    "FILES",
    "FREE_BUREAU",
    "NO_READERS",
    "OWNERS",
    "ROOMS",
    "SIGNED_IN",
    "STAFF",
    "VERIFIERS",
    "Page",
    "World",
    "build",
    "pages",
    "url_names",
]
