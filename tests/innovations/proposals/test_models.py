"""What is found and seen: innovations, their revisions, and what the public may read."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from innovations.models import Award, Evidence, Innovation, Location, Revision, Status
from tests import factories

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def edition(cast):
    return factories.edition(at_stage="screening")


# Who sees what

AGENCIES = ("agency", "sister", "other_agency", "provincial_agency")
SEEN_BY_BUREAU = {str(status) for status in factories.SENT}
# What these two are when they were not sent.
UNSENT = {"returned": "returned by coordinator", "withdrawn": "withdrawn before sending"}
ALL = {"draft", "proposed", *UNSENT.values(), *SEEN_BY_BUREAU}
SEEN_BY_COORDINATOR = ALL - {"draft", "withdrawn before sending"}


def test_everybody_sees_what_their_posts_let_them_see(cast, edition):
    agencies = {name: getattr(cast, name, None) for name in AGENCIES}
    agencies["sister"] = factories.agency("Puskesmas Wiradesa", "33.26")
    for agency in agencies.values():
        for status in ("draft", "proposed", *factories.SENT):
            factories.innovation(status, edition=edition, agency=agency, complete=False)
        for status in UNSENT:
            factories.innovation(status, edition=edition, agency=agency, complete=False, sent=False)

    def seen(who):
        found = {}
        for entry in Innovation.objects.visible_to(getattr(cast, who), at=NOW):
            owner = next(name for name, agency in agencies.items() if agency == entry.agency)
            status = entry.status if entry.is_sent else UNSENT.get(entry.status, entry.status)
            found.setdefault(owner, set()).add(status)
        return found

    assert {who: seen(who) for who in cast.__dataclass_fields__ if who not in AGENCIES} == {
        "staff": {"agency": ALL},
        "colleague": {"agency": ALL},
        "stranger": {"other_agency": ALL},
        "coordinator": dict.fromkeys(("agency", "sister"), SEEN_BY_COORDINATOR),
        "other_coordinator": {"other_agency": SEEN_BY_COORDINATOR},
        "provincial_staff": {"provincial_agency": ALL},
        "verifier": {},
        "verifier2": {},
        "verifier3": {},
        "verifier4": {},
        "bureau": dict.fromkeys(AGENCIES, SEEN_BY_BUREAU),
        "bureau2": dict.fromkeys(AGENCIES, SEEN_BY_BUREAU),
        "auditor": dict.fromkeys(AGENCIES, SEEN_BY_BUREAU),
        "nobody": {},
    }


def test_a_visitor_sees_nothing_of_the_rooms(edition):
    factories.innovation("eligible", edition=edition)

    assert not Innovation.objects.visible_to(AnonymousUser(), at=NOW).exists()


def test_several_posts_add_up_and_a_post_that_is_over_counts_no_more(cast, edition):
    own = factories.innovation("draft", edition=edition, agency=cast.agency)
    other = factories.innovation("draft", edition=edition, agency=cast.other_agency)
    person = factories.member("staff", cast.agency)
    factories.post(person, "staff", cast.other_agency, ends_on=timezone.localdate(NOW))

    assert set(Innovation.objects.visible_to(person, at=NOW)) == {own, other}
    assert set(Innovation.objects.visible_to(person, at=NOW + timedelta(days=1))) == {own}


# Adjectives


def test_sent_and_holding_a_quota_place(edition):
    for status in ("draft", "proposed", *factories.SENT):
        factories.innovation(status, edition=edition, complete=False)
    factories.innovation("withdrawn", edition=edition, complete=False, sent=False)
    other = factories.innovation("submitted", edition=factories.edition(2020, at_stage="screening"))

    def statuses(innovations):
        return sorted(innovations.values_list("status", flat=True))

    sent = Innovation.objects.in_edition(edition).sent()
    assert statuses(sent) == sorted(factories.SENT)
    assert statuses(sent.holding_a_quota_place()) == sorted(set(factories.SENT) - {Status.WITHDRAWN})
    assert list(Innovation.objects.in_edition(other.edition)) == [other]


def award(innovation, kind="proposal", **fields):
    stage = innovation.edition.stage_of_kind(kind)
    return Award.objects.create(
        innovation=innovation,
        edition=innovation.edition,
        stage=stage,
        tier=stage.tiers.first(),
        awarded_at=NOW,
        **fields,
    )


def test_public_is_what_has_an_unrevoked_award_and_nothing_else(edition):
    won, lost, twice, changed = (factories.innovation("finalist", edition=edition) for _ in range(4))
    factories.innovation("finalist", edition=edition)
    award(won)
    award(lost, revoked_at=NOW, reason="Data tidak benar")
    award(twice)
    award(twice, "field")
    award(changed, revoked_at=NOW, reason="Salah hitung")
    award(changed)

    assert list(Innovation.objects.public().order_by("pk")) == [won, twice, changed]


def test_the_search_finds_all_the_words_in_title_agency_and_summary(cast, edition):
    iva = factories.innovation(
        "eligible", edition=edition, title="Kampung IVA", public_summary="Melayani perempuan di kampung."
    )
    samara = factories.innovation(
        "eligible",
        edition=edition,
        title="Kursus Samara",
        agency=cast.other_agency,
        public_summary="Calon pengantin.",
    )

    def found(words):
        return set(Innovation.objects.matching(words))

    assert found("kampung") == {iva}
    assert found("KAMPUNG perempuan") == {iva}
    assert found("kampung pengantin") == set()
    assert found("kampung or pengantin") == {iva, samara}
    assert found("pemalang") == {samara}
    assert found("banyumudal pengantin") == {samara}  # one word in each of two places
    assert found("karang") == {iva}  # a part is enough in the name of an agency
    assert found("kampung & perempuan!") == {iva}  # a sign is no word
    assert found("kampung perempuan or pengantin -samara") == {iva}
    assert found("pengantin -banyumudal") == set()
    assert found("karangdadap -kampung") == set()
    assert found('"calon pengantin"') == {samara}
    assert found('"puskesmas karang"') == {iva}
    assert found('"karangdadap puskesmas"') == set()
    assert found("layanan") == {iva}  # of one stem with melayani
    for strange in ("", "'", "%", "a & | !", "\\", "🙂", "(((", "-"):
        assert isinstance(found(strange), set)


# Revisions


def test_what_a_revision_carries_is_what_had_come_and_not_yet_gone():
    returned = factories.innovation("returned", edition=factories.edition(at_stage="screening"))
    first, second = returned.revisions.order_by("number")
    third = Revision.objects.create(innovation=returned, number=3, sent_at=NOW)
    other = factories.innovation("returned")
    kept = returned.locations.get()
    gone = factories.location(returned, first, place="Balai desa")
    gone.removed_in = second
    gone.save()
    came = factories.location(returned, second, place="Posyandu")
    late = factories.location(returned, third, place="Pasar")

    def carried(revision):
        return set(Location.objects.in_revision(revision))

    assert carried(first) == {kept, gone}
    assert carried(second) == {kept, came}
    assert carried(third) == {kept, came, late}
    assert carried(other.revisions.get(number=1)) == set(other.locations.all())
    assert set(Evidence.objects.in_revision(third)) == set(returned.evidence.all())


def test_the_working_copy_is_what_was_not_sent_and_assessors_read_the_last_sent():
    edition = factories.edition(at_stage="screening")
    draft = factories.innovation("draft", edition=edition)
    submitted = factories.innovation("submitted", edition=edition)
    returned = factories.innovation("returned", edition=edition)

    assert (draft.working_copy.number, draft.last_sent_revision) == (1, None)
    assert (submitted.working_copy, submitted.last_sent_revision.number) == (None, 1)
    assert (returned.working_copy.number, returned.last_sent_revision.number) == (2, 1)
    assert returned.open_correction is not None
    assert submitted.open_correction is None


def test_a_place_leads_to_its_pin_on_a_map_and_without_one_nowhere():
    pinned = factories.innovation("draft").locations.first()
    bare = factories.innovation("draft").locations.first()
    pinned.latitude, pinned.longitude = Decimal("-6.95"), Decimal("109.64")

    assert pinned.geo_uri == "geo:-6.95,109.64"
    assert pinned.map_url.endswith("?mlat=-6.95&mlon=109.64#map=16/-6.95/109.64")
    assert (bare.geo_uri, bare.map_url) == ("", "")


def test_public_photos_are_marked_sent_and_not_taken_back():
    returned = factories.innovation("returned", edition=factories.edition(at_stage="screening"))
    first, copy = returned.revisions.order_by("number")
    shown = factories.photo(returned, first)
    factories.photo(returned, first, public=False)
    factories.photo(returned, first, removed_in=copy)
    factories.photo(returned, copy)

    assert list(returned.evidence.public_photos()) == [shown]


def test_who_can_be_recognised_is_public_only_by_consent_and_patients_and_children_never():
    entry = factories.innovation("submitted", edition=factories.edition(at_stage="screening"))
    photos = {
        (public, recognisable, consent): factories.photo(
            entry, public=public, shows_recognisable_people=recognisable, consent=consent
        )
        for public in (True, False)
        for recognisable in (True, False)
        for consent in ("", "written", "spoken", "public_event")
    }

    found = set(entry.evidence.public_photos())

    assert [key for key, photo in photos.items() if photo in found] == [
        (True, True, "written"),
        (True, True, "spoken"),
        (True, True, "public_event"),
        (True, False, ""),
        (True, False, "written"),
        (True, False, "spoken"),
        (True, False, "public_event"),
    ]
    assert {photo for photo in photos.values() if photo.is_public} == found


# Questions


def test_a_status_says_whether_it_is_editable_and_sent():
    edition = factories.edition()
    facts = {
        (status, sent): (entry.is_editable, entry.is_sent)
        for status in ["draft", "proposed", *map(str, factories.SENT)]
        for sent in ([True, False] if status in ("returned", "withdrawn") else [None])
        for entry in [factories.innovation(status, edition=edition, sent=sent, complete=False)]
    }

    assert {key for key, (editable, _sent) in facts.items() if editable} == {
        ("draft", None),
        ("returned", True),
        ("returned", False),
    }
    assert {key for key, (_editable, sent) in facts.items() if not sent} == {
        ("draft", None),
        ("proposed", None),
        ("returned", False),
        ("withdrawn", False),
    }


def test_an_agency_of_the_province_proposes_to_nobody(cast):
    edition = factories.edition()
    proposed = {
        agency: factories.innovation("proposed", edition=edition, agency=agency)
        for agency in (cast.agency, cast.provincial_agency)
    }
    sent = factories.innovation("submitted", edition=edition, agency=cast.provincial_agency)

    assert proposed[cast.agency].status_in_words == Status.PROPOSED.label
    assert proposed[cast.provincial_agency].status_in_words != Status.PROPOSED.label
    assert sent.status_in_words == Status.SUBMITTED.label


def test_where_a_return_leads_back_to_depends_on_whether_it_was_sent():
    edition = factories.edition()
    sent = factories.innovation("returned", edition=edition)
    unsent = factories.innovation("returned", edition=edition, sent=False)

    assert {action: to for action, (to, _who) in sent.transitions.items()} == {
        "resend": "submitted",
        "reject": "ineligible",
        "withdraw": "withdrawn",
        "disqualify": "disqualified",
    }
    assert {action: to for action, (to, _who) in unsent.transitions.items()} == {
        "propose": "proposed",
        "withdraw": "withdrawn",
    }


def test_an_edition_knows_its_stages(edition):
    assert edition.registration.kind == "registration"
    assert edition.current_stage.kind == "screening"
    assert edition.earliest_scoring_stage.kind == "proposal"
    assert edition.stage_of_kind("presentation") is None
    between = factories.edition(2020, at_stage="proposal", begun=False)
    assert between.current_stage is None
