"""The forms of an innovation: its name, its sections, who made it and where it can be seen."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from innovations.editions.models import Edition
from innovations.rulebook.models import Section
from kipp.accounts.models import Agency, Village
from kipp.saving.forms import DeedForm, SavedForm

from .drafting import Basics
from .models import LATITUDES, LONGITUDES, Innovation, Innovator, Location

DAYS = ["trialled_on", "started_on", "launched_on"]


class NamingForm(DeedForm):
    """Title, category and days; `basics()` gives them to the deeds."""

    class Meta:
        model = Innovation
        fields = ["title", "category", *DAYS]
        widgets = {day: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for day in DAYS}
        help_texts = {
            "title": _("Name the innovation in words that say what it does."),
            "trialled_on": _("May be left empty. A trial does not count towards the age."),
            "started_on": _(
                "The day since when the public is served by it. From it the age is counted, and a document "
                "has to prove it."
            ),
            "launched_on": _("May be left empty. A ceremony does not count towards the age."),
        }

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        self.fields["category"].queryset = edition.categories.all()

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        for name in DAYS:
            if data.get(name) and data[name] > timezone.localdate():
                self.add_error(name, _("Give a day that is not in the future."))
        if data.get("trialled_on") and data.get("started_on") and data["trialled_on"] > data["started_on"]:
            self.add_error("trialled_on", _("A trial comes before the start of implementation."))
        return data

    def basics(self) -> Basics:
        """Return what the deeds of `drafting` take."""
        return Basics(**{name: self.cleaned_data[name] for name in self.Meta.fields})


class BasicsForm(NamingForm, SavedForm):
    """The basics of an innovation that exists."""

    def __init__(self, *args: Any, instance: Innovation, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        self.initial["save_number"] = instance.save_number


class NewInnovationForm(NamingForm):
    """The basics, and the agency. Staff of one agency only are not asked for it."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("Agency"))
    field_order = ["agency", *NamingForm.Meta.fields]

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = agencies
        if len(agencies) == 1:
            del self.fields["agency"]
        else:
            chosen = Agency.objects.filter(pk__in=[agency.pk for agency in agencies])
            self.fields["agency"].queryset = chosen.select_related("government")

    def agency_chosen(self) -> Agency:
        """Return the agency that was chosen, or the only one."""
        return self.cleaned_data.get("agency") or self.agencies[0]


class SectionForm(SavedForm):
    """The text of a section. It may be kept with gaps or too long: only sending asks for more."""

    text = forms.CharField(
        required=False,
        # Far above any limit of words: it keeps out a pasted book, not a long draft.
        max_length=30_000,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, section: Section, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["text"]
        field.label = _("Your text, at most %(limit)d words") % {"limit": section.max_words}
        # The page counts the words while they are typed: static/js/word_count.js.
        field.widget.attrs |= {"data-max-words": section.max_words, "data-count": "word-count"}
        # A line has about ten words: a full text is seen at once, up to what a screen holds.
        field.widget.attrs["rows"] = min(max(10, section.max_words // 10), 26)

    def clean_text(self) -> str:
        return self.cleaned_data["text"].replace("\r\n", "\n")


class PledgeForm(forms.Form):
    """The truth statement (pakta integritas), which the national competition asks of all who send."""

    pledge = forms.BooleanField(
        label=_(
            "What this proposal says is true, and the innovation is our own. If that is not so, it can be "
            "disqualified and an award taken back."
        ),
        error_messages={"required": _("Give the truth statement first: tick it above the button.")},
    )


class WithdrawForm(forms.Form):
    """Why an agency withdraws, if it wants to say so."""

    reason = forms.CharField(
        label=_("Reason (may be left empty)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


# A code with its points or without them, at the start of what was typed or chosen from the list.
_CODE = re.compile(r"(\d{2})\.?(\d{2})\.?(\d{2})\.?(\d{4})(?!\d)")


class DegreesField(forms.DecimalField):
    """Degrees with a point or a comma, within bounds, kept to six places (a hand's breadth)."""

    def __init__(self, *, bounds: tuple[int, int], **kwargs: Any) -> None:
        self.bounds = bounds
        super().__init__(required=False, localize=True, **kwargs)

    def clean(self, value: str | None) -> Decimal | None:
        # Maps and telephones write a point, Indonesians a comma. Both are clear.
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
    """A village by its code, the place in it, and a pin if it is known."""

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

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
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


class InnovatorForm(DeedForm):
    """The name and the role of an innovator, for `contributors.add_innovator`."""

    class Meta:
        model = Innovator
        fields = ["name", "role"]
        help_texts = {"role": _("Such as initiator, midwife, or village head.")}

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class PartnerSearchForm(forms.Form):
    """Words of the name of an agency that is to be named as a partner."""

    words = forms.CharField(
        label=_("Name of the agency"), max_length=150, widget=forms.TextInput(attrs={"type": "search"})
    )


class PartnerForm(forms.Form):
    """The agency that was chosen among those found."""

    agency = forms.ModelChoiceField(Agency.objects.all(), widget=forms.HiddenInput)
