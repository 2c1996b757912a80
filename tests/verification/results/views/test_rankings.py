"""The bureau's pages of a ranking: read it, decide a place, confirm, publish and retract it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from innovations.models import Award, Innovation, Stage
from kipp.accounts.models import Role
from kipp.audit.models import TrailEntry
from tests import factories
from tests.verification import by_two
from verification.models import Ranking, Scoresheet
from verification.results import deeds as publication

pytestmark = pytest.mark.django_db

STEPS = ("confirm_ranking", "publish_ranking", "retract_ranking")


@pytest.fixture
def stage():
    return factories.edition(at_stage="proposal", proposal_tiers=(3, 2)).stage_of_kind("proposal")


@pytest.fixture
def tie(stage):
    """A frozen ranking of four with a shared place across the edge of Top 2: places 1, 2, 2, 4."""
    for title, points in (("A", 90), ("B", 80), ("C", 80), ("D", 70)):
        factories.scored_entry(stage, points, points, title=title)
    return factories.ranking(stage)


def entries(stage, *points):
    return [factories.scored_entry(stage, one, one, title=f"Inovasi {one}") for one in points]


def url_of(name, ranking):
    return reverse(name, args=[ranking.pk])


def decide_url(ranking, title):
    return reverse("decide_place", args=[ranking.pk, ranking.placings.get(title=title).pk])


def offered(response, ranking):
    """The steps that the page links to."""
    return {name for name in STEPS if url_of(name, ranking) in response.text}


def state_of(ranking):
    return Ranking.objects.get(pk=ranking.pk).state


def places(ranking):
    return list(ranking.placings.order_by("title").values_list("title", "decided_place", "reason"))


# Reading it


def test_the_bureau_and_auditors_read_the_placings_with_their_numbers(client, cast):
    field = factories.edition(at_stage="field").stage_of_kind("field")
    points = [90, 80, 70, 60, 50]
    factories.scored_entry(field, points, points, before=(95, 95), title="B")
    factories.scored_entry(field, 60, 60, before=(60, 60), title="A")
    ranking = factories.ranking(field)

    for reader in (cast.bureau, cast.bureau2, cast.auditor):
        client.force_login(reader)
        response = client.get(ranking.get_absolute_url())

        lines = response.context["page_obj"]
        assert [(line.placing.title, line.scores, line.placing.score, line.means) for line in lines] == [
            (
                "B",
                [Decimal("95.00"), Decimal("70.00")],
                Decimal("80.00"),
                [Decimal(f"{one}.00") for one in points],
            ),
            ("A", [Decimal("60.00")] * 2, Decimal("60.00"), [Decimal("60.00")] * 5),
        ]
        assert ranking.hash in response.text
        assert cast.bureau.name in response.text


def test_the_rules_are_told_in_words(client, cast, stage):
    entries(stage, 90, 80)
    ranking = factories.ranking(stage)
    client.force_login(cast.bureau)

    rules = client.get(ranking.get_absolute_url()).context["report"].rules

    assert [one.weight for one in rules.stages] == [40]
    assert [(one.name, one.weight) for one in rules.criteria] == [
        ("Kebaruan", 20),
        ("Efektivitas", 20),
        ("Kemanfaatan", 20),
        ("Dapat direplikasi", 20),
        ("Keberlanjutan", 20),
    ]
    assert rules.ties == ["Efektivitas", "Kemanfaatan"]
    assert rules.tiers == ["3 Besar (Top 3)", "2 Besar (Top 2)"]


def test_the_edge_of_each_tier_is_drawn(client, cast, stage):
    entries(stage, 90, 80, 70, 60)
    ranking = factories.ranking(stage)
    client.force_login(cast.bureau)

    response = client.get(ranking.get_absolute_url())

    assert [line.edge and line.edge.size for line in response.context["page_obj"]] == [None, 2, 3, None]
    assert response.text.count('<tr class="cut-line">') == 2


def test_the_entries_near_a_cut_are_marked(client, cast, stage):
    entries(stage, 90, 81, 80, 79, 78)
    ranking = factories.ranking(stage)
    client.force_login(cast.bureau)

    response = client.get(ranking.get_absolute_url())

    # Top 2 ends at 81.00 and Top 3 at 80.00: at most one point away are 81, 80 and 79.
    assert [line.is_near_cut for line in response.context["page_obj"]] == [False, True, True, True, False]


def test_of_an_entry_in_conflict_the_place_stands_there_and_no_points(client, cast, stage):
    points = [91, 83, 77, 88, 94]
    factories.scored_entry(stage, points, points, title="B", agency=cast.agency)
    factories.scored_entry(stage, 90, 90, title="A", agency=cast.other_agency)
    ranking = factories.ranking(stage)
    factories.post(cast.bureau2, Role.STAFF, cast.agency, **factories.FORMERLY)
    hidden = ("86,60", "86.60", *(f"{mean},00" for mean in points), *(f"{mean}.00" for mean in points))
    found = {}

    for reader in (cast.bureau, cast.bureau2):
        client.force_login(reader)
        response = client.get(ranking.get_absolute_url())
        lines = response.context["page_obj"]
        found[reader] = (
            [(line.placing.decided_place, line.placing.title, line.is_withheld) for line in lines],
            any(number in response.text for number in hidden),
            [decide_url(ranking, title) in response.text for title in "AB"],
        )

    assert found == {
        cast.bureau: ([(1, "A", False), (2, "B", False)], True, [True, True]),
        cast.bureau2: ([(1, "A", False), (2, "B", True)], False, [True, False]),
    }
    assert (lines[1].score, lines[1].scores, set(lines[1].means)) == (None, [], {None})


def test_the_way_of_a_ranking_names_who_and_when(client, cast, stage):
    entries(stage, 90, 80)
    now = timezone.now()
    ranking = factories.ranking(stage, at=now)
    client.force_login(cast.bureau)

    def way():
        milestones = client.get(ranking.get_absolute_url()).context["milestones"]
        return [(milestone.state, milestone.by, milestone.at) for milestone in milestones]

    frozen = ("frozen", cast.bureau, now)
    assert way() == [frozen, ("confirmed", None, None), ("published", None, None)]

    ranking = publication.confirm(ranking, by=cast.bureau2, at=now)
    ranking = publication.publish(ranking, by=cast.bureau, at=now)
    confirmed, published = ("confirmed", cast.bureau2, now), ("published", cast.bureau, now)
    assert way() == [frozen, confirmed, published]

    publication.retract(ranking, by=cast.bureau2, at=now, reason="Salah hitung")
    assert way() == [frozen, confirmed, published, ("retracted", cast.bureau2, now)]


def test_each_reader_is_offered_the_steps_of_the_state(client, cast, stage):
    entries(stage, 90, 80)
    ranking = factories.ranking(stage)
    found = {}

    for state, deed, by in (
        ("frozen", None, None),
        ("confirmed", publication.confirm, cast.bureau2),
        ("published", publication.publish, cast.bureau),
    ):
        if deed:
            ranking = deed(ranking, by=by, at=timezone.now())
        for reader in ("bureau", "bureau2", "auditor"):
            client.force_login(getattr(cast, reader))
            found[state, reader] = offered(client.get(ranking.get_absolute_url()), ranking)

    assert found == {
        ("frozen", "bureau"): {"retract_ranking"},  # he prepared it
        ("frozen", "bureau2"): {"confirm_ranking", "retract_ranking"},
        ("frozen", "auditor"): set(),
        ("confirmed", "bureau"): {"publish_ranking", "retract_ranking"},
        ("confirmed", "bureau2"): {"publish_ranking", "retract_ranking"},
        ("confirmed", "auditor"): set(),
        ("published", "bureau"): {"retract_ranking"},
        ("published", "bureau2"): {"retract_ranking"},
        ("published", "auditor"): set(),
    }


def test_a_shared_place_across_a_cut_is_warned_of_and_can_t_be_confirmed(client, cast, tie):
    client.force_login(cast.bureau2)

    response = client.get(tie.get_absolute_url())

    assert response.context["obstacle"] == publication.obstacle_to_confirm(tie) != ""
    assert offered(response, tie) == {"retract_ranking"}


def test_places_are_decided_while_frozen_and_not_by_anyone_in_conflict(client, cast, tie):
    other = tie.placings.get(title="B").innovation
    other.agency = cast.other_agency
    other.save()
    factories.post(cast.bureau2, Role.STAFF, cast.other_agency, **factories.FORMERLY)
    found = {}
    for reader in ("bureau", "bureau2", "auditor"):
        client.force_login(getattr(cast, reader))
        response = client.get(tie.get_absolute_url())
        found[reader] = [title for title in "ABCD" if decide_url(tie, title) in response.text]

    assert found == {"bureau": list("ABCD"), "bureau2": list("ACD"), "auditor": []}


def test_versions_link_to_each_other(client, cast, stage):
    entries(stage, 90, 80)
    old = factories.ranking(stage, "retracted")
    new = factories.ranking(stage)
    client.force_login(cast.bureau)

    assert client.get(old.get_absolute_url()).context["others"] == [new]
    response = client.get(new.get_absolute_url())
    assert response.context["others"] == [old]
    assert old.get_absolute_url() in response.text


def test_a_retracted_ranking_shows_its_reason_and_offers_nothing(client, cast, stage):
    entries(stage, 90, 80)
    ranking = factories.ranking(stage, "retracted")
    client.force_login(cast.bureau)

    response = client.get(ranking.get_absolute_url())

    assert "Salah hitung" in response.text
    assert (offered(response, ranking), len(response.context["page_obj"])) == (set(), 2)


def test_a_retracted_ranking_shows_no_points_while_a_sheet_is_being_changed(client, cast, stage):
    factories.scored_entry(stage, 91, 86, title="Dibuka kembali")
    ranking = factories.ranking(stage, "retracted")
    client.force_login(cast.bureau)
    assert ranking.placings.get().score == Decimal("88.50")
    assert "88,50" in client.get(ranking.get_absolute_url()).text
    by_two.reopen(Scoresheet.objects.first())

    response = client.get(ranking.get_absolute_url())

    assert (response.status_code, response.context["report"]) == (200, None)
    assert not any(number in response.text for number in ("88.50", "88,50", "Dibuka kembali"))
    assert client.get(url_of("retract_ranking", ranking)).status_code == 403


def test_excused_sheets_stand_in_the_result_with_their_reasons(client, cast, stage):
    first = factories.scored_entry(stage, 91, title="Satu")
    factories.assignment(first, cast.verifier2, state="excused", reason="Banjir bandang")
    second = factories.scored_entry(stage, 80, 70, title="Dua")
    factories.assignment(second, cast.verifier3, state="ended", reason="Pindah tugas")
    ranking = factories.ranking(stage)
    client.force_login(cast.auditor)

    response = client.get(ranking.get_absolute_url())

    assert [(one.title, one.verifier, one.reason) for one in response.context["excused"]] == [
        ("Satu", cast.verifier2.name, "Banjir bandang")
    ]
    assert "Banjir bandang" in response.text


@pytest.mark.parametrize("step", ["decide_place", "confirm_ranking"])
def test_nobody_decides_or_confirms_before_the_statement_is_signed(client, cast, stage, step):
    entries(stage, 90, 80)
    ranking = factories.ranking(stage)
    placing = ranking.placings.get(computed_place=1)
    numbers = [ranking.pk, placing.pk] if step == "decide_place" else [ranking.pk]
    url = reverse(step, args=numbers)
    factories.unsigned(cast.bureau2)
    client.force_login(cast.bureau2)

    led = client.get(url)
    typed = client.post(url, {"place": "2", "reason": "Pleno menetapkan"})

    assert led.url.startswith(reverse("statement", args=[2019]))
    if step == "decide_place":
        assert typed.context["form"]["reason"].value() == "Pleno menetapkan"
    ranking.refresh_from_db()
    placing.refresh_from_db()
    assert (ranking.state, placing.decided_place) == ("frozen", 1)
    factories.sign_statements()
    assert client.post(url, {"place": "2", "reason": "Pleno menetapkan"}).status_code == 302


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("state", "queries"), [("frozen", 9), ("confirmed", 9), ("published", 10)])
def test_a_ranking_costs_the_same_for_any_number_of_placings(
    client, cast, stage, number, state, queries, django_assert_num_queries
):
    entries(stage, *range(90, 90 - number, -1))
    ranking = factories.ranking(stage, state)
    client.force_login(cast.bureau)

    with django_assert_num_queries(queries):
        client.get(ranking.get_absolute_url())


def test_a_second_version_costs_the_second_member_of_the_bureau_eleven_queries(
    client, cast, stage, django_assert_num_queries
):
    entries(stage, 90, 80)
    factories.ranking(stage, "retracted")
    again = factories.ranking(stage)
    client.force_login(cast.bureau2)

    with django_assert_num_queries(11):
        assert client.get(again.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("reader", ["verifier", "staff", "coordinator", "nobody"])
def test_a_ranking_is_not_for_others(client, cast, tie, reader):
    client.force_login(getattr(cast, reader))
    pages = ["ranking", *STEPS]

    assert [client.get(url_of(page, tie)).status_code for page in pages] == [403] * 4
    assert [client.post(url_of(page, tie), {"reason": "R"}).status_code for page in STEPS] == [403] * 3
    assert client.post(decide_url(tie, "B"), {"place": "1", "reason": "R"}).status_code == 403
    assert state_of(tie) == "frozen"


def test_an_auditor_reads_a_ranking_and_takes_no_step(client, cast, tie):
    client.force_login(cast.auditor)
    steps = [*(url_of(name, tie) for name in STEPS), decide_url(tie, "B")]

    assert client.get(tie.get_absolute_url()).status_code == 200
    assert [client.get(step).status_code for step in steps] == [403] * 4
    assert [client.post(step, {"place": "1", "reason": "R"}).status_code for step in steps] == [403] * 4
    assert (state_of(tie), places(tie)[1]) == ("frozen", ("B", 2, ""))


def test_a_ranking_that_is_not_there_has_no_pages(client, cast, tie):
    other = factories.edition(2018, at_stage="proposal").stage_of_kind("proposal")
    factories.scored_entry(other, 80, 80, title="Lain")
    elsewhere = factories.ranking(other)
    client.force_login(cast.bureau)

    assert [client.get(reverse(name, args=[0])).status_code for name in ("ranking", *STEPS)] == [404] * 4
    mixed = reverse("decide_place", args=[tie.pk, elsewhere.placings.get().pk])
    assert (client.get(mixed).status_code, client.post(mixed, {"place": "1"}).status_code) == (404, 404)


def test_the_pages_take_no_other_verbs(client, cast, tie):
    client.force_login(cast.bureau)

    assert client.post(tie.get_absolute_url()).status_code == 405
    steps = [*(url_of(name, tie) for name in STEPS), decide_url(tie, "B")]
    assert [client.put(step).status_code for step in steps] == [405] * 4


# Deciding a place


def test_the_plenary_s_place_is_decided_with_its_reason(client, cast, tie):
    client.force_login(cast.bureau)
    url = decide_url(tie, "C")
    assert client.get(url).context["form"].initial == {"place": 2, "reason": ""}

    response = client.post(url, {"place": "3", "reason": "Sidang pleno 5 Juli"})

    assert response.url == tie.get_absolute_url()
    assert places(tie) == [("A", 1, ""), ("B", 2, ""), ("C", 3, "Sidang pleno 5 Juli"), ("D", 4, "")]
    assert TrailEntry.objects.get(action="decide_place").actor == cast.bureau.pk
    page = client.get(tie.get_absolute_url())
    assert (page.context["obstacle"], "Sidang pleno 5 Juli" in page.text) == ("", True)


def test_a_place_goes_back_to_the_computed_one_without_a_reason(client, cast, tie):
    placing = tie.placings.get(title="C")
    publication.decide_place(placing, 3, by=cast.bureau, at=timezone.now(), reason="Pleno")
    client.force_login(cast.bureau)

    client.post(decide_url(tie, "C"), {"place": "2", "reason": ""})

    assert places(tie)[2] == ("C", 2, "")


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"place": "3", "reason": "  "}, ["reason"]),
        ({"place": "0", "reason": "Pleno"}, ["place"]),
        ({"place": "5", "reason": "Pleno"}, ["place"]),
        ({"place": "dua", "reason": "Pleno"}, ["place"]),
        ({"place": "", "reason": "Pleno"}, ["place"]),
    ],
)
def test_a_departure_needs_a_place_that_there_is_and_a_reason(client, cast, tie, typed, wrong):
    client.force_login(cast.bureau)

    response = client.post(decide_url(tie, "C"), typed)

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (200, wrong)
    assert {name: form[name].value() for name in typed} == typed
    assert places(tie)[2] == ("C", 2, "")


def test_no_place_is_decided_after_the_confirmation(client, cast, stage):
    entries(stage, 90, 80)
    ranking = factories.ranking(stage, "confirmed")
    client.force_login(cast.bureau)
    url = decide_url(ranking, "Inovasi 90")

    assert client.get(url).context["obstacle"]
    response = client.post(url, {"place": "2", "reason": "Pleno"})

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["__all__"])
    assert response.context["form"]["reason"].value() == "Pleno"
    assert places(ranking) == [("Inovasi 80", 2, ""), ("Inovasi 90", 1, "")]


def test_a_member_of_the_bureau_in_conflict_decides_no_place(client, cast, tie):
    factories.post(cast.bureau, Role.STAFF, cast.agency, **factories.FORMERLY)
    client.force_login(cast.bureau)
    url = decide_url(tie, "C")

    assert client.get(url).status_code == 403
    assert client.post(url, {"place": "3", "reason": "Pleno"}).status_code == 403
    assert places(tie)[2] == ("C", 2, "")


# Confirming


def test_a_second_member_of_the_bureau_confirms(client, cast, tie):
    publication.decide_place(
        tie.placings.get(title="C"), 3, by=cast.bureau, at=timezone.now(), reason="Sidang pleno 5 Juli"
    )
    client.force_login(cast.bureau2)
    url = url_of("confirm_ranking", tie)

    page = client.get(url)
    assert (page.context["obstacle"], [one.title for one in page.context["departures"]]) == ("", ["C"])
    assert "Sidang pleno 5 Juli" in page.text
    assert state_of(tie) == "frozen"
    response = client.post(url)

    assert response.url == tie.get_absolute_url()
    confirmed = Ranking.objects.get(pk=tie.pk)
    assert (confirmed.state, confirmed.confirmed_by) == ("confirmed", cast.bureau2)


def test_anyone_who_prepared_it_does_not_confirm_it(client, cast, stage):
    entries(stage, 90, 80)
    ranking = factories.ranking(stage)
    client.force_login(cast.bureau)
    url = url_of("confirm_ranking", ranking)

    assert (
        client.get(url).context["obstacle"]
        == publication.obstacle_of_preparer(ranking, cast.bureau, at=timezone.now())
        != ""
    )
    response = client.post(url, follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert state_of(ranking) == "frozen"


def test_whom_the_preparer_brought_into_the_bureau_reads_whom_to_ask_instead_of_a_button(client, cast, stage):
    entries(stage, 90, 80)
    ranking = factories.ranking(stage)
    puppet = factories.brought_in(factories.member("bureau"), by=cast.bureau)
    client.force_login(puppet)
    url = url_of("confirm_ranking", ranking)

    pages = [client.get(ranking.get_absolute_url()), client.get(url), client.post(url, follow=True)]

    sentence = publication.obstacle_of_preparer(ranking, puppet, at=timezone.now())
    assert cast.bureau2.name in sentence
    assert [sentence in page.text for page in pages] == [True] * 3
    assert f'href="{url}"' not in pages[0].text
    assert "btn-primary" not in pages[1].text.partition("<main")[2].partition("<form")[2]
    assert state_of(ranking) == "frozen"


def test_a_shared_place_across_a_cut_is_not_confirmed(client, cast, tie):
    client.force_login(cast.bureau2)
    url = url_of("confirm_ranking", tie)

    assert client.get(url).context["obstacle"]
    response = client.post(url, follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert state_of(tie) == "frozen"


def test_confirming_twice_changes_nothing(client, cast, stage):
    entries(stage, 90, 80)
    ranking = factories.ranking(stage)
    client.force_login(cast.bureau2)
    client.post(url_of("confirm_ranking", ranking))

    assert client.get(url_of("confirm_ranking", ranking)).context["obstacle"]
    response = client.post(url_of("confirm_ranking", ranking))

    assert response.url == ranking.get_absolute_url()
    assert TrailEntry.objects.filter(action="confirm").count() == 1


# Publishing


def test_the_confirm_page_of_a_feeding_stage_shows_the_lists_that_become_public(client, cast, stage):
    entries(stage, 70, 90, 80, 60)
    ranking = factories.ranking(stage, "confirmed")
    client.force_login(cast.bureau)
    url = url_of("publish_ranking", ranking)

    page = client.get(url)
    announced = page.context["announcement"]
    assert [(part.tier.size, [one.title for one in part.members]) for part in announced.parts] == [
        (2, ["Inovasi 80", "Inovasi 90"]),
        (3, ["Inovasi 70"]),
    ]
    assert (announced.order, [one.place for part in announced.parts for one in part.members]) == (
        [],
        [None] * 3,
    )
    assert ("Inovasi 60" in page.text, state_of(ranking)) == (False, "confirmed")
    response = client.post(url)

    assert response.url == ranking.get_absolute_url()
    assert state_of(ranking) == "published"
    assert sorted(Award.objects.unrevoked().values_list("innovation__title", "tier__size")) == [
        ("Inovasi 70", 3),
        ("Inovasi 80", 2),
        ("Inovasi 90", 2),
    ]
    assert sorted(Innovation.objects.filter(status="finalist").values_list("title", flat=True)) == [
        "Inovasi 80",
        "Inovasi 90",
    ]
    assert Stage.objects.get(pk=stage.pk).ended_at is not None


def test_the_confirm_page_of_the_last_stage_shows_the_order(client, cast):
    field = factories.edition(at_stage="field", field_tiers=(1,)).stage_of_kind("field")
    for points in (70, 90):
        factories.scored_entry(field, points, points, title=f"Inovasi {points}")
    ranking = factories.ranking(field, "confirmed")
    client.force_login(cast.bureau)

    announced = client.get(url_of("publish_ranking", ranking)).context["announcement"]

    assert [(one.place, one.title, one.tier and one.tier.size) for one in announced.order] == [
        (1, "Inovasi 90", 1),
        (2, "Inovasi 70", None),
    ]
    assert announced.parts == []


def test_what_the_confirm_page_shows_is_what_becomes_public(client, cast, stage):
    entries(stage, 70, 90, 80, 60)
    ranking = factories.ranking(stage, "confirmed")
    client.force_login(cast.bureau)
    url = url_of("publish_ranking", ranking)

    shown = client.get(url).context["announcement"]
    client.post(url)
    (announced,) = client.get(reverse("edition_results", args=[2019])).context["announcements"]

    assert [(part.tier, [one.title for one in part.members]) for part in shown.parts] == [
        (part.tier, [one.title for one in part.members]) for part in announced.parts
    ]


@pytest.mark.parametrize("state", ["frozen", "published", "retracted"])
def test_only_a_confirmed_ranking_is_published(client, cast, stage, state):
    entries(stage, 90, 80)
    ranking = factories.ranking(stage, state)
    client.force_login(cast.bureau)
    awards = Award.objects.count()

    assert client.get(url_of("publish_ranking", ranking)).context["obstacle"]
    response = client.post(url_of("publish_ranking", ranking), follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert (state_of(ranking), Award.objects.count()) == (state, awards)


# Retracting


def test_a_published_ranking_is_retracted_with_a_reason(client, cast, stage):
    entries(stage, 90, 80)
    ranking = factories.ranking(stage, "published")
    client.force_login(cast.bureau2)
    url = url_of("retract_ranking", ranking)
    assert client.get(url).context["obstacle"] == ""

    response = client.post(url, {"reason": "Nilai keliru"})

    assert response.url == ranking.get_absolute_url()
    retracted = Ranking.objects.get(pk=ranking.pk)
    assert (retracted.state, retracted.retracted_by, retracted.retract_reason) == (
        "retracted",
        cast.bureau2,
        "Nilai keliru",
    )
    assert Award.objects.unrevoked().count() == 0
    assert set(Innovation.objects.values_list("status", flat=True)) == {"eligible"}
    assert client.get(reverse("edition_results", args=[2019])).status_code == 404


@pytest.mark.parametrize("state", ["frozen", "confirmed"])
def test_an_unpublished_ranking_is_retracted_too(client, cast, stage, state):
    entries(stage, 90, 80)
    ranking = factories.ranking(stage, state)
    client.force_login(cast.bureau)

    client.post(url_of("retract_ranking", ranking), {"reason": "Nilai keliru"})

    assert state_of(ranking) == "retracted"
    assert Innovation.objects.filter(frozen_at__isnull=False).count() == 0


def test_retracting_needs_a_reason(client, cast, stage):
    entries(stage, 90, 80)
    ranking = factories.ranking(stage)
    client.force_login(cast.bureau)

    response = client.post(url_of("retract_ranking", ranking), {"reason": "   "})

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["reason"])
    assert state_of(ranking) == "frozen"


def test_a_published_ranking_stays_once_the_next_stage_has_begun(client, cast, stage):
    entries(stage, 90, 80)
    ranking = factories.ranking(stage, "published")
    stage.edition.stages.filter(kind="field").update(begun_at=timezone.now() + timedelta(minutes=1))
    client.force_login(cast.bureau)
    url = url_of("retract_ranking", ranking)

    assert offered(client.get(ranking.get_absolute_url()), ranking) == set()
    assert client.get(url).context["obstacle"]
    response = client.post(url, {"reason": "Nilai keliru"})

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["__all__"])
    assert response.context["form"]["reason"].value() == "Nilai keliru"
    assert state_of(ranking) == "published"


def test_retracting_twice_keeps_the_first_reason(client, cast, stage):
    entries(stage, 90, 80)
    ranking = factories.ranking(stage, "retracted")
    client.force_login(cast.bureau)

    response = client.post(url_of("retract_ranking", ranking), {"reason": "Lagi"})

    assert list(response.context["form"].errors) == ["__all__"]
    assert Ranking.objects.get(pk=ranking.pk).retract_reason == "Salah hitung"
