"""The bureau checks item by item, claims, takes over, sets rules aside and peeks: the pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from innovations.models import Correction, Edition, Innovation, ItemVerdict, Override, Peek, RequiredDocument
from innovations.sending import notifications
from tests import factories

pytestmark = pytest.mark.django_db

QUEUE = reverse("screening")


@pytest.fixture
def edition(cast):
    return factories.edition(at_stage="screening")


@pytest.fixture
def entry(edition):
    RequiredDocument.objects.create(edition=edition, order=1, code="start_proof", name="Bukti mulai")
    return factories.innovation("submitted", edition=edition, started_on=None)


@pytest.fixture
def bureau(client, cast):
    client.force_login(cast.bureau)
    return client


def page(name, innovation, *more):
    return reverse(name, args=[innovation.pk, *more])


def detail(client, innovation):
    return client.get(page("screening_detail", innovation))


def holder(innovation):
    return Innovation.objects.get(pk=innovation.pk).screened_by


def findings():
    return list(ItemVerdict.objects.order_by("item").values_list("item", "outcome", "note"))


def tags(response):
    return [message.level_tag for message in response.context["messages"]]


def claim(innovation, person, minutes_ago=0):
    since = timezone.now() - timedelta(minutes=minutes_ago)
    Innovation.objects.filter(pk=innovation.pk).update(screened_by=person, screened_since=since)


# Items


def test_documents_rules_and_sections_are_the_items(bureau, edition, entry):
    items = [item.code for item in detail(bureau, entry).context["items"]]

    sections = [f"section:{section.code}" for section in edition.sections.all()]
    rules = [f"rule:{rule}" for rule in ("age", "quota", "title", "awards", "category")]
    assert items == ["document:start_proof", *rules, *sections]


def test_an_item_says_where_its_rule_comes_from_unless_the_verdict_does(bureau, edition, entry):
    edition.regulations.create(rule="words", name="Juknis 2019")

    context = detail(bureau, entry).context

    named = {item.code: item.regulation for item in context["items"]}
    assert "7 Tahun 2021" in named["document:start_proof"]
    assert named["section:novelty"] == "Juknis 2019"
    assert named["rule:age"] == ""
    assert "5 Tahun 2019" in context["verdicts"][0].regulation


def test_the_form_is_there_once_it_is_claimed_and_what_is_typed_is_counted(bureau, cast, entry):
    assert detail(bureau, entry).context["form"] is None

    started = bureau.post(page("claim_innovation", entry), follow=True)
    typed = {
        "document-start_proof-outcome": "not_fulfilled",
        "document-start_proof-note": "Tanpa tanggal",
        "rule-age-outcome": "fulfilled",
    }
    saved = bureau.post(page("check_items", entry), typed, follow=True)

    assert (tags(started), holder(entry)) == (["success"], cast.bureau)
    assert started.context["form"] is not None
    assert (tags(saved), saved.context["number_checked"]) == (["success"], 2)
    assert findings() == [
        ("document:start_proof", "not_fulfilled", "Tanpa tanggal"),
        ("rule:age", "fulfilled", ""),
    ]


def test_what_is_not_fulfilled_needs_its_note_and_the_rest_is_kept(bureau, cast, entry):
    claim(entry, cast.bureau)
    typed = {"rule-age-outcome": "not_fulfilled", "rule-title-outcome": "fulfilled"}

    shown = bureau.post(page("check_items", entry), typed)
    by_itself = bureau.post(page("check_items", entry), typed, headers={"X-Autosave": "1"})

    assert (shown.status_code, list(shown.context["form"].errors)) == (200, ["rule-age-note"])
    assert by_itself.status_code == 422
    assert findings() == [("rule:title", "fulfilled", "")]


def test_it_is_saved_as_it_goes(bureau, cast, entry):
    claim(entry, cast.bureau)

    answer = bureau.post(
        page("check_items", entry), {"rule-age-outcome": "fulfilled"}, headers={"X-Autosave": "1"}
    )

    assert (answer.status_code, answer.json()) == (200, {"save_number": 0})
    assert findings() == [("rule:age", "fulfilled", "")]


def test_a_colleague_reads_who_checks_it_and_changes_nothing(client, cast, entry):
    claim(entry, cast.bureau)
    client.force_login(cast.bureau2)

    read = detail(client, entry)
    typed = client.post(page("check_items", entry), {"rule-age-outcome": "fulfilled"}, follow=True)
    returned = client.get(page("return_for_correction", entry), follow=True)

    assert (read.context["actions"], read.context["form"]) == (set(), None)
    assert cast.bureau.name in read.text
    assert page("take_over", entry) in read.text
    assert tags(typed) == tags(returned) == ["error"]
    assert findings() == []


@pytest.mark.parametrize(("who", "status_code"), [("auditor", 403), ("staff", 403), ("verifier", 403)])
@pytest.mark.parametrize("name", ["check_items", "claim_innovation", "release_innovation", "take_over"])
def test_only_the_bureau_checks(client, cast, entry, who, status_code, name):
    claim(entry, cast.bureau)
    client.force_login(getattr(cast, who))

    assert client.post(page(name, entry), {"reason": "x"}).status_code == status_code
    assert holder(entry) == cast.bureau


# Claims


def test_it_is_left_to_the_colleagues(bureau, cast, entry):
    claim(entry, cast.bureau)

    assert tags(bureau.post(page("release_innovation", entry), follow=True)) == ["success"]
    assert holder(entry) is None


@pytest.mark.parametrize(
    ("minutes", "reason", "errors"), [(5, "", ["reason"]), (5, "Rekan sakit", None), (31, "", None)]
)
def test_a_fresh_claim_is_taken_over_with_a_reason_an_idle_one_without(
    client, cast, entry, minutes, reason, errors
):
    claim(entry, cast.bureau, minutes)
    client.force_login(cast.bureau2)
    assert client.get(page("take_over", entry)).status_code == 200

    response = client.post(page("take_over", entry), {"reason": reason})

    if errors:
        assert (list(response.context["form"].errors), holder(entry)) == (errors, cast.bureau)
    else:
        assert (response.status_code, holder(entry)) == (302, cast.bureau2)


def test_what_nobody_checks_is_not_taken_over(bureau, entry):
    assert tags(bureau.get(page("take_over", entry), follow=True)) == ["error"]


def test_the_next_one_is_one_that_no_colleague_checks(bureau, cast, entry, edition):
    now = timezone.now()
    other, free = [
        factories.innovation("submitted", edition=edition, at=now + timedelta(minutes=minutes))
        for minutes in (1, 2)
    ]
    claim(other, cast.bureau2)

    assert bureau.get(page("next_waiting", entry)).url == page("screening_detail", free)
    assert 'accesskey="n"' in detail(bureau, entry).text


# Returns and rejections begin with the findings


def test_a_return_begins_with_what_is_not_fulfilled_and_opens_it(bureau, cast, entry):
    claim(entry, cast.bureau)
    typed = {
        "document-start_proof-outcome": "not_fulfilled",
        "document-start_proof-note": "Tanpa tanggal",
        "rule-age-outcome": "not_fulfilled",
        "rule-age-note": "Belum diisi",
    }
    bureau.post(page("check_items", entry), typed)

    form = bureau.get(page("return_for_correction", entry)).context["form"]
    reasons = bureau.get(page("reject_innovation", entry)).context["form"].initial["reason"]
    bureau.post(
        page("return_for_correction", entry),
        {"note": "Lengkapi", "due_at": "2099-01-31T23:59", "opens": form.initial["opens"]},
    )

    assert form.initial["opens"] == ["document:start_proof", "basics"]
    assert form.initial["note"] == reasons
    assert reasons.endswith("Belum diisi")
    assert "Bukti mulai: Tanpa tanggal" in reasons
    assert Correction.objects.get().opens == {"document:start_proof", "basics"}


def test_the_window_is_that_of_the_latest_open_correction_else_three_days(bureau, edition, entry):
    def proposed():
        return bureau.get(page("return_for_correction", entry)).context["form"].initial["due_at"]

    last_day = timezone.localtime() + timedelta(days=3)
    assert timezone.localtime(proposed()).timetuple()[:5] == (*last_day.timetuple()[:3], 23, 59)
    other = factories.innovation("returned", edition=edition, due_at=timezone.now() + timedelta(days=9))
    assert proposed() == other.open_correction.due_at


def test_the_agency_reads_the_findings_after_the_return_and_sees_what_is_closed(client, cast, entry):
    claim(entry, cast.bureau)
    client.force_login(cast.bureau)
    client.post(
        page("check_items", entry),
        {"section-novelty-outcome": "not_fulfilled", "section-novelty-note": "Tanpa angka"},
    )
    client.force_login(cast.staff)
    assert client.get(page("submission_findings", entry)).context["items"] == []
    client.force_login(cast.bureau)
    typed = {"note": "Lengkapi", "due_at": "2099-01-31T23:59", "opens": ["section:novelty"]}
    client.post(page("return_for_correction", entry), typed)

    client.force_login(cast.staff)
    found = client.get(page("submission_findings", entry)).context["items"]
    parts = client.get(page("submission", entry)).context["tasks"].parts
    closed = client.get(page("submission_basics", entry)).context["obstacle"]
    still_open = client.get(page("submission_section", entry, "novelty")).context["obstacle"]

    assert [(item.code, item.outcome, item.note) for item in found] == [
        ("section:novelty", "not_fulfilled", "Tanpa angka")
    ]
    assert [part.url for part in parts if not part.is_closed] == [
        page("submission_section", entry, "novelty")
    ]
    assert (bool(closed), still_open) == (True, "")


def test_the_findings_are_the_agency_s_alone_and_of_what_was_sent(client, cast, entry, edition):
    draft = factories.innovation("draft", edition=edition)
    url = page("submission_findings", entry)

    for who, status_code in (("staff", 200), ("stranger", 404), ("bureau", 403), ("coordinator", 403)):
        client.force_login(getattr(cast, who))
        assert client.get(url).status_code == status_code
    client.force_login(cast.staff)
    assert client.get(page("submission_findings", draft)).status_code == 404


# Rules set aside


def test_a_rule_is_set_aside_on_a_page_that_asks_for_the_reason(bureau, entry):
    url = page("set_rule_aside", entry, "age")
    assert url in detail(bureau, entry).text

    empty = bureau.post(url, {"reason": " "})
    done = bureau.post(url, {"reason": "Bukti di surat"}, follow=True)

    assert (list(empty.context["form"].errors), tags(done)) == (["reason"], ["success"])
    assert list(Override.objects.values_list("rule", "reason")) == [("age", "Bukti di surat")]
    assert "Bukti di surat" in done.text
    assert url not in done.text
    for rule in ("quota", "documents", "beauty"):
        assert bureau.get(page("set_rule_aside", entry, rule)).status_code == 404


def test_what_is_decided_has_no_rule_to_set_aside_and_no_check_to_take_over(bureau, cast, edition):
    decided = factories.innovation("eligible", edition=edition)

    for name, *more in (("set_rule_aside", "age"), ("take_over",)):
        response = bureau.get(page(name, decided, *more), follow=True)
        assert response.redirect_chain[-1][0] == page("screening_detail", decided)
        assert tags(response) == ["error"]


# The queue's filters


def test_the_queue_is_narrowed_by_government_group_category_and_who_checks(bureau, cast, edition):
    categories = list(edition.categories.all()[:2])
    factories.innovation("submitted", title="A", category=categories[0])
    factories.innovation("submitted", title="B", category=categories[1], agency=cast.other_agency)
    claim(factories.innovation("submitted", title="C", category=categories[1]), cast.bureau)
    claim(factories.innovation("submitted", title="D", category=categories[1]), cast.bureau2)

    def titles(**asked):
        return sorted(row.innovation.title for row in bureau.get(QUEUE, asked).context["rows"])

    assert titles(government="33.27") == ["B"]
    assert titles(category=categories[0].code) == ["A"]
    assert titles(group=edition.groups.get().code, checked_by="nobody") == ["A", "B"]
    assert titles(checked_by="me") == ["C"]
    assert titles(category=categories[1].code, government="33.26") == ["C", "D"]
    assert titles(government="99") == ["A", "B", "C", "D"]


@pytest.mark.parametrize("state", ["fresh", "mine", "returned"])
def test_the_page_costs_the_same_for_any_number_of_findings(
    bureau, cast, edition, state, django_assert_max_num_queries
):
    entry = factories.innovation("returned" if state == "returned" else "submitted", edition=edition)
    if state == "mine":
        claim(entry, cast.bureau)
    for number, section in enumerate(edition.sections.all()):
        RequiredDocument.objects.create(edition=edition, order=number, code=f"d{number}", name="Surat")
        ItemVerdict.objects.create(
            revision=entry.last_sent_revision,
            item=f"section:{section.code}",
            outcome="fulfilled",
            checked_by=cast.bureau,
            checked_at=timezone.now(),
        )

    with django_assert_max_num_queries(19):
        detail(bureau, entry)


# Sealed calls


@pytest.fixture
def sealed(cast):
    edition = factories.edition(at_stage="registration")
    Edition.objects.filter(pk=edition.pk).update(is_sealed=True)
    edition = Edition.objects.get(pk=edition.pk)
    entry = factories.innovation("submitted", edition=edition, title="Judul rahasia")
    notifications.tell_agency(entry, "innovation_submitted", at=timezone.now())
    factories.photo(entry)
    return entry


# Every page of the bureau that shows or names what was sent, of which none may leak it.
def bureau_pages(entry):
    return [
        QUEUE,
        f"{QUEUE}?words=Karangdadap",
        f"{QUEUE}?words=rahasia",
        page("screening_detail", entry),
        page("peek", entry),
        reverse("bureau"),
        reverse("home"),
        reverse("audit"),
        f"{reverse('audit')}?subject=innovation:{entry.pk}",
        reverse("catalogue") + "?q=rahasia",
        reverse("edition", args=[entry.edition.year]),
        reverse("notices"),
        reverse("outbox"),
        *(reverse("outbox_mail", args=[mail.pk]) for mail in Email.objects.all()),
    ]


def leaks(client, entry):
    hidden = [entry.title, "Jawaban tentang", entry.public_summary]
    return [
        url
        for url in bureau_pages(entry)
        if any(words in client.get(url).text.replace("words=rahasia", "") for words in hidden)
    ]


@pytest.mark.parametrize("who", ["bureau", "auditor"])
def test_nothing_of_a_sealed_call_leaks_to_the_bureau(client, cast, sealed, who):
    client.force_login(getattr(cast, who))

    assert leaks(client, sealed) == []
    for evidence in sealed.evidence.all():
        for size in ("file", "thumbnail"):
            assert client.get(reverse("evidence_file", args=[evidence.pk, size])).status_code == 404
    for name in ("accept_innovation", "claim_innovation", "check_items"):
        assert client.post(page(name, sealed)).status_code == 404
    for name in ("return_for_correction", "reject_innovation", "submission", "coordination_detail"):
        assert client.get(page(name, sealed)).status_code in (403, 404)


def test_the_queue_of_a_sealed_call_says_who_has_sent_and_when(bureau, cast, sealed):
    response = bureau.get(QUEUE, {"words": "Karangdadap"})

    (row,) = response.context["rows"]
    assert (row.innovation, row.is_sealed) == (sealed, True)
    assert cast.agency.name in response.text
    assert list(bureau.get(QUEUE, {"words": "rahasia"}).context["rows"]) == []
    assert {"group", "category"} & set(response.context["form"].fields) == set()
    assert page("peek", sealed) in detail(bureau, sealed).text


def test_a_peek_asks_for_its_reason_and_opens_it_for_one_s_own_eyes(client, cast, sealed):
    client.force_login(cast.bureau)
    empty = client.post(page("peek", sealed), {"reason": ""})
    opened = client.post(page("peek", sealed), {"reason": "Laporan penipuan"}, follow=True)

    assert list(empty.context["form"].errors) == ["reason"]
    assert (opened.context["innovation"], opened.context["actions"]) == (sealed, set())
    assert sealed.title in opened.text
    assert sealed.title in client.get(QUEUE).text
    client.force_login(cast.bureau2)
    assert leaks(client, sealed) == []
    assert Peek.objects.get().looked_by == cast.bureau


def test_after_the_closing_all_is_screened_as_usual(bureau, sealed):
    now = timezone.now()
    mails = [reverse("outbox_mail", args=[mail.pk]) for mail in Email.objects.all()]
    sealed.edition.stages.filter(kind="registration").update(
        opens_at=now - timedelta(days=2), closes_at=now - timedelta(days=1)
    )

    assert [sealed.title in bureau.get(url).text for url in mails] == [True] * len(mails) != []
    assert "accept" in detail(bureau, sealed).context["actions"]
    assert sealed.title in bureau.get(QUEUE).text
    assert bureau.get(page("peek", sealed)).status_code == 404


def test_what_is_not_sealed_has_no_peek(bureau, entry):
    assert bureau.get(page("peek", entry)).status_code == 404
