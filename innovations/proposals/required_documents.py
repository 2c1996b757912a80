"""The documents that an edition requires, and which of them a revision has."""

from typing import TYPE_CHECKING, TypedDict

from django.db.models import Exists, OuterRef, QuerySet

from innovations.evidence.models import Evidence
from innovations.rulebook.models import RequiredDocument

from .models import Revision

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Listed(TypedDict):
    """Whether a required document is on the list of a revision."""

    is_there: bool


def required_documents(revision: Revision) -> "QuerySet[WithAnnotations[RequiredDocument, Listed]]":
    """Return what the edition requires, each document with whether it `is_there` in the revision."""
    listed = Evidence.objects.in_revision(revision).filter(required_document=OuterRef("pk"))
    required = RequiredDocument.objects.filter(edition=revision.innovation.edition_id)
    return required.annotate(is_there=Exists(listed))
