"""Photos and documents of an innovation, with real files."""

import hashlib

from django.core.files.base import ContentFile

from innovations.models import Evidence, Innovation, Revision

from .files import PDF, webp
from .people import numbers


def document(innovation: Innovation, revision: Revision | None = None, **fields) -> Evidence:
    """Return a new PDF of an innovation, with its file, in its newest revision unless said."""
    return _evidence(innovation, revision, "document", {"file": ("pdf", PDF)}, fields)


def photo(
    innovation: Innovation, revision: Revision | None = None, *, public: bool = True, **fields
) -> Evidence:
    """Return a new photo of an innovation, with its two files; `public` ones show no patients or children."""
    fields = {"alternative_text": "Alat di meja", "shows_no_patients_or_children": public, **fields}
    files = {"file": ("webp", webp()), "thumbnail": ("webp", webp((4, 3)))}
    return _evidence(innovation, revision, "photo", files, fields)


def _evidence(innovation, revision, kind, files, fields):
    number = next(numbers)
    made = Evidence(
        **{
            "innovation": innovation,
            "kind": kind,
            "caption": f"Bukti {number}",
            "sha256": hashlib.sha256(str(number).encode()).hexdigest(),
            "size": len(files["file"][1]),
            "uploaded_by": innovation.created_by,
            "uploaded_at": innovation.created_at,
            "added_in": revision or innovation.revisions.latest("number"),
            **fields,
        }
    )
    for field, (extension, content) in files.items():
        getattr(made, field).save(f"{kind}-{number}.{extension}", ContentFile(content), save=False)
    made.save()
    return made
