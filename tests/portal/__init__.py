"""The whole portal in one small world, and every page of it: for tests that walk all pages.

    def test(world):  # the fixture of tests/conftest.py
        for page in portal.pages(world):
            for who in page.readers:
                ...  # world.people[who] opens page.path with 200

`pages` names every address of the project at least once (tests/test_access_document.py holds it against
the URL resolver). An address that only takes a POST, or only leads elsewhere, has no readers.
`response.getvalue()` reads any answer to its end, which closes a file that was sent.

`world.py` makes the world, `edition_….py` fills each of its editions, `readers.py` says who reads, and
`pages_of_….py` what there is: by readers, and room by room for the assessment, which several kinds read.
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
