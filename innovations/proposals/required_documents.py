"""The documents that an edition requires, and which of them stand on an innovation's list."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from innovations.evidence.models import Evidence
from innovations.rulebook.models import RequiredDocument


def listed_documents() -> ArraySubquery:
    """Return the annotation of innovations with the required documents that are on their list now."""
    listed = Evidence.objects.filter(innovation=OuterRef(OuterRef("pk")), removed_in=None)
    return required_documents(listed, OuterRef("edition"))


def required_documents(listed: QuerySet[Evidence], edition: int | OuterRef) -> ArraySubquery:
    """Return what the edition requires, as a subquery: "code", "name", "name_en" and "is_there" of each."""
    required = RequiredDocument.objects.filter(edition=edition)
    required = required.annotate(is_there=Exists(listed.filter(required_document=OuterRef("pk"))))
    names = ("code", "name", "name_en", "is_there")
    return ArraySubquery(required.values(facts=JSONObject(**{name: name for name in names})))
