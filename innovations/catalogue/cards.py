"""An innovation as a card: in the catalogue and among the winners on the first page.

Shown by {% include "components/card.html" with card=card only %}.
"""

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class Card:
    """What a card shows of an innovation."""

    title: str
    agency: str
    government: str
    # What it reached, and in which year; nothing where the page says so for all its cards.
    tier: str = ""
    year: int | None = None
    # Its place, where the order was announced.
    place: int | None = None
    is_sample: bool = False
    # Of the public page; empty where there is none.
    url: str = ""
    # Of a photo that everyone may see; empty where there is none.
    photo_url: str = ""
    photo_text: str = ""


def page_address(slug: str) -> str:
    """Return the address of an innovation's public page."""
    return reverse("public_innovation", args=[slug])


def photo_address(slug: str, photo: int, size: str = "thumbnail") -> str:
    """Return the address of a photo that everyone may see, by its number; `size` is "file" or "thumbnail"."""
    return reverse("public_photo", args=[slug, photo, size])
