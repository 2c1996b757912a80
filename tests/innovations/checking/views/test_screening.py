"""The bureau's administrative check: the queue, one innovation's page, and the four decisions."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from innovations.models import Answer, Correction, Decision, Edition
from kipp.accounts.models import Notice, Role
from kipp.audit.models import TrailEntry
from tests import factories

pytestmark = pytest.mark.django_db

QUEUE = reverse("screening")
# The page of each decision, the status it starts from, the status it leads to, and its fields.
DECISIONS = {
    "return_for_correction": (
        "submitted",
        "returned",
        {"note": "Lengkapi bukti\nbaris kedua", "due_at": "2099-01-31T23:59"},
    ),
    "reject_innovation": ("submitted", "ineligible", {"reason": "Belum genap setahun"}),
    "reconsider_innovation": ("ineligible", "submitted", {"reason": "Bukti ternyata ada"}),
}
OTHERS = ["staff", "stranger", "coordinator", "verifier", "nobody"]


@pytest.fixture
def edition():
    return factories.edition(at_stage="screening")


def titles(response):
    return [row.innovation.title for row in response.context["rows"]]


def tabs(response):
    """The address of each tab above the queue, with its number; the current one last."""
    shown = response.context["tabs"]
    (current,) = [tab.query for tab in shown if tab.is_current]
    return {tab.query: tab.number for tab in shown}, current


def told(response):
    """The kinds of the messages that the next page shows, of all steps since the page before."""
    return [message.level_tag for message in get_messages(response.wsgi_request)]


def status_of(innovation):
    innovation.refresh_from_db()
    return innovation.status


def decided():
    """The decisions of the bureau in the database, oldest first."""
    return list(Decision.objects.values_list("kind", "reason", "decided_by"))


def put_in_conflict(user, agency):
    """Give somebody a post that ended long ago: they are in conflict with that government for good."""
    factories.post(user, Role.STAFF, agency, **factories.FORMERLY)


# The queue


def test_the_queue_has_what_was_sent_the_oldest_first(client, cast, edition):
    now = timezone.now()
    factories.innovation("submitted", title="Kedua", at=now - timedelta(days=2))
    factories.innovation("eligible", title="Pertama", at=now - timedelta(days=3))
    factories.innovation("returned", title="Ketiga", at=now - timedelta(days=1))
    for status in ("draft", "proposed"):
        factories.innovation(status, title="Belum dikirim")
    factories.innovation("returned", title="Belum dikirim", sent=False)
    factories.innovation("withdrawn", title="Belum dikirim", sent=False)

    for reader in (cast.bureau, cast.bureau2, cast.auditor):
        client.force_login(reader)
        response = client.get(QUEUE)

        assert titles(response) == ["Pertama", "Kedua", "Ketiga"]
        assert tabs(response) == (
            {
                "edition=2019": 3,
                "edition=2019&status=submitted": 1,
                "edition=2019&status=returned": 1,
                "edition=2019&status=eligible": 1,
            },
            "edition=2019",
        )


def test_the_queue_is_of_the_newest_running_edition_unless_asked(client, cast):
    for year, at_stage in ((2018, "closed"), (2019, "screening"), (2020, None)):
        made = factories.edition(year, at_stage=at_stage)
        factories.innovation("submitted", edition=made, title=f"Inovasi {year}")
    client.force_login(cast.bureau)

    assert titles(client.get(QUEUE)) == ["Inovasi 2019"]
    assert titles(client.get(QUEUE, {"edition": "2018"})) == ["Inovasi 2018"]
    assert titles(client.get(QUEUE, {"edition": "", "status": ""})) == ["Inovasi 2019"]


def test_the_queue_is_filtered_by_status(client, cast, edition):
    factories.innovation("submitted", title="Menunggu")
    factories.innovation("eligible", title="Lolos")
    client.force_login(cast.bureau)

    response = client.get(QUEUE, {"edition": "2019", "status": "submitted"})

    assert titles(response) == ["Menunggu"]
    assert tabs(response) == (
        {"edition=2019": 2, "edition=2019&status=submitted": 1, "edition=2019&status=eligible": 1},
        "edition=2019&status=submitted",
    )


def test_what_waits_and_what_was_chosen_have_a_tab_also_when_nothing_is_in_it(client, cast, edition):
    client.force_login(cast.bureau)

    response = client.get(QUEUE, {"status": "withdrawn"})

    assert tabs(response) == (
        {"edition=2019": 0, "edition=2019&status=submitted": 0, "edition=2019&status=withdrawn": 0},
        "edition=2019&status=withdrawn",
    )


def test_the_queue_is_searched_by_title_and_agency_and_its_tabs_count_what_was_found(client, cast, edition):
    factories.innovation("submitted", title="Kampung Sehat")
    factories.innovation("eligible", title="Kampung Pintar")
    factories.innovation("submitted", title="Posko", agency=cast.other_agency)
    client.force_login(cast.bureau)

    by_title = client.get(QUEUE, {"words": "kampung", "status": "submitted"})
    by_agency = client.get(QUEUE, {"words": "Banyumudal"})

    assert titles(by_title) == ["Kampung Sehat"]
    assert tabs(by_title)[0] == {
        "edition=2019&words=kampung": 2,
        "edition=2019&words=kampung&status=submitted": 1,
        "edition=2019&words=kampung&status=eligible": 1,
    }
    assert titles(by_agency) == ["Posko"]


@pytest.mark.parametrize(("minutes", "is_overdue"), [(10, False), (-10, True)])
def test_a_returned_one_says_until_when_and_whether_that_is_over(client, cast, edition, minutes, is_overdue):
    due_at = timezone.now() + timedelta(minutes=minutes)
    factories.innovation("returned", due_at=due_at)
    factories.innovation("submitted")
    client.force_login(cast.bureau)

    rows = client.get(QUEUE).context["rows"]

    assert [(row.correction and row.correction.due_at, row.is_overdue) for row in rows] == [
        (due_at, is_overdue),
        (None, False),
    ]


def test_a_filter_that_does_not_exist_is_told_and_left_out(client, cast, edition):
    factories.innovation("submitted", title="Menunggu")
    client.force_login(cast.bureau)

    response = client.get(QUEUE, {"edition": "1066", "status": "draft"})

    assert list(response.context["form"].errors) == ["edition", "status"]
    assert titles(response) == ["Menunggu"]


def test_the_queue_shows_50_a_page_and_keeps_the_filter(client, cast, edition):
    for number in range(51):
        at = timezone.now() - timedelta(days=10) + timedelta(hours=number)
        factories.innovation("submitted", title=f"Inovasi {number:02}", at=at, complete=False)
    client.force_login(cast.bureau)

    first = client.get(QUEUE, {"status": "submitted"})
    second = client.get(QUEUE, {"status": "submitted", "page": "2"})

    assert (len(titles(first)), titles(second)) == (50, ["Inovasi 50"])
    assert "?edition=2019&amp;status=submitted&amp;page=2" in first.text


def test_the_queue_is_empty_where_no_edition_is(client, cast):
    client.force_login(cast.bureau)

    response = client.get(QUEUE)

    assert (response.status_code, response.context["edition"], Edition.objects.count()) == (200, None, 0)


@pytest.mark.parametrize("reader", OTHERS)
def test_the_queue_is_not_for_others(client, cast, reader):
    client.force_login(getattr(cast, reader))

    assert client.get(QUEUE).status_code == 403


def test_the_queue_asks_to_sign_in_and_only_reads(client, cast):
    assert client.get(QUEUE).url == f"{reverse('account_login')}?next={QUEUE}"

    client.force_login(cast.bureau)
    assert client.post(QUEUE).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_costs_the_same_for_any_number_of_rows(
    client, cast, edition, rows, django_assert_num_queries
):
    for number in range(rows):
        factories.innovation("returned", agency=factories.agency(f"Puskesmas {number}"))
    client.force_login(cast.bureau)

    with django_assert_num_queries(9):
        client.get(QUEUE)
    with django_assert_num_queries(9):
        client.get(QUEUE, {"words": "puskesmas", "government": "33.26", "checked_by": "nobody"})


# One innovation


def test_the_bureau_and_auditors_read_what_was_sent(client, cast, edition):
    innovation = factories.innovation("returned")
    copy = innovation.working_copy
    Answer.objects.filter(revision=copy, section__code="novelty").update(text="Belum dikirim kembali")
    url = reverse("screening_detail", args=[innovation.pk])

    for reader in (cast.bureau, cast.bureau2, cast.auditor):
        client.force_login(reader)
        response = client.get(url)

        assert response.context["proposal"].revision.number == 1
        assert "Jawaban tentang novelty" in response.text
        assert "Belum dikirim kembali" not in response.text
        assert "Lengkapi data dukung" in response.text
        rules = [verdict.rule for verdict in response.context["verdicts"]]
        assert rules == ["age", "quota", "title", "awards", "category"]


@pytest.mark.parametrize(
    ("status", "at_stage", "fields", "expected"),
    [
        ("submitted", "screening", {}, {"accept", "return_for_correction", "reject"}),
        ("eligible", "screening", {}, {"reconsider"}),
        ("ineligible", "screening", {}, {"reconsider"}),
        ("returned", "screening", {}, set()),
        ("returned", "screening", {"due_at": timezone.now() - timedelta(days=1)}, {"reject"}),
        ("eligible", "proposal", {}, set()),
        ("withdrawn", "screening", {}, set()),
    ],
)
def test_only_decisions_that_are_possible_now_are_offered(client, cast, status, at_stage, fields, expected):
    innovation = factories.innovation(status, edition=factories.edition(at_stage=at_stage), **fields)
    urls = {
        action: reverse(page, args=[innovation.pk])
        for action, page in {
            "accept": "accept_innovation",
            "return_for_correction": "return_for_correction",
            "reject": "reject_innovation",
            "reconsider": "reconsider_innovation",
        }.items()
    }

    client.force_login(cast.bureau)
    page = client.get(reverse("screening_detail", args=[innovation.pk]))
    client.force_login(cast.auditor)
    auditors = client.get(reverse("screening_detail", args=[innovation.pk]))

    assert page.context["actions"] == expected
    assert {action for action, url in urls.items() if url in page.text} == expected
    assert {action for action, url in urls.items() if url in auditors.text} == set()
    # Where nothing can be decided, a sentence says why; of the withdrawn the status says it.
    assert bool(page.context["why_not"]) == (expected == set() and status != "withdrawn")


def test_a_member_of_the_bureau_in_conflict_reads_and_decides_nothing(client, cast, edition):
    innovation = factories.innovation("submitted")
    put_in_conflict(cast.bureau, cast.agency)
    client.force_login(cast.bureau)

    response = client.get(reverse("screening_detail", args=[innovation.pk]))

    assert (response.context["conflict"], response.context["actions"]) == (True, set())


def test_the_page_leads_to_the_next_one_that_waits(client, cast, edition):
    now = timezone.now()
    first, second, third = [
        factories.innovation("submitted", at=now - timedelta(days=days)) for days in (3, 2, 1)
    ]
    decided_between = factories.innovation("eligible", at=now - timedelta(days=2))
    client.force_login(cast.bureau)

    def following(innovation):
        url = reverse("next_waiting", args=[innovation.pk])
        assert f'href="{url}"' in client.get(reverse("screening_detail", args=[innovation.pk])).text
        return client.get(url).url

    assert [following(one) for one in (first, second, third, decided_between)] == [
        reverse("screening_detail", args=[one.pk]) for one in (second, third, first, third)
    ]
    second.status = first.status = "eligible"
    first.save()
    second.save()
    assert following(third) == f"{reverse('screening')}?edition={edition.year}"


def test_the_way_to_the_next_one_is_for_readers_of_the_queue(client, cast, edition):
    innovation = factories.innovation("submitted")
    url = reverse("next_waiting", args=[innovation.pk])

    for person, status in ((cast.auditor, 302), (cast.staff, 403), (cast.verifier, 403)):
        client.force_login(person)
        assert client.get(url).status_code == status

    client.force_login(cast.bureau)
    assert client.get(reverse("next_waiting", args=[factories.innovation("draft").pk])).status_code == 404
    assert client.post(url).status_code == 405


def test_what_was_not_sent_has_no_page_in_the_bureau(client, cast, edition):
    for person in (cast.bureau, cast.auditor):
        factories.post(person, Role.STAFF, cast.agency, **factories.FORMERLY)
    unsent = [
        factories.innovation("draft"),
        factories.innovation("proposed"),
        factories.innovation("returned", sent=False),
    ]

    for person in (cast.bureau, cast.auditor):
        client.force_login(person)
        for innovation in unsent:
            assert client.get(reverse("screening_detail", args=[innovation.pk])).status_code == 404
        assert client.get(reverse("screening_detail", args=[0])).status_code == 404


@pytest.mark.parametrize("reader", OTHERS)
def test_an_innovation_s_page_in_the_bureau_is_not_for_others(client, cast, edition, reader):
    innovation = factories.innovation("submitted")
    client.force_login(getattr(cast, reader))

    assert client.get(reverse("screening_detail", args=[innovation.pk])).status_code == 403


def test_an_innovation_s_page_only_reads(client, cast, edition):
    innovation = factories.innovation("submitted")
    client.force_login(cast.bureau)

    assert client.post(reverse("screening_detail", args=[innovation.pk])).status_code == 405


@pytest.mark.parametrize("files", [1, 3])
def test_an_innovation_s_page_costs_the_same_for_any_number_of_files_and_events(
    client, cast, edition, files, django_assert_num_queries
):
    innovation = factories.innovation("submitted")
    section = edition.sections.first()
    for _number in range(files):
        factories.photo(innovation, section=section)
        factories.location(innovation, place=f"Posyandu {_number}")
        Correction.objects.create(
            innovation=innovation,
            note="Lengkapi",
            asked_by=cast.bureau,
            asked_at=timezone.now(),
            answered_at=timezone.now(),
        )
    client.force_login(cast.bureau)

    with django_assert_num_queries(18):
        client.get(reverse("screening_detail", args=[innovation.pk]))


@pytest.mark.parametrize("days", [3, -1])
def test_a_returned_one_costs_one_more_for_the_time_of_its_correction(
    client, cast, edition, days, django_assert_num_queries
):
    innovation = factories.innovation("returned", due_at=timezone.now() + timedelta(days=days))
    client.force_login(cast.bureau)

    with django_assert_num_queries(19):
        client.get(reverse("screening_detail", args=[innovation.pk]))


# Accepting


@pytest.mark.parametrize("who", ["bureau", "bureau2"])
def test_the_bureau_lets_an_innovation_pass(client, cast, edition, who):
    innovation = factories.innovation("submitted")
    person = getattr(cast, who)
    client.force_login(person)

    response = client.post(reverse("accept_innovation", args=[innovation.pk]))

    assert response.url == reverse("screening_detail", args=[innovation.pk])
    assert (status_of(innovation), told(response)) == ("eligible", ["success"])
    assert decided() == [("accepted", "", person.pk)]
    assert set(Notice.objects.values_list("event", flat=True)) == {"innovation_accepted"}
    assert TrailEntry.objects.get(action="accept").actor == person.pk


def test_accepting_twice_says_the_same_and_decides_once(client, cast, edition):
    innovation = factories.innovation("submitted")
    client.force_login(cast.bureau)
    url = reverse("accept_innovation", args=[innovation.pk])

    _first, second = client.post(url), client.post(url)

    assert (second.status_code, told(second)) == (302, ["success", "success"])
    assert decided() == [("accepted", "", cast.bureau.pk)]


def test_nothing_is_accepted_any_more_once_the_assessment_has_begun(client, cast):
    innovation = factories.innovation("ineligible", edition=factories.edition(at_stage="proposal"))
    client.force_login(cast.bureau)

    response = client.post(reverse("accept_innovation", args=[innovation.pk]))

    assert response.url == reverse("screening_detail", args=[innovation.pk])
    assert (status_of(innovation), told(response)) == ("ineligible", ["error"])


def test_accepting_is_the_bureau_s_and_needs_post(client, cast, edition):
    innovation = factories.innovation("submitted")
    url = reverse("accept_innovation", args=[innovation.pk])

    for person in (cast.auditor, cast.staff, cast.stranger, cast.coordinator, cast.verifier):
        client.force_login(person)
        assert client.post(url).status_code == 403

    client.force_login(cast.bureau)
    assert client.get(url).status_code == 405
    draft = factories.innovation("draft")
    assert client.post(reverse("accept_innovation", args=[draft.pk])).status_code == 404
    put_in_conflict(cast.bureau, cast.agency)
    assert client.post(url).status_code == 403
    assert (status_of(innovation), decided()) == ("submitted", [])


# The decisions that ask for something: returning, rejecting, opening again


@pytest.mark.parametrize("page", DECISIONS)
@pytest.mark.parametrize("who", ["bureau", "bureau2"])
def test_the_bureau_decides_with_a_form(client, cast, edition, page, who):
    before, after, typed = DECISIONS[page]
    innovation = factories.innovation(before)
    client.force_login(getattr(cast, who))
    url = reverse(page, args=[innovation.pk])
    assert client.get(url).status_code == 200

    response = client.post(url, typed)

    assert response.url == reverse("screening_detail", args=[innovation.pk])
    assert (status_of(innovation), told(response)) == (after, ["success"])
    assert Notice.objects.filter(user=cast.staff).count() == 1


def test_a_return_carries_its_note_and_its_time_in_wib(client, cast, edition):
    innovation = factories.innovation("submitted")
    client.force_login(cast.bureau)

    client.post(
        reverse("return_for_correction", args=[innovation.pk]),
        {"note": "Lengkapi bukti", "due_at": "2099-01-31T23:59"},
    )

    asked = Correction.objects.get()
    assert (asked.note, asked.asked_by, asked.due_at.isoformat()) == (
        "Lengkapi bukti",
        cast.bureau,
        "2099-01-31T16:59:00+00:00",
    )


def test_a_rejection_and_its_reopening_keep_their_reasons(client, cast, edition):
    innovation = factories.innovation("submitted")
    client.force_login(cast.bureau)

    client.post(reverse("reject_innovation", args=[innovation.pk]), {"reason": "Belum genap setahun"})
    client.post(reverse("reconsider_innovation", args=[innovation.pk]), {"reason": "Bukti ternyata ada"})

    assert decided() == [
        ("rejected", "Belum genap setahun", cast.bureau.pk),
        ("reconsidered", "Bukti ternyata ada", cast.bureau.pk),
    ]


def test_an_overdue_correction_can_be_rejected_and_a_running_one_can_not(client, cast, edition):
    overdue = factories.innovation("returned", due_at=timezone.now() - timedelta(minutes=1))
    running = factories.innovation("returned", due_at=timezone.now() + timedelta(days=1))
    client.force_login(cast.bureau)
    typed = {"reason": "Tidak diperbaiki"}

    done = client.post(reverse("reject_innovation", args=[overdue.pk]), typed)
    client.get(done.url)
    asked = client.get(reverse("reject_innovation", args=[running.pk]))
    refused = client.post(reverse("reject_innovation", args=[running.pk]), typed)

    assert (done.status_code, status_of(overdue)) == (302, "ineligible")
    assert (asked.url, told(asked)) == (reverse("screening_detail", args=[running.pk]), ["error"])
    assert (refused.status_code, list(refused.context["form"].errors)) == (200, ["__all__"])
    assert (refused.context["form"]["reason"].value(), status_of(running)) == ("Tidak diperbaiki", "returned")


@pytest.mark.parametrize(
    ("page", "typed", "wrong"),
    [
        ("return_for_correction", {"note": " ", "due_at": "2099-01-31T23:59"}, ["note"]),
        ("return_for_correction", {"note": "Lengkapi", "due_at": ""}, ["due_at"]),
        ("return_for_correction", {"note": "Lengkapi", "due_at": "besok"}, ["due_at"]),
        ("return_for_correction", {"note": "Lengkapi", "due_at": "2019-01-31T23:59"}, ["due_at"]),
        ("reject_innovation", {"reason": " "}, ["reason"]),
        ("reject_innovation", {"reason": "a" * 4001}, ["reason"]),
        ("reconsider_innovation", {"reason": ""}, ["reason"]),
    ],
)
def test_what_was_typed_wrong_is_shown_again(client, cast, edition, page, typed, wrong):
    before, _after, _typed = DECISIONS[page]
    innovation = factories.innovation(before)
    client.force_login(cast.bureau)

    response = client.post(reverse(page, args=[innovation.pk]), typed)

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (200, wrong)
    assert {name: form[name].value() for name in typed} == typed
    assert status_of(innovation) == before


@pytest.mark.parametrize("page", DECISIONS)
def test_a_decision_by_form_is_the_bureau_s(client, cast, edition, page):
    before, _after, typed = DECISIONS[page]
    innovation = factories.innovation(before)
    draft = factories.innovation("draft")
    url = reverse(page, args=[innovation.pk])

    for person in (cast.auditor, cast.staff, cast.stranger, cast.coordinator, cast.verifier):
        client.force_login(person)
        assert (client.get(url).status_code, client.post(url, typed).status_code) == (403, 403)

    client.force_login(cast.bureau)
    assert client.put(url).status_code == 405
    assert client.post(reverse(page, args=[draft.pk]), typed).status_code == 404
    put_in_conflict(cast.bureau, cast.agency)
    assert (client.get(url).status_code, client.post(url, typed).status_code) == (403, 403)
    assert status_of(innovation) == before


@pytest.mark.parametrize("page", DECISIONS)
def test_a_decision_that_is_not_possible_now_is_told(client, cast, page):
    _before, _after, typed = DECISIONS[page]
    innovation = factories.innovation("eligible", edition=factories.edition(at_stage="proposal"))
    client.force_login(cast.bureau)
    url = reverse(page, args=[innovation.pk])

    asked, posted = client.get(url), client.post(url, typed)

    assert (asked.url, told(asked)) == (reverse("screening_detail", args=[innovation.pk]), ["error"])
    assert (posted.status_code, list(posted.context["form"].errors)) == (200, ["__all__"])
    assert {name: posted.context["form"][name].value() for name in typed} == typed
    assert status_of(innovation) == "eligible"


def test_what_people_typed_is_escaped(client, cast, edition):
    innovation = factories.innovation("submitted", title="<script>alert(1)</script>")
    client.force_login(cast.bureau)

    for url in (
        QUEUE,
        reverse("screening_detail", args=[innovation.pk]),
        reverse("reject_innovation", args=[innovation.pk]),
    ):
        page = client.get(url)

        assert "&lt;script&gt;alert(1)" in page.text
        assert "<script>alert(1)" not in page.text
