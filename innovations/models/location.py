from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kipp.accounts.models import Village

from .innovation import Innovation
from .revision import CarriedQuerySet, Revision

# Degrees, WGS 84: Central Java lies between these bounds with room to spare.
LATITUDES = (-9, -5)
LONGITUDES = (108, 112)


class Location(models.Model):
    """A place (lokus) where the innovation can be seen: a village, with a pin where one was given."""

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="locations")
    village = models.ForeignKey(Village, models.PROTECT, related_name="+", verbose_name=_("village"))
    place = models.CharField(_("place"), max_length=150, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(LATITUDES[0]), MaxValueValidator(LATITUDES[1])],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(LONGITUDES[0]), MaxValueValidator(LONGITUDES[1])],
    )
    added_in = models.ForeignKey(Revision, models.CASCADE, related_name="locations_added")
    removed_in = models.ForeignKey(
        Revision, models.CASCADE, null=True, blank=True, related_name="locations_removed"
    )

    objects = CarriedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["innovation", "village", "place"],
                condition=Q(removed_in__isnull=True),
                name="location_once_an_innovation",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="location_pin_has_both_numbers",
            ),
        ]

    def __str__(self):
        return f"{self.place}, {self.village}" if self.place else str(self.village)

    @property
    def map_url(self) -> str:
        """The address of its pin on OpenStreetMap; empty without a pin."""
        if self.latitude is None:
            return ""
        pin = f"{self.latitude}/{self.longitude}"
        return f"https://www.openstreetmap.org/?mlat={self.latitude}&mlon={self.longitude}#map=16/{pin}"

    @property
    def geo_uri(self) -> str:
        """Its pin for a map app on a phone (RFC 5870); empty without a pin."""
        return f"geo:{self.latitude},{self.longitude}" if self.latitude is not None else ""
