from django.db import models
from django.utils.translation import gettext_lazy as _

from kipp.accounts.models import Government, User

from .edition import Edition


class CoveringLetter(models.Model):
    """The letter with which a government sends its entries: its number, its date and the scan."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="covering_letters")
    government = models.ForeignKey(Government, models.PROTECT, related_name="covering_letters")
    number = models.CharField(_("number of the letter"), max_length=60)
    dated_on = models.DateField(_("date of the letter"))
    file = models.FileField(upload_to="letters", max_length=120)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["-dated_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "government", "number"], name="covering_letter_number_once"
            )
        ]

    def __str__(self):
        return self.number
