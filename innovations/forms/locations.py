import re
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from innovations.models import Location
from innovations.models.location import LATITUDES, LONGITUDES
from kipp.accounts.models import Village

# A code with its points or without, at the start of what was typed or chosen from the list.
_CODE = re.compile(r"(\d{2})\.?(\d{2})\.?(\d{2})\.?(\d{4})(?!\d)")


class DegreesField(forms.DecimalField):
    """Degrees with a point or a comma, in bounds, kept to six places (a hand's breadth)."""

    def __init__(self, *, bounds, **kwargs):
        self.bounds = bounds
        super().__init__(required=False, localize=True, **kwargs)

    def clean(self, value):
        # Maps and telephones write a point, Indonesians a comma; nothing else can be meant by either.
        degrees = super().clean(value.replace(",", ".") if value else value)
        if degrees is None:
            return None
        lowest, highest = self.bounds
        if not lowest <= degrees <= highest:
            raise forms.ValidationError(
                _("In Central Java this lies between %(lowest)d and %(highest)d degrees."),
                params={"lowest": lowest, "highest": highest},
            )
        return degrees.quantize(Decimal("0.000001"))


class LocationForm(forms.Form):
    """A village by its code, the place in it, and a pin where it is known."""

    village = forms.CharField(
        label=_("Village"),
        max_length=250,
        # The page brings the list of villages: <datalist id="villages">.
        widget=forms.TextInput(attrs={"list": "villages", "autocomplete": "off"}),
        help_text=_("Type the name and choose from the list, or write the code, such as 33.26.18.2001."),
    )
    place = forms.CharField(
        label=_("Name of the place"),
        required=False,
        max_length=Location._meta.get_field("place").max_length,
        help_text=_("Such as the health post or the office where it can be seen."),
    )
    latitude = DegreesField(label=_("Latitude"), bounds=LATITUDES, help_text=_("Such as -6.912345."))
    longitude = DegreesField(label=_("Longitude"), bounds=LONGITUDES, help_text=_("Such as 109.612345."))

    def clean_village(self) -> Village:
        code = _CODE.match(self.cleaned_data["village"])
        village = Village.objects.filter(pk=".".join(code.groups())).first() if code else None
        if village is None:
            raise forms.ValidationError(
                _("There is no village with this code. Choose one from the list or write its code.")
            )
        return village

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        if (data["latitude"] is None) != (data["longitude"] is None):
            self.add_error(
                "longitude" if data["longitude"] is None else "latitude",
                _("Give both latitude and longitude, or neither."),
            )
        return data

    def location(self) -> dict:
        """Return what `drafting.add_location` takes."""
        data = self.cleaned_data
        pin = None if data["latitude"] is None else (data["latitude"], data["longitude"])
        return {"village": data["village"], "place": data["place"], "pin": pin}
