"""The public catalogue: what has an unrevoked award can be read by everyone, and nothing else of it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from innovations.catalogue.cards import Card
from innovations.models import Award, Evidence
from tests import factories
from verification.results import deeds as publication

pytestmark = pytest.mark.django_db

CATALOGUE = reverse("catalogue")


@pytest.fixture
def edition(cast):
    return factories.edition(at_stage="proposal", proposal_tiers=(40, 20))


def awarded(title="", *, edition, tiers=("20 Besar (Top 20)",), status="finalist", **fields):
    """Return an innovation with an award for each tier, in the order of the stages."""
    made = factories.innovation(status, edition=edition, title=title, **fields)
    stages = [stage for stage in edition.stages.all() if stage.is_scored]
    for stage, name in zip(stages, tiers, strict=False):
        tier = stage.tiers.get(name=name)
        Award.objects.create(
            innovation=made, edition=edition, stage=stage, tier=tier, awarded_at=timezone.now()
        )
    return made


def page_of(innovation):
    return reverse("public_innovation", args=[innovation.slug])


def address(photo, size="thumbnail"):
    return reverse("public_photo", args=[photo.innovation.slug, photo.pk, size])


def listed(response):
    return [card.title for card in response.context["cards"]]


def found(client, **asked):
    return listed(client.get(CATALOGUE, asked))


def read(response):
    """The bytes of a file, which is closed then."""
    return response.getvalue()


# The list


def test_everyone_reads_what_has_an_award(client, cast, edition):
    kept = awarded("Kampung IVA", edition=edition, agency=cast.agency)
    photo = factories.photo(kept)
    factories.photo(kept)
    factories.innovation("eligible", edition=edition, title="Tanpa penghargaan")

    for reader in (None, cast.nobody, cast.stranger, cast.bureau):
        if reader:
            client.force_login(reader)
        response = client.get(CATALOGUE)

        assert response.context["cards"] == [
            Card(
                "Kampung IVA",
                "Puskesmas Karangdadap",
                "Kabupaten Pekalongan",
                tier="20 Besar (Top 20)",
                year=2019,
                url=page_of(kept),
                photo_url=address(photo),
                photo_text=photo.alternative_text,
            )
        ]
        assert page_of(kept) in response.text
        assert address(photo) in response.text
        assert "Tanpa penghargaan" not in response.text


def test_the_smallest_tier_is_told(client, edition):
    awarded("A", edition=edition, tiers=("20 Besar (Top 20)", "10 Besar (Top 10)"))
    awarded("B", edition=edition, tiers=("40 Besar (Top 40)",), status="eligible")

    tiers = [card.tier for card in client.get(CATALOGUE).context["cards"]]

    assert tiers == ["10 Besar (Top 10)", "40 Besar (Top 40)"]


def test_a_revoked_award_makes_nothing_public(client, edition):
    awarded("Tetap", edition=edition)
    gone = awarded("Dicabut", edition=edition)
    both = awarded("Sebagian", edition=edition, tiers=("20 Besar (Top 20)", "10 Besar (Top 10)"))
    revoked = {"revoked_at": timezone.now(), "reason": "Data tidak benar"}
    gone.awards.update(**revoked)
    both.awards.filter(tier__size=10).update(**revoked)

    response = client.get(CATALOGUE)

    assert [(card.title, card.tier) for card in response.context["cards"]] == [
        ("Sebagian", "20 Besar (Top 20)"),
        ("Tetap", "20 Besar (Top 20)"),
    ]


def test_the_newest_edition_comes_first_and_then_the_title(client, edition):
    older = factories.edition(2018, at_stage="closed")
    awarded("C", edition=older)
    awarded("B", edition=edition)
    awarded("A", edition=edition)
    awarded("A lama", edition=older)

    assert found(client) == ["A", "B", "A lama", "C"]


def test_words_are_looked_for_in_title_agency_government_and_summary(client, cast, edition):
    awarded("Kampung IVA", edition=edition, agency=cast.agency, public_summary="Pemeriksaan dini di desa")
    awarded("Kursus Samara", edition=edition, agency=cast.other_agency, public_summary="Calon pengantin")

    assert found(client, q="kampung") == ["Kampung IVA"]
    assert found(client, q="Banyumudal") == ["Kursus Samara"]
    assert found(client, q="kabupaten pemalang") == ["Kursus Samara"]
    assert found(client, q="pemeriksaan desa") == ["Kampung IVA"]
    assert found(client, q="kampung pengantin") == []
    assert found(client, q="  ") == ["Kampung IVA", "Kursus Samara"]


def test_only_what_is_public_of_an_innovation_is_searched(client, edition):
    kept = awarded("Kampung IVA", edition=edition)
    kept.revisions.get().answers.update(text="rahasia")
    factories.innovation("eligible", edition=edition, title="Kampung rahasia")

    assert found(client, q="rahasia") == []
    assert found(client, q="kampung") == ["Kampung IVA"]


@pytest.mark.parametrize("words", ["'", '"', "a & | !", "((", "-", "%", "\\", "dan", "<script>"])
def test_any_words_can_be_looked_for(client, edition, words):
    awarded("Kampung IVA", edition=edition)

    assert client.get(CATALOGUE, {"q": words}).status_code == 200


def test_a_year_is_looked_for(client, edition):
    awarded("Lama", edition=factories.edition(2018, at_stage="closed"))
    awarded("Baru", edition=edition)
    factories.edition(2017, at_stage="closed")

    response = client.get(CATALOGUE, {"year": "2018"})

    assert listed(response) == ["Lama"]
    assert found(client, q="lama", year="2019") == []
    # Only years of which something is public are offered.
    assert offered(response, "year") == ["", 2019, 2018]


def offered(response, field):
    return [value for value, _label in response.context["form"].fields[field].choices]


def test_a_tier_is_looked_for_with_the_smaller_ones_in_it(client, edition):
    awarded("Empat puluh", edition=edition, tiers=("40 Besar (Top 40)",), status="eligible")
    awarded("Dua puluh", edition=edition)
    awarded("Sepuluh", edition=edition, tiers=("20 Besar (Top 20)", "10 Besar (Top 10)"))
    gone = awarded("Dicabut", edition=edition, tiers=("40 Besar (Top 40)", "10 Besar (Top 10)"))
    gone.awards.filter(tier__size=10).update(revoked_at=timezone.now(), reason="Salah hitung")

    response = client.get(CATALOGUE, {"tier": "20"})

    assert listed(response) == ["Dua puluh", "Sepuluh"]
    assert found(client, tier="10") == ["Sepuluh"]
    assert found(client, tier="40") == ["Dicabut", "Dua puluh", "Empat puluh", "Sepuluh"]
    assert offered(response, "tier") == ["", 10, 20, 40]


def test_a_government_is_looked_for(client, cast, edition):
    awarded("Kampung IVA", edition=edition, agency=cast.agency)
    awarded("Kursus Samara", edition=edition, agency=cast.other_agency)
    factories.innovation("eligible", edition=edition, agency=cast.provincial_agency)

    response = client.get(CATALOGUE, {"government": "33.27"})

    assert listed(response) == ["Kursus Samara"]
    # Only governments of which something is public are offered, in the order of their codes.
    assert offered(response, "government") == ["", "33.26", "33.27"]


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        ({"year": "abc"}, ["year"]),
        ({"year": "2017"}, ["year"]),
        ({"q": "a" * 201}, ["q"]),
        ({"q": "\0"}, ["q"]),
        ({"tier": "20 Besar"}, ["tier"]),
        ({"tier": "7"}, ["tier"]),
        ({"government": "33.99"}, ["government"]),
    ],
)
def test_what_can_not_be_looked_for_is_told_and_left_out(client, edition, asked, wrong):
    awarded("Kampung IVA", edition=edition)

    response = client.get(CATALOGUE, asked)

    assert (response.status_code, list(response.context["form"].errors)) == (200, wrong)
    assert listed(response) == ["Kampung IVA"]


def test_the_list_shows_24_a_page_and_keeps_what_was_asked(client, edition):
    for number in range(25):
        awarded(f"Inovasi {number:02}", edition=edition, complete=False)

    first = client.get(CATALOGUE, {"q": "inovasi", "year": "2019"})
    second = client.get(CATALOGUE, {"q": "inovasi", "year": "2019", "page": "2"})

    assert (len(listed(first)), listed(second)) == (24, ["Inovasi 24"])
    assert "?q=inovasi&amp;year=2019&amp;page=2" in first.text


def test_the_list_may_be_empty_and_only_reads(client, db):
    response = client.get(CATALOGUE)

    assert (response.status_code, listed(response)) == (200, [])
    assert client.post(CATALOGUE).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_rows(client, edition, rows, django_assert_num_queries):
    for number in range(rows):
        made = awarded(
            edition=edition,
            agency=factories.agency(f"Puskesmas {number}"),
            tiers=("20 Besar (Top 20)", "10 Besar (Top 10)"),
        )
        factories.photo(made)
        factories.photo(made)

    with django_assert_num_queries(5):
        client.get(CATALOGUE, {"q": "puskesmas", "year": "2019"})


# The page of an innovation


def test_everyone_reads_the_public_part_of_an_innovation(client, cast, edition):
    kept = awarded(
        "Kampung IVA",
        edition=edition,
        tiers=("20 Besar (Top 20)", "10 Besar (Top 10)"),
        public_summary="Pemeriksaan dini\ndi desa",
    )
    factories.location(kept, village_code="33.26.02.2008", place="Balai desa")
    photo = factories.photo(kept, caption="Ruang periksa")

    for reader in (None, cast.nobody, cast.stranger):
        if reader:
            client.force_login(reader)
        response = client.get(page_of(kept))

        assert [(award.tier.name, award.edition.year) for award in response.context["awards"]] == [
            ("10 Besar (Top 10)", 2019),
            ("20 Besar (Top 20)", 2019),
        ]
        assert [(village.name, village.district) for village in response.context["villages"]] == [
            ("Logandeng", "Karangdadap"),
            ("Botosari", "Paninggaran"),
        ]
        assert [item.evidence for item in response.context["photos"]] == [photo]
        for text in ("Kampung IVA", "Puskesmas Karangdadap", "Pemeriksaan dini\ndi desa", "Ruang periksa"):
            assert text in response.text
        assert {address(photo), address(photo, "file")} <= set(response.text.split('"'))


def test_nothing_else_of_the_proposal_is_public(client, cast, edition):
    kept = awarded(edition=edition, partners=(cast.other_agency,))
    hidden = [
        factories.photo(kept, public=False, caption="Foto tertutup"),
        factories.photo(kept, shows_recognisable_people=True, caption="Foto tertutup"),
        factories.document(kept, caption="Dokumen tertutup"),
    ]
    factories.location(kept, place="Rumah kader")

    page = client.get(page_of(kept)).text + client.get(CATALOGUE).text

    secrets = [
        "Jawaban tentang",  # every answer but the summary
        "Foto tertutup",
        "Dokumen tertutup",
        "Rumah kader",
        cast.staff.name,
        cast.other_agency.name,
        edition.categories.first().name,
        *(reverse("evidence_file", args=[one.pk, "file"]) for one in hidden),
        *(f"/photos/{one.pk}/" for one in hidden),
    ]
    assert [secret for secret in secrets if secret in page] == []


def test_places_and_photos_are_those_of_the_last_sent_revision(client, edition):
    kept = awarded(edition=edition)
    first = kept.revisions.get()
    gone, stays = factories.location(kept, village_code="33.26.02.2008"), kept.locations.first()
    old = factories.photo(kept)
    second = kept.revisions.create(number=2, sent_at=timezone.now())
    for thing in (gone, old):
        thing.removed_in = second
        thing.save()
    unsent = kept.revisions.create(number=3)
    factories.location(kept, unsent, village_code="33.26.01.2001")
    factories.photo(kept, unsent)
    new = factories.photo(kept, second)

    response = client.get(page_of(kept))

    assert first.number == 1
    assert response.context["villages"] == [stays.village]
    assert [item.evidence for item in response.context["photos"]] == [new]


@pytest.mark.parametrize(
    "status", ["draft", "submitted", "eligible", "finalist", "withdrawn", "disqualified"]
)
def test_without_an_award_there_is_no_page_for_anybody(client, cast, edition, status):
    innovation = factories.innovation(status, edition=edition)

    for reader in (None, cast.staff, cast.bureau):
        if reader:
            client.force_login(reader)
        assert client.get(page_of(innovation)).status_code == 404


def test_the_page_comes_with_the_publication_and_goes_with_its_retraction(client, cast, edition):
    entries = [factories.scored_entry(edition.stage_of_kind("proposal"), 80 + n, 80) for n in range(2)]
    stage = edition.stage_of_kind("proposal")

    def seen():
        return [client.get(page_of(entry)).status_code for entry in entries], len(found(client))

    frozen = factories.ranking(stage, "confirmed")
    assert seen() == ([404, 404], 0)
    published = publication.publish(frozen, by=cast.bureau, at=timezone.now())
    assert seen() == ([200, 200], 2)
    publication.retract(published, by=cast.bureau, at=timezone.now(), reason="Salah hitung")
    assert seen() == ([404, 404], 0)


def test_the_page_only_reads_and_escapes_what_was_typed(client, edition):
    kept = awarded("<b>Judul</b>", edition=edition, public_summary="<script>alert(1)</script>")

    page = client.get(page_of(kept)).text

    assert client.post(page_of(kept)).status_code == 405
    assert client.get(reverse("public_innovation", args=["tidak-ada"])).status_code == 404
    assert "&lt;script&gt;alert(1)" in page
    assert ("<script>alert(1)" in page, "<b>Judul" in page) == (False, False)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_photos_and_places(
    client, edition, rows, django_assert_num_queries
):
    kept = awarded(edition=edition, tiers=("20 Besar (Top 20)", "10 Besar (Top 10)")[:rows])
    for number in range(rows):
        factories.photo(kept)
        factories.location(kept, village_code=f"33.26.18.200{number + 2}")

    with django_assert_num_queries(5):
        client.get(page_of(kept))


# Photos


def test_everyone_gets_a_public_photo_in_both_sizes(client, cast, edition):
    photo = factories.photo(awarded(edition=edition))

    responses = [client.get(address(photo, size)) for size in ("file", "thumbnail")]

    assert [read(response) for response in responses] == [factories.webp(), factories.webp((4, 3))]
    assert [
        (response.status_code, response.headers["Content-Type"], response.headers["Cache-Control"])
        for response in responses
    ] == [(200, "image/webp", "public, max-age=600")] * 2


def test_files_that_are_not_public_are_not_served_here(client, cast, edition):
    kept, other = awarded(edition=edition), awarded(edition=edition)
    unawarded = factories.innovation("eligible", edition=edition)
    sent, unsent = kept.revisions.get(), kept.revisions.create(number=2)
    shown = factories.photo(kept, sent)
    removed = factories.photo(kept, sent, removed_in=unsent)
    assert read(client.get(address(shown))) == factories.webp((4, 3))

    client.force_login(cast.bureau)  # not even to the bureau: it has rooms of its own
    refused = [
        address(factories.photo(kept, sent, public=False)),
        address(factories.photo(kept, sent, shows_recognisable_people=True)),
        address(factories.document(kept, sent), "file"),
        address(factories.photo(kept, unsent)),
        address(removed),
        address(factories.photo(unawarded)),
        address(shown, "original"),
        reverse("public_photo", args=[other.slug, shown.pk, "file"]),
        reverse("public_photo", args=["tidak-ada", shown.pk, "file"]),
        reverse("public_photo", args=[kept.slug, 0, "file"]),
    ]

    assert {url: client.get(url).status_code for url in refused} == dict.fromkeys(refused, 404)


def test_a_photo_goes_with_the_award(client, edition):
    photo = factories.photo(awarded(edition=edition))
    assert read(client.get(address(photo))) == factories.webp((4, 3))

    Award.objects.update(revoked_at=timezone.now(), reason="Salah hitung")

    assert client.get(address(photo)).status_code == 404


def test_a_photo_is_only_read(client, edition):
    photo = factories.photo(awarded(edition=edition))

    assert client.post(address(photo, "file")).status_code == 405
    assert Evidence.objects.filter(pk=photo.pk).exists()
