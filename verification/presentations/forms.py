from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from innovations.models import Edition, Innovation, Presentation, Presenter
from kipp.accounts.models import User
from kipp.files import uploads
from kipp.saving.forms import moment_field

from .deeds import Break, Person, Record, Slot

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# In twenty minutes no more people than these can say something.
MOST_PRESENTERS = 5


def link_field(label: "StrOrPromise", **options: Any) -> forms.URLField:
    """Return a field for an https address, which the portal neither fetches nor embeds."""
    return _LinkField(label=label, required=False, max_length=500, assume_scheme="https", **options)


class _LinkField(forms.URLField):
    def clean(self, value: str | None) -> str:
        address = super().clean(value)
        if address and not address.lower().startswith("https://"):
            raise ValidationError(_("Write an address that begins with https://."))
        return address


class PlaceForm(forms.Form):
    """Where a presentation takes place, and when its material is due."""

    room = forms.CharField(
        label=gettext_lazy("Room"),
        max_length=Presentation._meta.get_field("room").max_length,
        required=False,
    )
    link = link_field(
        gettext_lazy("Link to the online meeting"),
        help_text=gettext_lazy("Only the agency, the panel and the bureau are told."),
    )
    material_due_at = moment_field(
        gettext_lazy("Material due (WIB)"),
        help_text=gettext_lazy("Until then the agency uploads its slides and names its video."),
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if not data.get("room") and not data.get("link") and "link" not in self.errors:
            self.add_error("room", _("Name the room or the link to the online meeting."))
        return data


class SlotForm(PlaceForm):
    """The slot of one entry; `slot()` returns it for the deeds."""

    starts_at = moment_field(gettext_lazy("Begins (WIB)"))
    chair = forms.ChoiceField(
        label=gettext_lazy("Chair of the panel"),
        required=False,
        help_text=gettext_lazy("May record who presented, as the bureau does."),
    )
    field_order = ["starts_at", "room", "link", "material_due_at", "chair"]

    def __init__(self, *args: Any, panel: Sequence[User], **kwargs: Any) -> None:
        """Offer `panel`, the people who are assigned to the entry, as chairs."""
        super().__init__(*args, **kwargs)
        self.panel = {str(person.pk): person for person in panel}
        names = [(pk, person.name) for pk, person in self.panel.items()]
        self.fields["chair"].choices = [("", "---------"), *names]

    @staticmethod
    def initial_of(presentation: Presentation) -> dict:
        """Return the initial values for a presentation that has a slot."""
        names = ("starts_at", "room", "link", "material_due_at")
        return {name: getattr(presentation, name) for name in names} | {"chair": presentation.chair_id}

    def slot(self) -> Slot:
        data = self.cleaned_data
        return Slot(**{**data, "chair": self.panel.get(data["chair"])})


def _time_field(label: "StrOrPromise") -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": gettext_lazy("Write the hour as hours and minutes, such as 09:30.")},
    )


class FillForm(PlaceForm):
    """Slots for several entries, one after the other in the order of the turns that were drawn.

    A valid form has `in_order`, the entries with a turn in this order.
    """

    starts_at = moment_field(gettext_lazy("The first one begins (WIB)"))
    pause_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes between two slots"), min_value=0, max_value=120, initial=0
    )
    rest_from = _time_field(gettext_lazy("Break from (WIB)"))
    rest_until = _time_field(gettext_lazy("Break until (WIB)"))
    field_order = [
        "starts_at",
        "pause_minutes",
        "rest_from",
        "rest_until",
        "room",
        "link",
        "material_due_at",
    ]

    def __init__(self, *args: Any, innovations: Sequence[Innovation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.innovations = innovations
        for turn, innovation in enumerate(innovations, start=1):
            self.fields[f"turn_{innovation.pk}"] = forms.IntegerField(
                label=_("Turn of %(title)s") % {"title": innovation.title},
                required=False,
                min_value=1,
                max_value=999,
                initial=turn,
            )

    @property
    def turns(self) -> list[tuple]:
        """The entries, each with the field of its turn, for the template."""
        return [(innovation, self[f"turn_{innovation.pk}"]) for innovation in self.innovations]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        given = {}
        for innovation in self.innovations:
            turn = data.get(f"turn_{innovation.pk}")
            if turn in given:
                self.add_error(f"turn_{innovation.pk}", _("Each turn is given once."))
            elif turn:
                given[turn] = innovation
        self.in_order = [given[turn] for turn in sorted(given)]
        start, end = data.get("rest_from"), data.get("rest_until")
        if bool(start) != bool(end):
            self.add_error("rest_until", _("A break has a beginning and an end, or leave both empty."))
        elif start and end and end <= start:
            self.add_error("rest_until", _("The break ends after it begins."))
        return data

    def slot(self) -> Slot:
        """Return the first slot."""
        data = self.cleaned_data
        names = ("starts_at", "room", "link", "material_due_at")
        return Slot(**{name: data[name] for name in names})

    def pauses(self) -> dict:
        """Return `pause` and `rest`, as arguments of the deed `fill`."""
        data = self.cleaned_data
        rest = None
        if data["rest_from"]:
            day = data["starts_at"]
            rest = Break(_on_day_of(day, data["rest_from"]), _on_day_of(day, data["rest_until"]))
        return {"pause": timedelta(minutes=data["pause_minutes"]), "rest": rest}


def _on_day_of(moment: datetime, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate(moment), hour))


class HeldForm(forms.Form):
    """Who presented; `record()` returns it for the deed."""

    head_was_present = forms.TypedChoiceField(
        label=gettext_lazy("Was the head of the institution present?"),
        choices=[("yes", pgettext_lazy("presence", "Yes")), ("no", pgettext_lazy("presence", "No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether the head of the institution was present.")},
    )
    head_note = forms.CharField(
        label=gettext_lazy("Note on it"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("For example who stood in for him."),
    )

    def __init__(
        self, *args: Any, presentation: Presentation, presenters: Iterable[Presenter], **kwargs: Any
    ) -> None:
        known = list(presenters)
        initial: dict = {"head_note": presentation.head_note}
        if presentation.head_was_present is not None:
            initial["head_was_present"] = "yes" if presentation.head_was_present else "no"
        for number, person in enumerate(known, start=1):
            initial |= {f"name_{number}": person.name, f"office_{number}": person.office}
        super().__init__(*args, **{**kwargs, "initial": initial})
        for number in range(1, MOST_PRESENTERS + 1):
            for name, label in (("name", _("Name, as given")), ("office", _("Office"))):
                self.fields[f"{name}_{number}"] = forms.CharField(label=label, max_length=150, required=False)

    @property
    def people(self) -> list[tuple]:
        """The two fields of each person, for the template."""
        numbers = range(1, MOST_PRESENTERS + 1)
        return [(self[f"name_{number}"], self[f"office_{number}"]) for number in numbers]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        self.presenters = []
        for number in range(1, MOST_PRESENTERS + 1):
            name, office = data.get(f"name_{number}"), data.get(f"office_{number}")
            if name and office:
                self.presenters.append(Person(name, office))
            elif office:
                self.add_error(f"name_{number}", _("Write the name as it was given."))
            elif name:
                self.add_error(f"office_{number}", _("Write the office."))
        if not self.presenters and not self.errors:
            self.add_error("name_1", _("Name at least one person who presented."))
        return data

    def record(self) -> Record:
        data = self.cleaned_data
        return Record(self.presenters, data["head_was_present"], data["head_note"])


class MaterialForm(forms.Form):
    """What the agency brings: `slides`, as `uploads.read_document` returns them, and the link to a video.

    `slides` is None where they stay as they are.
    """

    slides = forms.FileField(
        label=gettext_lazy("Slides (PDF)"),
        required=False,
        allow_empty_file=True,  # its reader says that it is empty
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )
    video_url = link_field(
        gettext_lazy("Link to a video"),
        help_text=gettext_lazy("For example on YouTube. Leave it empty if there is none."),
    )

    def __init__(self, *args: Any, edition: Edition, has_slides: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition, self.has_slides = edition, has_slides
        self.fields["slides"].help_text = _(
            "PDF without a password, at most %(limit)d MB and %(pages)d pages."
        ) % {"limit": edition.max_document_mb, "pages": uploads.MAX_DOCUMENT_PAGES}

    def clean_slides(self) -> uploads.Document | None:
        file = self.cleaned_data["slides"]
        if file is None:
            if not self.has_slides:
                raise ValidationError(_("Choose the PDF of your slides."))
            return None
        return uploads.read_document(file, limit_mb=self.edition.max_document_mb)
