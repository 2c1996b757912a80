"""What the bureau types of each item of the administrative check."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from innovations.findings import Item
from innovations.models import ItemVerdict
from innovations.screening import Finding


@dataclass(frozen=True)
class Row:
    """An item with its two fields."""

    item: Item
    outcome: forms.BoundField
    note: forms.BoundField


class FindingsForm(forms.Form):
    """Fulfilled or not, and a note, for each item; gives out those about which something was said."""

    # For the script that saves by itself; one claim holds, so nothing is ever saved elsewhere.
    save_number = forms.IntegerField(initial=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, items: list[Item], **kwargs):
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            outcome, note = _names(item)
            self.fields[outcome] = forms.ChoiceField(
                label=item.title,
                choices=ItemVerdict.Outcome.choices,
                required=False,
                initial=item.outcome,
                widget=forms.RadioSelect,
            )
            self.fields[note] = forms.CharField(
                label=_("Note"),
                max_length=1000,
                required=False,
                initial=item.note,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean(self):
        data = super().clean()
        for item in self.items:
            outcome, note = _names(item)
            if data.get(outcome) == ItemVerdict.Outcome.NOT_FULFILLED and data.get(note) == "":
                self.add_error(note, _("Say what is not fulfilled. The agency reads it."))
        return data

    def findings(self) -> dict[str, Finding]:
        """Return what can be kept, by the items' codes: also where another item still lacks its note."""
        data, found = self.cleaned_data, {}
        for item in self.items:
            outcome, note = _names(item)
            if data.get(outcome) and note not in self.errors:
                found[item.code] = Finding(data[outcome], data.get(note, ""))
        return found

    def rows(self) -> list[Row]:
        """Return the items in their order, each with its fields."""
        return [Row(item, *(self[name] for name in _names(item))) for item in self.items]


def _names(item):
    name = item.code.replace(":", "-")
    return f"{name}-outcome", f"{name}-note"
