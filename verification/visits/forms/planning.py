from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innovations.models import Location
from kipp.accounts.models import User
from verification.visits.deeds import Contact, Letter, Plan, Stop
from verification.visits.models import FROM, UNTIL, Visit

_DATE_ERRORS = {
    "required": gettext_lazy("Choose a day."),
    "invalid": gettext_lazy("Write the day as year-month-day, such as 2019-08-07."),
}
_TIME_ERRORS = {
    "required": gettext_lazy("Choose an hour."),
    "invalid": gettext_lazy("Write the hour as hours and minutes, such as 09:30."),
}


def _date_field(**options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, error_messages=_DATE_ERRORS, **options)


def _time_field(**options: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(widget=widget, error_messages=_TIME_ERRORS, **options)


def _length(name: str) -> int:
    return getattr(Visit, name).field.max_length


class LetterForm(forms.Form):
    """The letter of assignment (surat tugas) as it is typed in; `letter()` returns it for the deeds."""

    letter_number = forms.CharField(label=gettext_lazy("Number"), max_length=_length("letter_number"))
    letter_dated_on = _date_field(label=gettext_lazy("Date"))
    letter_signer = forms.CharField(label=gettext_lazy("Signed by"), max_length=_length("letter_signer"))
    letter_signer_office = forms.CharField(
        label=gettext_lazy("Office of the signer"), max_length=_length("letter_signer_office")
    )

    def letter(self) -> Letter:
        return Letter(**{name.removeprefix("letter_"): self.cleaned_data[name] for name in LETTER})


LETTER = tuple(LetterForm.base_fields)


class PlanVisitForm(LetterForm):
    """The team, the hours, the places and the rest of a plan; `plan()` returns it for the deeds.

    The letter of assignment may be left empty: it can follow when the visit is confirmed.
    """

    lead = forms.ChoiceField(
        label=gettext_lazy("Lead"),
        error_messages={"required": gettext_lazy("Choose who leads the visit.")},
        help_text=gettext_lazy("Writes the record of the visit. Is in the team without a tick."),
    )
    members = forms.MultipleChoiceField(
        label=gettext_lazy("Team"), required=False, widget=forms.CheckboxSelectMultiple
    )
    starts_on = _date_field(label=gettext_lazy("First day"))
    start_time = _time_field(label=gettext_lazy("From (WIB)"), initial=FROM)
    ends_on = _date_field(label=gettext_lazy("Last day"))
    end_time = _time_field(label=gettext_lazy("Until (WIB)"), initial=UNTIL)
    locations = forms.MultipleChoiceField(
        label=gettext_lazy("Places"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one place to visit.")},
    )
    programme = forms.CharField(
        label=gettext_lazy("Programme"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What happens when, and who should be there. The agency reads it, too."),
    )
    contact_name = forms.CharField(
        label=gettext_lazy("Name"), required=False, max_length=_length("contact_name")
    )
    contact_role = forms.CharField(
        label=gettext_lazy("Role"), required=False, max_length=_length("contact_role")
    )
    contact_phone = forms.CharField(
        label=gettext_lazy("Phone"),
        required=False,
        max_length=_length("contact_phone"),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )

    def __init__(
        self, *args: Any, verifiers: Sequence[User], locations: Sequence[Location], **kwargs: Any
    ) -> None:
        """Offer `verifiers`, assigned to the entry, and `locations` of its last sent revision."""
        super().__init__(*args, **kwargs)
        self.verifiers = {str(verifier.pk): verifier for verifier in verifiers}
        self.places = {str(location.pk): location for location in locations}
        names = [(pk, verifier.name) for pk, verifier in self.verifiers.items()]
        self.fields["lead"].choices = [("", "---------"), *names]
        self.fields["members"].choices = names
        self.fields["locations"].choices = [(pk, str(location)) for pk, location in self.places.items()]
        for name in LETTER:
            self.fields[name].required = False
        for pk, location in self.places.items():
            self.fields[f"day_{pk}"] = _date_field(
                label=_("Day at %(place)s") % {"place": location},
                required=False,
                help_text=_("Empty: on the first day."),
            )
            self.fields[f"hour_{pk}"] = _time_field(
                label=_("Hour at %(place)s (WIB)") % {"place": location}, required=False
            )

    @staticmethod
    def initial_of(visit: Visit) -> dict:
        """Return the initial values for a visit that is planned."""
        plain = ("starts_on", "start_time", "ends_on", "end_time", "programme")
        contact = ("contact_name", "contact_role", "contact_phone")
        initial = {name: getattr(visit, name) for name in (*plain, *contact, *LETTER)}
        stops = list(visit.visit_locations.all())
        return {
            **initial,
            "lead": visit.lead_id,
            "members": [member.pk for member in visit.members.all()],
            "locations": [stop.location_id for stop in stops],
            **{f"day_{stop.location_id}": stop.on_day for stop in stops},
            **{f"hour_{stop.location_id}": stop.at_time for stop in stops},
        }

    @property
    def stops(self) -> list[tuple]:
        """The fields for day and hour of each place, for the template."""
        return [(self[f"day_{pk}"], self[f"hour_{pk}"]) for pk in self.places]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        self._check_days(data, data.get("locations", []))
        self._check_letter(data)
        return data

    def plan(self) -> Plan:
        data = self.cleaned_data
        lead = self.verifiers[data["lead"]]
        others = [self.verifiers[pk] for pk in data["members"] if pk != data["lead"]]
        return Plan(
            lead=lead,
            members=[lead, *others],
            starts_on=data["starts_on"],
            start_time=data["start_time"],
            ends_on=data["ends_on"],
            end_time=data["end_time"],
            stops=[
                Stop(self.places[pk], data[f"day_{pk}"] or data["starts_on"], data[f"hour_{pk}"])
                for pk in data["locations"]
            ],
            programme=data["programme"],
            contact=Contact(data["contact_name"], data["contact_role"], data["contact_phone"]),
            letter=self.letter(),
        )

    def _check_days(self, data: dict[str, Any], chosen: Collection[str]) -> None:
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        ordered = starts_on and ends_on and starts_on <= ends_on
        if starts_on and ends_on and not ordered:
            self.add_error("ends_on", _("Choose a last day that does not come before the first."))
        for pk in self.places:
            day = data.get(f"day_{pk}")
            if (day or data.get(f"hour_{pk}")) and pk not in chosen:
                self.add_error(f"day_{pk}", _("Tick this place, or clear its day and hour."))
            elif day and ordered and not starts_on <= day <= ends_on:
                self.add_error(f"day_{pk}", _("Choose a day between the first and the last."))

    def _check_letter(self, data: dict[str, Any]) -> None:
        """Add an error to each empty field of a letter that is filled in only partly."""
        missing = [name for name in LETTER if name not in self.errors and not data.get(name)]
        if len(missing) < len(LETTER):
            for name in missing:
                self.add_error(name, _("Complete the letter of assignment, or leave all of it empty."))


class CallOffForm(forms.Form):
    """Whether a planned visit is postponed or not held, and why."""

    state = forms.ChoiceField(
        label=gettext_lazy("What becomes of the visit"),
        widget=forms.RadioSelect,
        choices=[
            (Visit.State.POSTPONED, gettext_lazy("Postponed: it will be planned anew")),
            (Visit.State.NOT_HELD, gettext_lazy("Not held")),
        ],
        error_messages={"required": gettext_lazy("Choose whether the visit is postponed or not held.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write the reason.")},
    )
