from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Placing


class DecidePlaceForm(forms.Form):
    """The place that the plenary decided for an entry, and why it departs from the computed one."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("As the plenary decided it. It is kept with the ranking."),
    )

    def __init__(self, *args: Any, placing: Placing, first: int, last: int, **kwargs: Any) -> None:
        """Accept places from `first` to `last`."""
        super().__init__(*args, **kwargs)
        self.placing = placing
        self.fields["place"] = _place_field(first, last)
        self.order_fields(["place", "reason"])

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        place = data.get("place")
        if place is not None and place != self.placing.computed_place and not data.get("reason"):
            self.add_error("reason", _("Write why this place departs from the computed one."))
        return data


def _place_field(first: int, last: int) -> forms.IntegerField:
    sentence = _("Choose a place from %(first)d to %(last)d.") % {"first": first, "last": last}
    return forms.IntegerField(
        label=_("Decided place"),
        min_value=first,
        max_value=last,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), sentence),
        # Not type=number: a browser would drop what it can't read, and the typed text must stay.
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
