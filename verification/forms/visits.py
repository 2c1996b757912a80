from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innovations.models import Location
from kipp.accounts.models import User
from verification.models import Visit


def _date_field(**options):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, error_messages=_DATE_ERRORS, **options)


_DATE_ERRORS = {
    "required": gettext_lazy("Choose a day."),
    "invalid": gettext_lazy("Write the day as year-month-day, such as 2019-08-07."),
}


class PlanVisitForm(forms.Form):
    """The team, the days and the places of a visit; gives out the arguments of `visits.plan`."""

    lead = forms.ChoiceField(
        label=gettext_lazy("Lead"),
        error_messages={"required": gettext_lazy("Choose who leads the visit.")},
        help_text=gettext_lazy("Writes the record of the visit. Is in the team without a tick."),
    )
    members = forms.MultipleChoiceField(
        label=gettext_lazy("Team"), required=False, widget=forms.CheckboxSelectMultiple
    )
    starts_on = _date_field(label=gettext_lazy("First day"))
    ends_on = _date_field(label=gettext_lazy("Last day"))
    locations = forms.MultipleChoiceField(
        label=gettext_lazy("Places"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one place to visit.")},
    )

    def __init__(self, *args, verifiers: Sequence[User], locations: Sequence[Location], **kwargs):
        """`verifiers` are assigned to the entry, `locations` stand in its last sent revision."""
        super().__init__(*args, **kwargs)
        self.verifiers = {str(verifier.pk): verifier for verifier in verifiers}
        self.places = {str(location.pk): location for location in locations}
        names = [(pk, verifier.name) for pk, verifier in self.verifiers.items()]
        self.fields["lead"].choices = [("", "---------"), *names]
        self.fields["members"].choices = names
        self.fields["locations"].choices = [(pk, str(location)) for pk, location in self.places.items()]
        for pk, location in self.places.items():
            self.fields[f"day_{pk}"] = _date_field(
                label=_("Day at %(place)s") % {"place": location},
                required=False,
                help_text=_("Empty: on the first day."),
            )

    def clean(self):
        data = super().clean()
        chosen = data.get("locations", [])
        self._check_days(data, chosen)
        if self.errors:
            return data
        lead = self.verifiers[data["lead"]]
        others = [self.verifiers[pk] for pk in data["members"] if pk != data["lead"]]
        return {
            "lead": lead,
            "members": [lead, *others],
            "starts_on": data["starts_on"],
            "ends_on": data["ends_on"],
            "locations": [(self.places[pk], data[f"day_{pk}"] or data["starts_on"]) for pk in chosen],
        }

    def _check_days(self, data, chosen):
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        ordered = starts_on and ends_on and starts_on <= ends_on
        if starts_on and ends_on and not ordered:
            self.add_error("ends_on", _("Choose a last day that does not come before the first."))
        for pk in self.places:
            day = data.get(f"day_{pk}")
            if day and pk not in chosen:
                self.add_error(f"day_{pk}", _("Tick this place, or clear its day."))
            elif day and ordered and not starts_on <= day <= ends_on:
                self.add_error(f"day_{pk}", _("Choose a day between the first and the last."))


class CallOffForm(forms.Form):
    """Whether a planned visit is postponed or not held."""

    state = forms.ChoiceField(
        label=gettext_lazy("What becomes of the visit"),
        widget=forms.RadioSelect,
        choices=[
            (Visit.State.POSTPONED, gettext_lazy("Postponed: it will be planned anew")),
            (Visit.State.NOT_HELD, gettext_lazy("Not held")),
        ],
        error_messages={"required": gettext_lazy("Choose whether the visit is postponed or not held.")},
    )
