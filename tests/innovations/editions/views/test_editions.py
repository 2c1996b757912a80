"""The bureau's pages about editions: the list, the stages, and the steps that move an edition on."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from innovations.models import Edition, Stage
from kipp.audit.models import TrailEntry
from tests import factories

pytestmark = pytest.mark.django_db

LIST = reverse("editions")
OTHERS = ["staff", "stranger", "coordinator", "verifier", "nobody"]


def told(response):
    """The kinds of the messages that the next page shows."""
    return [message.level_tag for message in get_messages(response.wsgi_request)]


def steps(response):
    """Of each stage its one possible step, and whether a sentence says why there is none."""
    return [(row.stage.kind, row.step, bool(row.obstacle)) for row in response.context["rows"]]


def links_to_steps(response):
    """The addresses of steps that the page offers, by name."""
    edition = response.context["edition"]
    urls = {name: reverse(name, args=[edition.year]) for name in ("open_edition", "close_edition")}
    for stage in edition.stages.all():
        urls[f"begin {stage.kind}"] = reverse("begin_stage", args=[stage.pk])
        urls[f"end {stage.kind}"] = reverse("end_stage", args=[stage.pk])
    return {name for name, url in urls.items() if f'href="{url}"' in response.text}


# The list


def test_the_bureau_and_auditors_see_all_editions_the_newest_first(client, cast):
    factories.edition(2018, at_stage="closed")
    factories.edition(2020, at_stage=None)
    factories.edition(2019, at_stage="field")

    for reader in (cast.bureau, cast.bureau2, cast.auditor):
        client.force_login(reader)
        listed = client.get(LIST).context["editions"]

        assert [(one.year, one.state, one.current_stage and one.current_stage.kind) for one in listed] == [
            (2020, "draft", None),
            (2019, "open", "field"),
            (2018, "closed", None),
        ]


def test_the_list_may_be_empty(client, cast):
    client.force_login(cast.bureau)

    assert (client.get(LIST).status_code, Edition.objects.count()) == (200, 0)


@pytest.mark.parametrize("editions", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_editions(
    client, cast, editions, django_assert_num_queries
):
    for number in range(editions):
        factories.edition(2017 + number, at_stage="closed")
    client.force_login(cast.bureau)

    with django_assert_num_queries(4):
        client.get(LIST)


# The page of an edition


def test_the_bureau_and_auditors_read_the_stages_of_an_edition(client, cast):
    edition = factories.edition(at_stage="screening")

    for reader in (cast.bureau, cast.bureau2, cast.auditor):
        client.force_login(reader)
        response = client.get(edition.get_absolute_url())

        for text in ("Biro Organisasi", "Umum", f"{edition.get_absolute_url()}rules/"):
            assert text in response.text


def test_the_page_leads_to_the_rooms_of_scored_stages(client, cast):
    edition = factories.edition(at_stage="proposal")
    client.force_login(cast.auditor)

    page = client.get(edition.get_absolute_url()).text

    rooms = ("assignments", "bureau_visits", "standings")
    urls = {
        (room, stage.kind): reverse(room, args=[stage.pk]) for room in rooms for stage in edition.stages.all()
    }
    assert {room for room, url in urls.items() if f'href="{url}"' in page} == {
        ("assignments", "proposal"),
        ("standings", "proposal"),
        ("assignments", "field"),
        ("bureau_visits", "field"),
        ("standings", "field"),
    }


def test_each_stage_has_its_one_possible_step_or_a_sentence(client, cast):
    edition = factories.edition(at_stage="screening")
    client.force_login(cast.bureau)

    running = client.get(edition.get_absolute_url())
    edition.stages.filter(kind="screening").update(ended_at=timezone.now())
    between = client.get(edition.get_absolute_url())
    factories.innovation("submitted", edition=edition)
    undecided = client.get(edition.get_absolute_url())

    later = [("field", "", True), ("announcement", "", True)]
    assert steps(running) == [
        ("registration", "", False),
        ("screening", "end", False),
        ("proposal", "", True),
        *later,
    ]
    assert links_to_steps(running) == {"end screening"}
    assert steps(between)[1:] == [("screening", "", False), ("proposal", "begin", False), *later]
    assert links_to_steps(between) == {"begin proposal"}
    assert steps(undecided)[2] == ("proposal", "", True)
    assert links_to_steps(undecided) == set()


def test_a_scored_stage_and_an_open_registration_are_not_ended_by_hand(client, cast):
    registering = factories.edition(2019, at_stage="registration")
    scoring = factories.edition(2018, at_stage="proposal")
    client.force_login(cast.bureau)

    pages = [client.get(edition.get_absolute_url()) for edition in (registering, scoring)]

    assert steps(pages[0])[0] == ("registration", "", True)
    assert steps(pages[1])[2] == ("proposal", "", True)
    assert [links_to_steps(page) for page in pages] == [set(), set()]


def test_an_auditor_is_offered_no_step(client, cast):
    edition = factories.edition(at_stage="screening")
    client.force_login(cast.auditor)

    response = client.get(edition.get_absolute_url())

    assert steps(response)[1] == ("screening", "end", False)
    assert links_to_steps(response) == set()


def test_opening_and_closing_are_offered_when_they_are_possible(client, cast):
    draft = factories.edition(2020, at_stage=None)
    over = factories.edition(2018, at_stage="closed")
    over.state = Edition.State.OPEN
    over.save()
    client.force_login(cast.bureau)

    assert links_to_steps(client.get(draft.get_absolute_url())) == {"open_edition"}
    assert links_to_steps(client.get(over.get_absolute_url())) == {"close_edition"}


@pytest.mark.parametrize("reader", OTHERS)
def test_editions_pages_are_not_for_others(client, cast, reader):
    edition = factories.edition()
    client.force_login(getattr(cast, reader))

    assert [client.get(url).status_code for url in (LIST, edition.get_absolute_url())] == [403, 403]


def test_editions_pages_only_read(client, cast):
    edition = factories.edition()
    client.force_login(cast.bureau)

    assert [client.post(url).status_code for url in (LIST, edition.get_absolute_url())] == [405, 405]
    assert client.get(reverse("edition", args=[1066])).status_code == 404


@pytest.mark.parametrize("groups", [1, 3])
def test_an_edition_s_page_costs_the_same_for_any_number_of_groups(
    client, cast, groups, django_assert_num_queries
):
    edition = factories.edition(at_stage="screening")
    for order in range(2, groups + 1):
        edition.groups.create(order=order, code=f"kelompok-{order}", name=f"Kelompok {order}")
    # So that the scoring can be begun, for which the undecided innovations are counted.
    edition.stages.filter(kind="screening").update(ended_at=timezone.now())
    client.force_login(cast.bureau)

    with django_assert_num_queries(6):
        client.get(edition.get_absolute_url())


# The steps: each asks first, and then does it


def ready(step):
    """Return an edition in which a step can be taken now, and the address of the step."""
    if step == "open_edition":
        edition = factories.edition(at_stage=None)
    elif step == "close_edition":
        edition = factories.edition(at_stage="closed")
        edition.state = Edition.State.OPEN
        edition.save()
    else:
        edition = factories.edition(at_stage="screening", begun=step == "end_stage")
    by_stage = step in ("begin_stage", "end_stage")
    number = edition.stage_of_kind("screening").pk if by_stage else edition.year
    return edition, reverse(step, args=[number])


def facts(edition):
    """All that a step can change: the state, and when each stage began and ended."""
    return (
        Edition.objects.get(pk=edition.pk).state,
        list(Stage.objects.filter(edition=edition).values_list("kind", "begun_at", "ended_at")),
    )


STEPS = ["open_edition", "close_edition", "begin_stage", "end_stage"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("who", ["bureau", "bureau2"])
def test_the_bureau_takes_a_step_after_a_page_that_asks(client, cast, step, who):
    edition, url = ready(step)
    before = facts(edition)
    person = getattr(cast, who)
    client.force_login(person)

    asked = client.get(url)
    assert (asked.status_code, facts(edition)) == (200, before)
    assert f'href="{edition.get_absolute_url()}"' in asked.text
    done = client.post(url)

    assert (done.url, told(done)) == (edition.get_absolute_url(), ["success"])
    assert facts(edition) != before
    assert TrailEntry.objects.get(action=step).actor == person.pk


@pytest.mark.parametrize(("step", "state"), [("open_edition", "open"), ("close_edition", "closed")])
def test_opening_and_closing_change_the_state_only(client, cast, step, state):
    edition, url = ready(step)
    _state, stages = facts(edition)
    client.force_login(cast.bureau)

    client.post(url)

    assert facts(edition) == (state, stages)


@pytest.mark.parametrize("kind", ["registration", "screening", "proposal", "field", "announcement"])
def test_each_stage_begins_in_its_turn(client, cast, kind):
    edition = factories.edition(at_stage=kind, begun=False)
    stage = edition.stage_of_kind(kind)
    client.force_login(cast.bureau)
    url = reverse("begin_stage", args=[stage.pk])

    asked, done = client.get(url), client.post(url)

    assert (asked.status_code, done.url) == (200, edition.get_absolute_url())
    assert Edition.objects.get(pk=edition.pk).current_stage == stage


@pytest.mark.parametrize("kind", ["registration", "screening", "announcement"])
def test_a_stage_that_is_not_scored_is_ended_by_hand(client, cast, kind):
    # Announced to close yesterday: a registration is not ended before.
    edition = factories.edition(at_stage=kind, now=timezone.now() - timedelta(days=15))
    stage = edition.stage_of_kind(kind)
    client.force_login(cast.bureau)
    url = reverse("end_stage", args=[stage.pk])

    asked, done = client.get(url), client.post(url)

    assert (asked.status_code, done.url) == (200, edition.get_absolute_url())
    stage.refresh_from_db()
    assert stage.ended_at is not None


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_is_not_possible_now_is_told_and_not_taken(client, cast, step):
    edition = factories.edition(at_stage="proposal")
    by_stage = step in ("begin_stage", "end_stage")
    number = edition.stage_of_kind("proposal").pk if by_stage else edition.year
    before = facts(edition)
    client.force_login(cast.bureau)
    url = reverse(step, args=[number])

    asked = client.get(url)
    client.get(asked.url)
    posted = client.post(url)

    assert (asked.url, posted.url) == (edition.get_absolute_url(), edition.get_absolute_url())
    assert (told(posted), facts(edition)) == (["error"], before)


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_the_bureau_s(client, cast, step):
    edition, url = ready(step)
    before = facts(edition)

    for person in (cast.auditor, cast.staff, cast.stranger, cast.coordinator, cast.verifier):
        client.force_login(person)
        assert (client.get(url).status_code, client.post(url).status_code) == (403, 403)

    client.force_login(cast.bureau)
    assert client.put(url).status_code == 405
    assert client.get(reverse(step, args=[0])).status_code == 404
    assert facts(edition) == before
