"""What the rules of an edition ask of the agency that owns an innovation; no rows of their own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kipp.accounts.models import Agency, Government


class OwnerKind(models.TextChoices):
    """For whom a quota holds, told from the owner agency."""

    REGENCY = "regency", _("regency")
    CITY = "city", _("city")
    PROVINCIAL_AGENCY = "provincial_agency", _("agency of the province")
    BUMD = "bumd", _("regional enterprise (BUMD)")

    @classmethod
    def of(cls, agency):
        """Return the kind of an owner, which comes with its government."""
        if agency.kind == Agency.Kind.BUMD:
            return cls.BUMD
        if agency.government.kind == Government.Kind.PROVINCE:
            return cls.PROVINCIAL_AGENCY
        return cls(agency.government.kind)


class Cluster(models.TextChoices):
    """The two clusters that a split tier gives half of its places each."""

    PROVINCE = "province", _("province and regional enterprises")
    LOCAL = "local", _("regencies and cities")

    @classmethod
    def of(cls, agency):
        """Return the cluster of an owner, which comes with its government."""
        local = OwnerKind.of(agency) in (OwnerKind.REGENCY, OwnerKind.CITY)
        return cls.LOCAL if local else cls.PROVINCE
