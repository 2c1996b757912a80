"""Forms of the minutes of a visit: what the lead adds to the record, signatures, number and signed paper."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kipp.files import uploads
from verification.visits import signatures
from verification.visits.models import VisitPhoto

from .models import Minutes, MinutesSignature
from .text import MinutesDraft, Signer


class SignersForm(forms.Form):
    """Who signs besides the team, and why a new version of the text is drawn up, if it replaces one."""

    agency_name = forms.CharField(
        label=gettext_lazy("Name of who signs for the agency"),
        error_messages={"required": gettext_lazy("Write who signs for the agency.")},
        max_length=150,
    )
    agency_office = forms.CharField(
        label=gettext_lazy("Their office"),
        error_messages={"required": gettext_lazy("Write their office, such as head of the agency.")},
        max_length=150,
    )
    organiser_name = forms.CharField(
        label=gettext_lazy("Name of who signs for the organiser"),
        required=False,
        help_text=gettext_lazy("Leave it empty if nobody does."),
        max_length=150,
    )
    organiser_office = forms.CharField(label=gettext_lazy("Their office"), required=False, max_length=150)
    reason = forms.CharField(
        label=gettext_lazy("Why it is drawn up anew"),
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": gettext_lazy("Write why the text is drawn up anew.")},
        help_text=gettext_lazy("It is printed. The earlier version stays, with its signatures."),
    )

    def __init__(self, *args: Any, replaces: Minutes | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if replaces is None:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("organiser_name") and not data.get("organiser_office"):
            self.add_error("organiser_office", _("Write the office of who signs for the organiser."))
        return data

    def draft(self) -> MinutesDraft:
        """Return what was typed as the deeds take it."""
        data = self.cleaned_data
        organiser = Signer(data["organiser_name"], data["organiser_office"])
        return MinutesDraft(
            agency=Signer(data["agency_name"], data["agency_office"]),
            organiser=organiser if organiser.name else Signer(),
            response=data.get("response", ""),
            photos=data.get("photos", ()),
        )


class DrawUpForm(SignersForm):
    """What the lead adds to the record before the text of the minutes is fixed."""

    response = forms.CharField(
        label=gettext_lazy("The agency's response"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("In the agency's own words. Empty: the agency gave no response."),
    )
    photos = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Photos in the minutes"),
        coerce=UUID,
        empty_value=[],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "The agency gets the minutes: tick photos on which no patients and no children can be recognised."
        ),
    )
    field_order = ["response", "photos"]

    def __init__(self, *args: Any, photos: list[VisitPhoto], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photos"].choices = [
            (str(photo.uuid), photo.caption or _("photo without a description")) for photo in photos
        ]
        if not photos:
            del self.fields["photos"]


class AddendumForm(SignersForm):
    """What is added to issued minutes."""

    words = forms.CharField(
        label=gettext_lazy("What is added"),
        max_length=4000,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": gettext_lazy("Write what is added to the minutes.")},
    )
    field_order = ["words"]


def initial_of(draft: MinutesDraft) -> dict:
    """Return the initial values of a form that begins with a draft."""
    return {
        "agency_name": draft.agency.name,
        "agency_office": draft.agency.office,
        "organiser_name": draft.organiser.name,
        "organiser_office": draft.organiser.office,
        "response": draft.response,
        "photos": [str(key) for key in draft.photos],
    }


class SignForm(forms.Form):
    """A signature in one place of a text, with the hash of the text that was shown."""

    place = forms.CharField(max_length=40, widget=forms.HiddenInput)
    text_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)
    signature = forms.ChoiceField(
        label=gettext_lazy("Signature"),
        choices=MinutesSignature.Manner.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how it is signed.")},
    )
    # The strokes of verification.visits.signatures, written by the device.
    drawing = forms.CharField(required=False, strip=True, widget=forms.HiddenInput)

    @classmethod
    def of(cls, minutes: Minutes, place: str, data: QueryDict | None = None) -> "SignForm":
        """Return the form for a place, empty or with what was sent."""
        return cls(data, initial={"place": place, "text_hash": minutes.text_hash}, auto_id=f"id_{place}_%s")

    def clean_drawing(self) -> str:
        drawing = self.cleaned_data["drawing"]
        return signatures.read(drawing) if drawing else ""

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        is_drawn = data.get("signature") == MinutesSignature.Manner.DRAWN
        if is_drawn and "drawing" in data and not data["drawing"]:
            self.add_error("signature", _("Draw the signature on the device, or let it be signed on paper."))
        if not is_drawn:
            data["drawing"] = ""
        return data


class NumberForm(forms.Form):
    """The number of a text in the secretariat's register."""

    number = forms.CharField(
        label=gettext_lazy("Number"),
        max_length=Minutes._meta.get_field("number").max_length,
        error_messages={"required": gettext_lazy("Write the number.")},
    )


class IssueForm(forms.Form):
    """The signed paper; gives out `document`, as `uploads.read_document` returns it."""

    document = forms.FileField(
        label=gettext_lazy("Signed paper"),
        allow_empty_file=True,  # its reader says that it is empty
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        error_messages={"required": gettext_lazy("Choose the PDF of the signed paper.")},
    )

    def __init__(self, *args: Any, limit_mb: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit_mb = limit_mb
        self.fields["document"].help_text = _(
            "The scan, or a PDF that was signed outside of the portal, of at most %(limit)d MB. "
            "It is kept as it is."
        ) % {"limit": limit_mb}

    def clean_document(self) -> uploads.Document:
        return uploads.read_document(self.cleaned_data["document"], limit_mb=self.limit_mb)
