"""What everyone may read: innovations with an award that was not revoked, and nothing else of them.

An innovation without one has no page here: to a visitor it does not exist.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from innovations.forms.catalogue import CatalogueForm
from innovations.models import Award, Edition, Evidence, Innovation, Location, Tier

from .files import file_response

# How long a browser keeps a public photo: short, so that one that is taken back is soon gone.
PHOTO_SECONDS = 600


@dataclass(frozen=True)
class Entry:
    """An innovation in the catalogue's list."""

    innovation: Innovation
    tier: Tier
    photo: Evidence | None


@login_not_required
@require_GET
def catalogue(request):
    """Public innovations, the newest edition first; found by words, kept to a year."""
    years = list(_years())
    form = CatalogueForm(request.GET, years=years)
    form.is_valid()
    words, year = form.cleaned_data.get("q", ""), form.cleaned_data.get("year")
    innovations = _public().order_by("-edition__year", "title", "pk")
    if year:
        innovations = innovations.filter(edition__year=year)
    if words:
        innovations = innovations.matching(words)
    page = Paginator(innovations, 50).get_page(request.GET.get("page"))
    return render(
        request,
        "catalogue/catalogue.html",
        {
            "form": form,
            "page_obj": page,
            "entries": [_entry(innovation) for innovation in page],
            "is_filtered": bool(words or year),
            "query": urlencode({"q": words, "year": year or ""}),
        },
    )


@login_not_required
@require_GET
def public_innovation(request, slug):
    """Title, agency, summary, places, what it reached, and photos without patients or children."""
    innovation = get_object_or_404(_public(), slug=slug)
    places = Location.objects.in_revision(innovation.last_sent_revision)
    return render(
        request,
        "catalogue/innovation.html",
        {
            "innovation": innovation,
            "awards": innovation.awards.all(),
            "villages": _villages(places.select_related("village__government")),
            "photos": innovation.evidence.all(),
        },
    )


@login_not_required
@require_GET
def public_photo(request, slug, photo, size):
    """A photo that everyone may see, or its thumbnail."""
    public = Innovation.objects.public().filter(slug=slug)
    photo = get_object_or_404(Evidence.objects.public_photos(), pk=photo, innovation__in=public)
    response = file_response(photo, size)
    response.headers["Cache-Control"] = f"public, max-age={PHOTO_SECONDS}"
    return response


def _public():
    """Public innovations with what is public of them: three queries for any number.

    Their `awards` are the unrevoked ones only, and their `evidence` the public photos only.
    """
    awards = Award.objects.unrevoked().select_related("edition", "stage", "tier")
    return (
        Innovation.objects.filter(pk__in=Innovation.objects.public().values("pk"))
        .select_related("edition", "agency__government")
        .prefetch_related(
            Prefetch("awards", awards),
            Prefetch("evidence", Evidence.objects.public_photos()),
        )
    )


def _years():
    """The years of which something is public, newest first."""
    editions = Edition.objects.filter(awards__in=Award.objects.unrevoked())
    return editions.order_by("-year").values_list("year", flat=True).distinct()


def _entry(innovation) -> Entry:
    reached = min((award.tier for award in innovation.awards.all()), key=lambda tier: tier.size)
    return Entry(innovation, reached, next(iter(innovation.evidence.all()), None))


def _villages(places):
    """The villages of the places, each once, in their order."""
    return list({place.village_id: place.village for place in places}.values())
