"""The forms of a visit's record, one for each piece that a device can send by itself."""

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kipp.files import uploads
from kipp.saving.forms import SavedForm
from verification.visits import signatures
from verification.visits.models import Attendance, DifferingNote, Visit, VisitFinding, VisitPhoto
from verification.visits.photos import Description
from verification.visits.record import Facts, FoundOnSite, PresentPerson

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_MOMENT = "%Y-%m-%dT%H:%M"


class KeyedForm(forms.Form):
    """A form for something new, with a key from the page or the device, by which it is stored only once."""

    uuid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class AttendanceForm(KeyedForm):
    """Somebody who was present; `present()` returns them as the deed takes them."""

    role = forms.CharField(
        label=gettext_lazy("Role"),
        max_length=100,
        error_messages={"required": gettext_lazy("Write the role, such as head of the health centre.")},
    )
    institution = forms.CharField(
        label=gettext_lazy("Institution"),
        max_length=150,
        error_messages={"required": gettext_lazy("Write the institution.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        required=False,
        max_length=150,
        help_text=gettext_lazy("As it was given. Names are read by the team and the bureau only."),
    )
    signature = forms.ChoiceField(
        label=gettext_lazy("Signature"),
        required=False,
        choices=[("", gettext_lazy("none")), *Attendance.Signature.choices],
    )
    # The strokes of verification.visits.signatures, written by the device.
    drawing = forms.CharField(required=False, strip=True, widget=forms.HiddenInput)

    def clean_drawing(self) -> str:
        drawing = self.cleaned_data["drawing"]
        return signatures.read(drawing) if drawing else ""

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        is_drawn = data.get("signature") == Attendance.Signature.DRAWN
        if is_drawn and "drawing" in data and not data["drawing"]:
            self.add_error("signature", _("Draw the signature on the device, or let it be signed on paper."))
        if not is_drawn:
            data["drawing"] = ""
        return data

    def present(self) -> PresentPerson:
        return PresentPerson(**{name: self.cleaned_data[name] for name in PresentPerson.__dataclass_fields__})


class FindingForm(SavedForm):
    """What was found at one criterion; it may be left open, but anything except “confirmed” needs words."""

    finding = forms.ChoiceField(
        label=gettext_lazy("Finding"),
        choices=VisitFinding.Finding.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("In words"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    @classmethod
    def of(cls, finding: VisitFinding, data: QueryDict | None = None) -> "FindingForm":
        """Return the form of a finding, with what is stored or what was sent."""
        stored = {"finding": finding.finding, "text": finding.text, "save_number": finding.save_number}
        return cls(data, initial=stored, auto_id=f"id_{finding.criterion.code}_%s")

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        finding = data.get("finding")
        if finding and finding != VisitFinding.Finding.CONFIRMED and not data.get("text"):
            self.add_error("text", _("Write what was found, or why it could not be checked."))
        return data

    def found(self) -> FoundOnSite:
        return FoundOnSite(self.cleaned_data["finding"], self.cleaned_data["text"])


class NoteForm(SavedForm):
    """A member's note that differs from the finding at one criterion; an empty one takes it back."""

    text = forms.CharField(
        label=gettext_lazy("My differing note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Only if you see it differently from the team. It is read with your name."),
    )

    @classmethod
    def of(cls, code: str, note: DifferingNote | None, data: QueryDict | None = None) -> "NoteForm":
        """Return the form of a member's own note, with what is stored or what was sent."""
        initial = {"text": note.text, "save_number": note.save_number} if note else None
        return cls(data, initial=initial, auto_id=f"id_note_{code}_%s")


def _moment_field(label: "StrOrPromise") -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT),
        error_messages={
            "invalid": gettext_lazy("Write the day and the hour, such as 2019-08-07 09:30."),
        },
    )


def _heard_field(label: "StrOrPromise") -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class FactsForm(SavedForm):
    """Arrival, departure and who was heard; `facts()` returns them as the deed takes them."""

    arrived_at = _moment_field(gettext_lazy("Arrival (WIB)"))
    departed_at = _moment_field(gettext_lazy("Departure (WIB)"))
    heard_innovators = _heard_field(gettext_lazy("Innovators who were heard"))
    heard_stakeholders = _heard_field(gettext_lazy("Stakeholders who were heard"))
    heard_users = _heard_field(gettext_lazy("Service users who were heard"))
    late_reason = forms.CharField(
        label=gettext_lazy("Reason for the late entry"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Only if this is written down after the day of the visit."),
    )
    # When it was typed on a device without a signal, with the offset from UTC.
    written_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, visit: Visit, data: QueryDict | None = None) -> "FactsForm":
        """Return the form of a visit's facts, with what is stored or what was sent."""
        stored = {**Facts.of(visit).__dict__, "save_number": visit.facts_save_number}
        return cls(data, initial=stored, auto_id="id_facts_%s")

    def facts(self) -> Facts:
        return Facts(**{name: self.cleaned_data[name] for name in Facts.__dataclass_fields__})


class DescriptionForm(SavedForm):
    """What a photo shows and when it was taken; `description()` returns them as the deeds take them."""

    caption = forms.CharField(
        label=gettext_lazy("Caption"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write what the photo shows.")},
    )
    taken_at = _moment_field(gettext_lazy("Taken (WIB)"))

    @classmethod
    def of(cls, photo: VisitPhoto, data: QueryDict | None = None) -> "DescriptionForm":
        """Return the form of a photo, with what is stored or what was sent."""
        stored = {**Description.of(photo).__dict__, "save_number": photo.save_number}
        return cls(data, initial=stored)

    def description(self) -> Description:
        return Description(self.cleaned_data["caption"], self.cleaned_data["taken_at"])


class PhotoForm(KeyedForm, DescriptionForm):
    """A photo that was taken on the visit; `photo` is given out as `uploads.read_photo` returns it."""

    photo = forms.FileField(
        label=gettext_lazy("Photo"),
        allow_empty_file=True,  # its reader says that it is empty
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": gettext_lazy("Choose a photo.")},
    )
    field_order = ["uuid", "photo", "caption", "taken_at"]

    def __init__(self, *args: Any, limit_mb: int, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_photo_%s", **kwargs})
        self.limit_mb = limit_mb
        del self.fields["save_number"]
        self.fields["taken_at"].help_text = _("Empty: as the camera says.")

    def clean_photo(self) -> uploads.Photo:
        return uploads.read_photo(self.cleaned_data["photo"], limit_mb=self.limit_mb, reads_capture=True)


class HoldForm(forms.Form):
    """Whether a visit was held online."""

    online = forms.BooleanField(label=gettext_lazy("The visit was held online"), required=False)
