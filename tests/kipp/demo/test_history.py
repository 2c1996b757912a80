"""The demo, built for real by its deeds: what it holds, that its pages are sound, and its end."""

from collections import Counter
from datetime import date, timedelta
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone
from post_office.models import Email

from innovations.integrity.conflicts import innovations_in_conflict
from innovations.models import Award, Edition, Innovation, Stage
from kipp.accounts.models import Notice, User
from kipp.audit import trail
from kipp.demo import accounts, assessment, build
from kipp.demo.calendar import wib
from tests.pages import Page, knock
from verification.models import Assignment, Placing, Ranking, Scoresheet, Visit
from verification.results import deeds as publication
from verification.results import freezing


@pytest.mark.thorough
@pytest.mark.embedded
@pytest.mark.django_db
def test_the_demo_has_its_history_and_is_one_visit_away_from_its_result(settings, analyse):
    """One test for all of it: the history of three editions takes a while to make."""
    settings.DEMO = True
    build.build(lambda step: None)
    analyse()

    the_accounts_sign_in()
    the_editions_have_their_entries()
    the_real_three_of_2019_are_where_they_belong()
    nobody_judges_what_is_theirs_or_judges_twice()
    one_visit_is_to_be_held()
    every_link_leads_to_a_sound_page("", "staf", "koordinator", "verifikator1", "biro", "auditor")
    the_last_visit_leads_to_the_result()
    every_link_leads_to_a_sound_page("", "biro")
    assert trail.verify().broken is None


def the_accounts_sign_in():
    for account in accounts.ACCOUNTS:
        user = authenticate(None, email=account.email, password=accounts.PASSWORD)
        assert [post.role for post in user.posts] == [account.role]
    assert User.objects.filter(is_active=True).count() == EmailAddress.objects.count() == 18


def the_editions_have_their_entries():
    year = timezone.localdate().year
    assert dict(Edition.objects.values_list("year", "state")) == {2018: "closed", 2019: "open", year: "open"}
    statuses = Counter(Innovation.objects.values_list("edition__year", "status"))
    assert statuses == {
        (2018, "eligible"): 20,
        (2019, "finalist"): 20,
        (2019, "eligible"): 70,
        (2019, "ineligible"): 13,
        (2019, "withdrawn"): 3,
        (2019, "disqualified"): 1,
        (year, "submitted"): 10,
        (year, "draft"): 1,
        (year, "returned"): 1,
        (year, "proposed"): 1,
    }
    assert Counter(Award.objects.unrevoked().values_list("edition__year", "tier__size")) == {
        (2018, 20): 20,
        (2019, 40): 20,
        (2019, 20): 20,
    }
    assert {
        (ranking.stage.edition.year, ranking.stage.kind, ranking.state): ranking.placings.count()
        for ranking in Ranking.objects.select_related("stage__edition")
    } == {(2018, "proposal", "published"): 20, (2019, "proposal", "published"): 90}
    running = Stage.objects.filter(begun_at__isnull=False, ended_at=None)
    assert dict(running.values_list("edition__year", "kind")) == {2019: "field", year: "registration"}
    # What was told years ago waits for nobody.
    assert Email.objects.count() == Notice.objects.count() > 0
    assert Notice.objects.filter(created_at__lt=timezone.now() - timedelta(days=366)).count() == 0


def the_real_three_of_2019_are_where_they_belong():
    real = Innovation.objects.filter(edition__year=2019, is_sample=False)
    assert {
        (entry.title, entry.agency.name, entry.status, entry.awards.get().tier.size) for entry in real
    } == {
        ("Kampung IVA", "Puskesmas Karangdadap", "finalist", 20),
        ("Laboratorium Kemiskinan", "Bappeda Litbang Kabupaten Pekalongan", "finalist", 20),
        ("Kursus Samara", "Puskesmas Wiradesa", "eligible", 40),
    }
    quota = Edition.objects.get(year=2019).quotas.get(owner_kind="regency")
    theirs = Innovation.objects.filter(edition__year=2019, agency__government__code="33.26")
    assert theirs.holding_a_quota_place().count() == quota.limit == 3
    assert {
        (visit.innovation.title, visit.starts_on, visit.state, tuple(_villages(visit)))
        for visit in Visit.objects.filter(innovation__in=real)
    } == {
        ("Kampung IVA", date(2019, 8, 7), "held", ("Logandeng",)),
        ("Laboratorium Kemiskinan", date(2019, 8, 8), "confirmed", ("Botosari",)),
    }


def _villages(visit):
    return visit.visit_locations.values_list("location__village__name", flat=True)


def nobody_judges_what_is_theirs_or_judges_twice():
    pairs = Counter(Assignment.objects.values_list("innovation", "verifier"))
    assert set(pairs.values()) == {1}
    assert len(pairs) == 20 * 2 + 90 * 2 + 20 * 2
    for verifier in User.objects.filter(memberships__role="verifier"):
        theirs = Innovation.objects.filter(assignments__verifier=verifier)
        entries = list(theirs.select_related("agency").prefetch_related("partners"))
        assert innovations_in_conflict(verifier, entries) == set()


def one_visit_is_to_be_held():
    sheets = Scoresheet.objects.values_list(
        "status", "assignment__stage__edition__year", "assignment__stage__kind"
    )
    assert Counter(sheets) == {
        ("submitted", 2018, "proposal"): 40,
        ("submitted", 2019, "proposal"): 180,
        ("submitted", 2019, "field"): 38,
        ("draft", 2019, "field"): 2,
    }
    missing = Assignment.objects.filter(scoresheet__status="draft")
    assert set(missing.values_list("verifier__email", "innovation__title")) == {
        ("verifikator1@kipp.test", "Laboratorium Kemiskinan"),
        ("verifikator2@kipp.test", "Laboratorium Kemiskinan"),
    }
    assert Counter(Visit.objects.values_list("state", flat=True)) == {"held": 19, "confirmed": 1}


# Pages of one kind differ in their data only: so many of each are read.
PAGES_OF_A_KIND = 2


def every_link_leads_to_a_sound_page(*readers):
    """Follow the links as a visitor ("") and as holders of roles: in 2019's field stage, and from home."""
    stage = Stage.objects.get(edition__year=2019, kind="field")
    rooms = [reverse(name, args=[stage.pk]) for name in ("standings", "assignments", "bureau_visits")]
    broken = {}
    for name in readers:
        client = Client()
        if name:
            client.force_login(User.objects.get(email=f"{name}@kipp.test"))
        starts = [*rooms, "/"] if name in ("biro", "auditor") else ["/"]
        broken |= {(name, address): wrong for address, wrong in _walk(client, starts) if wrong}
    assert broken == {}


def _walk(client, starts):
    """Yield each address that can be reached by links, with what is wrong there."""
    waiting, known, read = list(starts), set(starts), Counter()
    while waiting:
        address = waiting.pop(0)
        kind = resolve(urlsplit(address).path).url_name
        if read[kind] == PAGES_OF_A_KIND:
            continue
        read[kind] += 1
        response = client.get(address, follow=True)  # "next one waiting" leads on
        text = response.getvalue()  # to its end: a file is closed by that
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            yield address, [] if response.status_code == 200 else [response.status_code]
            continue
        page = Page(text.decode())
        yield address, [*page.unsafe, *_dead_doors(client, address, page.forms)]
        for link in page.links:
            found = urldefrag(urljoin(address, link)).url
            if found not in known and not found.startswith("/static/"):
                known.add(found)
                waiting.append(found)


def _dead_doors(client, address, forms):
    """Yield the forms of a page that answer its reader that they may not, or that there is no such thing."""
    for method, action in set(forms):
        path = urldefrag(urljoin(address, action)).url
        if (status := knock(client, method, path)) in (403, 404):
            yield f"{method} {path}: {status}"


def the_last_visit_leads_to_the_result():
    """Walk the demo to its end, as its readers do."""
    at = wib(2019, 8, 9, 10)
    biro, biro2 = (User.objects.get(email=f"{name}@kipp.test") for name in ("biro", "biro2"))
    stage = Stage.objects.get(edition__year=2019, kind="field")
    with pytest.raises(ValidationError):
        publication.open_standings(stage, by=biro, at=at)

    visit = Visit.objects.get(state="confirmed")
    held = assessment.hold_visit(visit, present=assessment.ATTENDANCE_PEKALONGAN, at=wib(2019, 8, 8, 17))
    for turn, sheet in enumerate(Scoresheet.objects.filter(status="draft")):
        assessment.score(sheet, 91, turn, field=True, at=at)
    publication.open_standings(stage, by=biro, at=at)
    with pytest.raises(ValidationError, match="Laboratorium Kemiskinan"):
        freezing.freeze(stage, stage.edition.groups.get(), by=biro, at=at)
    assessment.issue_minutes(held, by=biro, at=wib(2019, 8, 8, 18))
    ranking = freezing.freeze(stage, stage.edition.groups.get(), by=biro, at=at)
    with pytest.raises(ValidationError):
        publication.confirm(ranking, by=biro, at=at)
    publication.confirm(ranking, by=biro2, at=at)
    publication.publish(ranking, by=biro, at=at)

    placings = Placing.objects.filter(ranking=ranking)
    assert [placing.decided_place for placing in placings.order_by("decided_place")] == list(range(1, 21))
    assert set(placings.values_list("innovation", flat=True)) == set(
        Innovation.objects.filter(edition=stage.edition, status="finalist").values_list("pk", flat=True)
    )
    awarded = Award.objects.unrevoked().filter(stage=stage)
    assert set(awarded.values_list("innovation", "tier__size")) == {
        (placing.innovation_id, 10) for placing in placings.filter(decided_place__lte=10)
    }
    assert awarded.count() == 10
    stage.refresh_from_db()
    assert stage.ended_at == at
