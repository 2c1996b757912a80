"""All pages, by the rooms that tests walk one after the other."""

from .pages_for_everyone import public, signing_in
from .pages_of_agencies import agency, coordination
from .pages_of_assignments import assigning
from .pages_of_presentations import calibration, presentations
from .pages_of_results import results_in_the_making
from .pages_of_scoresheets import verification
from .pages_of_the_bureau import register_of_people, running_an_edition, screening
from .pages_of_visits import minutes, visits
from .readers import Page
from .world import World


def pages(world: World, *rooms: str) -> list[Page]:
    """Return every page of these rooms, or of all, in the order of ROOMS."""
    return [page for room in rooms or ROOMS for page in ROOMS[room](world)]


# Public, sign-in, agency, coordinator, bureau, verifier: walks that take long go room by room.
ROOMS = {
    "public": public,
    "signing in": signing_in,
    "agency": agency,
    "coordination": coordination,
    "screening": screening,
    "running an edition": running_an_edition,
    "register of people": register_of_people,
    "verification": verification,
    "visits": visits,
    "minutes": minutes,
    "presentations": presentations,
    "calibration": calibration,
    "assigning": assigning,
    "results in the making": results_in_the_making,
}
