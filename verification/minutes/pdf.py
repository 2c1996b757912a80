"""The minutes of a visit as a PDF: the fixed text, its number and signatures, and a code to check the paper.

    said = minutes_pdf.contents(minutes)
    pdf = minutes_pdf.typeset(minutes, said)

Its words are Indonesian, as the text is. templates/typst/minutes.typ only sets what is in `said`.
"""

import io
from typing import Any

import segno
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from PIL import Image

from kipp.files import pdf
from kipp.files.pictures import as_jpeg, drawn_upright
from verification.visits.models import VisitPhoto
from verification.visits.signatures import HEIGHT, WIDTH

from .models import Minutes, MinutesSignature
from .text import hash_of_file

TEMPLATE = pdf.TEMPLATES / "minutes.typ"
# In pixels; sharp enough in print, since two photos are side by side on A4.
LONGEST = 800


def contents(minutes: Minutes) -> dict:
    """Return all that the PDF says, as JSON can hold it: the text, its number, signatures and hash."""
    text, check = minutes.content, reverse("check_document", args=[minutes.text_hash])
    signatures = {signature.place: signature for signature in minutes.signatures.all()}
    return {
        "title": f"{text['title']} – {minutes.visit.innovation}",
        "author": text["letterhead"][-1],
        "letterhead": [pdf.lines(line) for line in text["letterhead"]],
        "mark": text["mark"],
        "superseded": _superseded(minutes),
        "heading": pdf.lines(text["title"]),
        "subtitle": pdf.lines(text["subtitle"]),
        "version": pdf.lines(text["version"]),
        "number": pdf.lines(f"Nomor: {minutes.number or '…'}"),
        "opening": [pdf.lines(one) for one in text["opening"]],
        "facts": _facts(text["facts"]),
        "parts": [_part(part) for part in text["parts"]],
        "photos_heading": pdf.lines(text["photos"]["heading"]),
        "photos": [_photo(photo) for photo in text["photos"]["rows"]],
        "closing": [pdf.lines(one) for one in text["closing"]],
        "places": [_place(place, signatures.get(place["code"])) for place in text["places"]],
        "trail": pdf.lines(text["trail"]),
        "hash": pdf.lines(f"Sidik naskah (SHA-256): {minutes.text_hash}"),
        "address": f"{settings.PORTAL_URL}{check}",
        "check": "Pemeriksaan isi, bukan tanda tangan elektronik",
        "short": f"Sidik naskah {minutes.short_hash}",
    }


def typeset(minutes: Minutes, said: dict) -> bytes:
    """Return the PDF of what `contents` returned; the same text, signatures and number give the same bytes.

    Raises ValidationError if a photo is not the one that was signed for, or the text is too long to be set.
    """
    try:
        return pdf.typeset(TEMPLATE, said, _files(minutes, said), moment=minutes.drawn_up_at)
    except pdf.TooMuchError as error:
        raise ValidationError(_("The PDF can't be made: the text is too long.")) from error


def fingerprint(said: dict) -> str:
    """Return a hash that changes whenever the PDF would change."""
    return pdf.fingerprint(TEMPLATE, said)


def file_name(minutes: Minutes) -> str:
    """Return the name of the PDF's file, such as kipp-2019-berita-acara-kampung-iva-v1.pdf."""
    kind = "berita-acara" if minutes.kind == Minutes.Kind.MINUTES else "adendum"
    innovation = minutes.visit.innovation
    return f"kipp-{minutes.stage.edition.year}-{kind}-{innovation.slug}-v{minutes.version}.pdf"


def _superseded(minutes: Minutes) -> str:
    return "Tidak berlaku: diganti versi berikutnya" if minutes.state == Minutes.State.SUPERSEDED else ""


def _facts(facts: list[dict[str, str]]) -> list[dict[str, list[list[str]]]]:
    return [{"label": pdf.lines(fact["label"]), "text": pdf.lines(fact["text"])} for fact in facts]


def _part(part: dict[str, Any]) -> dict[str, Any]:
    return {
        "heading": pdf.lines(part["heading"]),
        "paragraphs": [pdf.lines(one) for one in part["paragraphs"]],
        "facts": _facts(part["facts"]),
        "head": [pdf.lines(cell) for cell in part["table"]["head"]],
        "rows": [[pdf.lines(cell) for cell in row] for row in part["table"]["rows"]],
    }


def _photo(photo: dict[str, str]) -> dict[str, Any]:
    return {
        "file": f"{photo['uuid']}.jpg",
        "alternative": photo["caption"],
        "caption": pdf.lines(photo["caption"]),
        "taken": pdf.lines(photo["taken"]),
    }


def _place(place: dict[str, str], signature: MinutesSignature | None) -> dict[str, Any]:
    said = ""
    if signature and not signature.drawing:
        said = "Ditandatangani di atas kertas"
    return {
        "role": pdf.lines(place["role"]),
        "name": pdf.lines(place["name"]),
        "office": pdf.lines(place["office"]),
        "file": f"{place['code']}.svg" if signature and signature.drawing else "",
        "drawing": signature.drawing if signature else "",
        "alternative": f"Tanda tangan {place['name']}",
        "said": said,
    }


def _files(minutes: Minutes, said: dict[str, Any]) -> dict[str, bytes]:
    """Return the pictures in the PDF by file name: the QR code, the drawn signatures and the photos.

    Raises ValidationError as `_picture`.
    """
    files = {"qr.svg": _qr(said["address"])}
    for place in said["places"]:
        if place["file"]:
            files[place["file"]] = _drawn(place["drawing"])
    stored = {str(photo.uuid): photo for photo in minutes.visit.photos.all()}
    for photo in minutes.content["photos"]["rows"]:
        files[f"{photo['uuid']}.jpg"] = _picture(stored.get(photo["uuid"]), photo["hash"])
    return files


def _qr(address: str) -> bytes:
    buffer = io.BytesIO()
    segno.make(address, error="m", micro=False).save(buffer, kind="svg", border=2, xmldecl=False)
    return buffer.getvalue()


def _drawn(drawing: str) -> bytes:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}"><path d="{drawing}" fill="none" stroke="#1f2a37" stroke-width="4" '
        'stroke-linecap="round" stroke-linejoin="round"/></svg>'
    ).encode()


def _picture(photo: VisitPhoto | None, expected: str) -> bytes:
    """Return a photo as a JPEG; raise ValidationError unless its file has the hash that the text names."""
    if (
        photo is None
        or not photo.file.storage.exists(str(photo.file))
        or hash_of_file(photo.file) != expected
    ):
        raise ValidationError(_("A photo of these minutes is not the one that was signed for."))
    with photo.file.open("rb") as file, Image.open(file, formats=["WEBP"]) as image:
        return as_jpeg(drawn_upright(image, LONGEST), quality=80)
