from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Government(models.Model):
    """The province or one of its 35 regencies and cities, by its official code (33.26)."""

    class Kind(models.TextChoices):
        PROVINCE = "province", _("province")
        REGENCY = "regency", _("regency")
        CITY = "city", _("city")

    code = models.CharField(max_length=5, unique=True, validators=[RegexValidator(r"^\d{2}(\.\d{2})?$")])
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_province(self) -> bool:
        return self.kind == self.Kind.PROVINCE


class Village(models.Model):
    """A village (desa or kelurahan) by its official code: 33.26.18.2001 is Logandeng.

    It is found by its code and never by its name: another province has a Logandeng too.
    """

    code = models.CharField(
        max_length=13, primary_key=True, validators=[RegexValidator(r"^\d{2}\.\d{2}\.\d{2}\.\d{4}$")]
    )
    name = models.CharField(max_length=100)
    district = models.CharField(max_length=100)
    government = models.ForeignKey(Government, models.PROTECT, related_name="villages")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.name}, {self.district}, {self.government.name}"
