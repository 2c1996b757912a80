"""What everyone may read: innovations with an award that was not revoked.

Any other innovation has no page here: to a visitor it does not exist.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import F, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from innovations.awards.models import Award
from innovations.evidence.files import file_response
from innovations.evidence.models import Evidence
from innovations.proposals.models import Innovation, InnovationQuerySet, Location
from innovations.proposals.reading import Attachment
from kipp.accounts.models import Village
from kipp.bilingual import bilingual_value
from kipp.certain import certain

from .cards import Card, page_address, photo_address
from .forms import CatalogueForm

# How long a browser keeps a public photo: short, so that a photo that was taken back is soon gone.
PHOTO_SECONDS = 600
# Innovations a page, in rows of two or three.
CARDS = 24


@login_not_required
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Show public innovations, newest edition first: by words, and by year, tier or government."""
    form = CatalogueForm(request.GET, awarded=_awarded())
    form.is_valid()
    asked = {name: value for name, value in form.cleaned_data.items() if value}
    found = _found(asked).order_by("-edition__year", "title", "pk").values_list("pk", flat=True)
    # The numbers of all that was found, in one query: enough to page.
    page = Paginator(list(found), CARDS).get_page(request.GET.get("page"))
    shown = _readable(Innovation.objects.all()).in_bulk(list(page))
    return render(
        request,
        "catalogue/catalogue.html",
        {
            "form": form,
            "page_obj": page,
            "cards": [_card(shown[pk]) for pk in page],
            "is_filtered": bool(asked),
            "query": urlencode(asked),
        },
    )


@login_not_required
@require_safe
def public_innovation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show title, agency, summary, places, awards, and the photos without patients or children."""
    innovation = get_object_or_404(_readable(_public()), slug=slug)
    places = Location.objects.in_revision(certain(innovation.last_sent_revision))
    photos = [_attachment(innovation, photo) for photo in innovation.evidence.all()]
    return render(
        request,
        "catalogue/innovation.html",
        {
            "innovation": innovation,
            "awards": innovation.awards.all(),
            "villages": _villages(places.select_related("village__government")),
            "photos": photos,
            # What a link to the page shows elsewhere, for example in a message.
            "address": request.build_absolute_uri(),
            "picture_address": request.build_absolute_uri(photos[0].thumbnail_url) if photos else "",
        },
    )


@login_not_required
@require_safe
def public_photo(request: HttpRequest, slug: str, photo_pk: int, size: str) -> HttpResponseBase:
    """Show a photo that everyone may see, or its thumbnail."""
    public = Innovation.objects.public().filter(slug=slug)
    photo = get_object_or_404(Evidence.objects.public_photos(), pk=photo_pk, innovation__in=public)
    response = file_response(request, photo, size)
    response.headers["Cache-Control"] = f"public, max-age={PHOTO_SECONDS}"
    return response


def _awarded() -> QuerySet[Award, Any]:
    """Return each year, tier and government of an unrevoked award, to choose from: one query."""
    awards = Award.objects.unrevoked().order_by("edition__year").distinct()
    return awards.values(
        year=F("edition__year"),
        size=F("tier__size"),
        tier_name=bilingual_value("tier__name"),
        code=F("innovation__agency__government__code"),
        government=F("innovation__agency__government__name"),
    )


def _public() -> InnovationQuerySet:
    return Innovation.objects.filter(pk__in=Innovation.objects.public().values("pk"))


def _readable(innovations: QuerySet[Innovation]) -> QuerySet[Innovation]:
    """Return public innovations with what is public of them: three queries for any number.

    Their `awards` are the unrevoked ones only, and their `evidence` the public photos only.
    """
    awards = Award.objects.unrevoked().select_related("edition", "stage", "tier")
    return innovations.select_related("edition", "agency__government").prefetch_related(
        Prefetch("awards", awards),
        Prefetch("evidence", Evidence.objects.public_photos()),
    )


def _found(asked: dict[str, Any]) -> QuerySet[Innovation]:
    """Return the public innovations that were asked for.

    A tier holds the members of the smaller ones too: Top 40 those of Top 20.
    """
    innovations = _public()
    if year := asked.get("year"):
        innovations = innovations.filter(edition__year=year)
    if size := asked.get("tier"):
        within = Award.objects.unrevoked().filter(tier__size__lte=size)
        innovations = innovations.filter(pk__in=within.values("innovation"))
    if code := asked.get("government"):
        innovations = innovations.filter(agency__government__code=code)
    if words := asked.get("q"):
        innovations = innovations.matching(words)
    return innovations


def _card(innovation: Innovation) -> Card:
    photo = next(iter(innovation.evidence.all()), None)
    reached = min((award.tier for award in innovation.awards.all()), key=lambda tier: tier.size)
    return Card(
        title=innovation.title,
        agency=innovation.agency.name,
        government=innovation.agency.government.name,
        tier=reached.local_name,
        year=innovation.edition.year,
        is_sample=innovation.is_sample,
        url=page_address(innovation.slug),
        photo_url=photo_address(innovation.slug, photo.pk) if photo else "",
        photo_text=photo.alternative_text if photo else "",
    )


def _attachment(innovation: Innovation, photo: Evidence) -> Attachment:
    slug, number = innovation.slug, photo.pk
    return Attachment(photo, photo_address(slug, number, "file"), photo_address(slug, number))


def _villages(places: Iterable[Location]) -> list[Village]:
    """Return the villages of the places, each once, in their order."""
    return list({place.village_id: place.village for place in places}.values())
