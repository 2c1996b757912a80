"""What pages read of the rules of an edition."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from kipp.bilingual import bilingual_value

from .models import Regulation


def regulations() -> ArraySubquery:
    """Return where each rule comes from, for a query of editions: "rule" and, for this reader, "name"."""
    known = Regulation.objects.filter(edition=OuterRef("pk"))
    return ArraySubquery(known.values(row=JSONObject(rule="rule", name=bilingual_value("name"))))
