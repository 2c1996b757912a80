"""The pages that import and export lists, and that name a successor; and the page of one's own account."""

import io

import openpyxl
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from innovations.awards import earlier_awards
from innovations.models import EarlierAward
from kipp.accounts import lists, post
from kipp.accounts.models import Agency, Invitation
from kipp.lists.spreadsheets import read
from tests import factories
from tests.expectations import actions, everything

pytestmark = pytest.mark.django_db

KINDS = {kind.page: kind for kind in (lists.AGENCIES, lists.PEOPLE, earlier_awards.KIND)}
GOOD = {
    "import_agencies": (
        "government;name;kind\n33.26;Puskesmas Wiradesa;upp\n33.26;Puskesmas Karangdadap;upp\n"
    ),
    "import_people": (
        "name;email;role;government;agency\nSiti;siti@kipp.example;staff;33.26;Puskesmas Karangdadap\n"
    ),
    "import_earlier_awards": (
        "year;competition;tier;title;government;agency\n"
        "2019;KIPP;Top 20;Kampung IVA;33.26;Puskesmas Karangdadap\n"
    ),
}
MADE = {
    "import_agencies": lambda: Agency.objects.filter(name="Puskesmas Wiradesa").count(),
    "import_people": lambda: Invitation.objects.filter(email="siti@kipp.example").count(),
    "import_earlier_awards": lambda: EarlierAward.objects.filter(title="Kampung IVA", year=2019).count(),
}
in_all = pytest.mark.parametrize("page", KINDS)


def upload(client, page, text):
    return client.post(reverse(page), {"file": SimpleUploadedFile("daftar.csv", text.encode())})


def without_the_cache():
    return {table: rows for table, rows in everything().items() if table != "imports"}


@in_all
def test_a_file_is_tried_first_and_then_imported_once(client, cast, page):
    client.force_login(cast.bureau)
    before = without_the_cache()

    tried = upload(client, page, GOOD[page])

    assert (tried.context["wrong"], tried.context["new"], without_the_cache()) == (0, 1, before)
    for _click in range(2):
        answer = client.post(reverse(page), {"token": tried.context["token"]})
        assert (answer.url, MADE[page]()) == (reverse(KINDS[page].back), 1)
    assert [message.level_tag for message in client.get(answer.url).context["messages"]] == [
        "success",
        "info",
    ]


def test_without_mail_no_list_of_people_is_taken_in_and_the_page_says_so_first(client, cast, settings):
    client.force_login(cast.bureau)
    kept = upload(client, "import_people", GOOD["import_people"]).context["token"]
    settings.EMAIL_HOST = ""
    sentence = post.obstacle()

    opened, sent = (
        client.get(reverse("import_people")),
        upload(client, "import_people", GOOD["import_people"]),
    )
    confirmed = client.post(reverse("import_people"), {"token": kept}, follow=True)

    assert [sentence in page.text for page in (opened, sent, confirmed)] == [True] * 3
    assert 'type="file"' not in opened.text
    assert MADE["import_people"]() == 0
    settings.EMAIL_HOST = "mail.invalid"
    client.post(reverse("import_people"), {"token": kept})
    assert MADE["import_people"]() == 1


@in_all
def test_a_wrong_row_is_named_and_nothing_can_be_imported(client, cast, page):
    client.force_login(cast.bureau)
    before = without_the_cache()

    tried = upload(client, page, GOOD[page].rstrip("\n") + "x\n")

    (wrong, *_others) = tried.context["verdicts"]
    assert (wrong.state, bool(wrong.reason), wrong.reason in tried.text) == ("wrong", True, True)
    assert f'<th scope="row" class="number">{wrong.row.number}</th>' in tried.text
    assert (tried.context["wrong"], tried.context["token"]) == (1, "")
    assert without_the_cache() == before


@pytest.mark.parametrize(
    "row",
    [
        "19;KIPP;Top 20;Kampung IVA;33.26;Puskesmas Karangdadap",
        "２０１９;KIPP;Top 20;Kampung IVA;33.26;Puskesmas Karangdadap",
        "2019;KIPP;;Kampung IVA;33.26;Puskesmas Karangdadap",
        f"2019;KIPP;Top 20;{'a' * 400};33.26;Puskesmas Karangdadap",
        "2019;KIPP;Top 20;Kampung IVA;33.26;",
    ],
)
def test_an_earlier_award_that_lacks_something_is_wrong(client, cast, row):
    client.force_login(cast.bureau)

    tried = upload(client, "import_earlier_awards", f"year;competition;tier;title;government;agency\n{row}\n")

    assert [verdict.state for verdict in tried.context["verdicts"]] == ["wrong"]


@pytest.mark.parametrize("page", ["import_people", "import_earlier_awards"])  # an agency names no other
def test_a_row_that_became_wrong_meanwhile_keeps_all_out(client, cast, page):
    client.force_login(cast.bureau)
    tried = upload(client, page, GOOD[page])
    Agency.objects.filter(pk=cast.agency.pk).update(name="Puskesmas Lain")
    before = without_the_cache()

    answer = client.post(reverse(page), {"token": tried.context["token"]})

    assert answer.url == reverse(page)
    assert [message.level_tag for message in client.get(answer.url).context["messages"]] == ["error"]
    assert without_the_cache() == before


def test_the_rows_wait_whatever_becomes_of_the_other_cache(client, cast):
    client.force_login(cast.bureau)
    token = upload(client, "import_agencies", GOOD["import_agencies"]).context["token"]

    cache.clear()
    client.post(reverse("import_agencies"), {"token": token})

    assert MADE["import_agencies"]() == 1


@in_all
def test_rows_are_found_by_whoever_tried_them_only(client, cast, page):
    client.force_login(cast.bureau)
    token = upload(client, page, GOOD[page]).context["token"]
    client.force_login(cast.bureau2)

    answers = [client.post(reverse(page), {"token": one}) for one in (token, "lain")]

    assert [answer.url for answer in answers] == [reverse(page)] * 2
    assert MADE[page]() == 0


@in_all
@pytest.mark.parametrize("file", ["", "nothing;of;it\n1;2;3\n"])
def test_what_is_no_list_is_refused_at_the_field(client, cast, page, file):
    client.force_login(cast.bureau)

    response = upload(client, page, file) if file else client.post(reverse(page), {"x": "y"})

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["file"])


@in_all
def test_the_template_is_a_list_that_can_be_imported(client, cast, page):
    client.force_login(cast.bureau)
    kind = KINDS[page]

    content = client.get(reverse(kind.template)).content

    (row,) = read(SimpleUploadedFile("daftar.xlsx", content), kind.columns)
    assert [*row.values.values()] == list(kind.example)


@in_all
@pytest.mark.parametrize("who", ["auditor", "staff", "coordinator", "verifier", "nobody"])
def test_nobody_but_the_bureau_imports(client, cast, page, who):
    client.force_login(getattr(cast, who))

    addresses = [reverse(page), reverse(KINDS[page].template)]
    answers = [client.get(address).status_code for address in addresses] + [
        upload(client, page, GOOD[page]).status_code
    ]

    assert (answers, MADE[page]()) == ([403, 403, 403], 0)


@in_all
@pytest.mark.parametrize("number", [1, 3])
def test_trying_takes_the_same_queries_for_every_number_of_rows(
    client, cast, page, number, django_assert_num_queries
):
    client.force_login(cast.bureau)
    head, row = GOOD[page].splitlines()[:2]
    text = "\n".join([head, *(row.replace("33.26;Puskesmas Wira", f"33.26;{n} Wira") for n in range(number))])

    known = {"import_agencies": 0, "import_people": 3, "import_earlier_awards": 1}[page]
    kept = 5 if number == 1 or page == "import_agencies" else 0  # in the cache, where all is right
    with django_assert_num_queries(4 + known + kept):  # session, account, governments, agencies
        upload(client, page, text)


# Exports


def sheet(response):
    return [
        [cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(response.content)).active
    ]


def test_the_agencies_found_are_exported_and_can_be_imported_again(client, cast):
    client.force_login(cast.auditor)

    response = client.get(reverse("export_agencies", args=["xlsx"]), {"words": "karangdadap"})

    assert [row[:3] for row in sheet(response)[1:]] == [["33.26", "Puskesmas Karangdadap", "upp"]]
    rows = read(SimpleUploadedFile("daftar.xlsx", response.content), lists.AGENCIES.columns)
    assert [verdict.state for verdict in lists.AGENCIES.judge(rows, cast.bureau)] == ["known"]


def test_the_posts_found_are_exported_and_can_be_imported_again(client, cast):
    client.force_login(cast.bureau)

    response = client.get(reverse("export_people", args=["csv"]), {"role": "coordinator"})

    rows = read(SimpleUploadedFile("daftar.csv", response.content), lists.PEOPLE.columns)
    assert [(row["email"], row["government"]) for row in rows] == [
        ("coordinator@kipp.example", "33.26"),
        ("other-coordinator@kipp.example", "33.27"),
    ]
    assert [verdict.state for verdict in lists.PEOPLE.judge(rows, cast.bureau)] == ["known", "known"]


@pytest.mark.parametrize("name", ["export_agencies", "export_people"])
@pytest.mark.parametrize("number", [1, 3])
def test_an_export_takes_the_same_queries_however_long_it_is(
    client, cast, name, number, django_assert_num_queries
):
    for _one in range(number):
        factories.member("staff", factories.agency())
    client.force_login(cast.bureau)

    with django_assert_num_queries(3):  # session, account, the rows
        client.get(reverse(name, args=["csv"]))


# Successors


def typed(successor, **changes):
    return {"successor": successor.pk, "on": timezone.localdate().isoformat(), "move_staff": "on", **changes}


def test_the_bureau_names_a_successor(client, cast):
    client.force_login(cast.bureau)
    successor, url = factories.agency("Puskesmas Baru"), reverse("succeed_agency", args=[cast.agency.pk])
    offered = client.get(url).context["form"].fields["successor"].queryset

    response = client.post(url, typed(successor))

    assert list(offered) == [successor]
    assert (response.url, actions(cast.agency)) == (reverse("agencies"), ["succeed"])
    assert list(successor.memberships.values_list("user__name", flat=True).order_by("user__name")) == [
        "Staf Puskesmas Karangdadap",
        "Staf kedua Puskesmas Karangdadap",
    ]
    assert client.get(url).url == reverse("agencies")


def test_a_successor_that_cannot_be_is_shown_again(client, cast):
    client.force_login(cast.bureau)
    before = everything()

    response = client.post(
        reverse("succeed_agency", args=[cast.agency.pk]), typed(cast.other_agency, on="kemarin")
    )

    assert sorted(response.context["form"].errors) == ["on", "successor"]
    assert everything() == before


@pytest.mark.parametrize("who", ["auditor", "staff", "coordinator", "nobody"])
def test_nobody_but_the_bureau_names_a_successor(client, cast, who):
    client.force_login(getattr(cast, who))
    url = reverse("succeed_agency", args=[cast.agency.pk])

    assert [client.get(url).status_code, client.post(url).status_code] == [403, 403]


def test_the_invitation_offers_no_agency_that_is_gone(client, cast):
    old = factories.agency("Puskesmas Lama")
    Agency.objects.filter(pk=old.pk).update(successor=cast.agency, succeeded_on=timezone.localdate())
    client.force_login(cast.bureau)

    offered = client.get(reverse("invite")).context["form"].fields["agency"].queryset

    assert old not in offered
    assert cast.agency in offered


# Earlier awards


def test_earlier_awards_are_listed_and_found_by_words(client, cast):
    for year, title in [(2018, "Kampung IVA"), (2019, "Bank Sampah")]:
        EarlierAward.objects.create(
            year=year, competition="KIPP", tier="Top 20", title=title, agency=cast.agency
        )
    client.force_login(cast.auditor)

    def found(**asked):
        return [award.title for award in client.get(reverse("earlier_awards"), asked).context["page_obj"]]

    assert found() == ["Bank Sampah", "Kampung IVA"]
    assert found(words="iva karangdadap") == ["Kampung IVA"]
    assert found(words="tidak ada") == []


@pytest.mark.parametrize("number", [1, 3])
def test_earlier_awards_take_the_same_queries_however_many(client, cast, number, django_assert_num_queries):
    for year in range(2017, 2017 + number):
        EarlierAward.objects.create(
            year=year, competition="KIPP", tier="Top 20", title="IVA", agency=cast.agency
        )
    client.force_login(cast.bureau)

    with django_assert_num_queries(4):
        client.get(reverse("earlier_awards"))


# One's own account


@pytest.mark.parametrize("who", ["staff", "coordinator", "bureau", "nobody"])
def test_everybody_switches_their_reminders_off_and_on(client, cast, who):
    person = getattr(cast, who)
    client.force_login(person)
    assert person.wants_reminders

    for sent, wanted in [({}, False), ({"wants_reminders": "on"}, True)]:
        assert client.post(reverse("account"), {"x": "y", **sent}).url == reverse("account")
        person.refresh_from_db()
        assert (person.wants_reminders, client.get(reverse("account")).context["form"].initial) == (
            wanted,
            {"wants_reminders": wanted},
        )


def test_a_visitor_has_no_account_page(client, cast):
    assert client.get(reverse("account")).url.startswith(reverse("account_login"))
