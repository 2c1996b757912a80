"""What the bureau types in the administrative check: the queue's filter, each item, and the reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from innovations.editions.models import Edition
from innovations.proposals.statuses import Status
from innovations.rulebook.models import Category, Group
from innovations.sending.forms import ReturnForm
from kipp.accounts.models import Government
from kipp.saving.forms import ReasonForm

from .deeds import Finding
from .findings import Item
from .models import ItemVerdict

# What can become of an innovation that was sent; the counts of the queue stand in this order.
SENT_STATUSES = (
    Status.SUBMITTED,
    Status.RETURNED,
    Status.ELIGIBLE,
    Status.INELIGIBLE,
    Status.FINALIST,
    Status.WITHDRAWN,
    Status.DISQUALIFIED,
)


class QueueForm(forms.Form):
    """Which innovations are listed: those of an edition, narrowed down by each field that is filled in."""

    edition = forms.TypedChoiceField(label=_("Edition"), required=False)
    words = forms.CharField(
        label=_("Title or agency"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    government = forms.TypedChoiceField(label=_("Government"), required=False, empty_value=None)
    group = forms.TypedChoiceField(label=_("Group"), required=False, empty_value=None)
    category = forms.TypedChoiceField(label=_("Category"), required=False, empty_value=None)
    checked_by = forms.ChoiceField(
        label=_("Checked by"),
        required=False,
        choices=[("", _("All")), ("me", _("me")), ("nobody", _("nobody yet"))],
    )
    # Chosen by a tab above the list; the form keeps it.
    status = forms.ChoiceField(
        required=False,
        choices=[("", _("All")), *((status.value, status.label) for status in SENT_STATUSES)],
        widget=forms.HiddenInput,
    )

    def __init__(
        self, asked: Mapping[str, str], *, editions: list[Edition], default: Edition, at: datetime
    ) -> None:
        """Take what the address asks as `asked`, and fill in what it leaves open."""
        super().__init__(
            {"edition": str(default.year), **{key: value for key, value in asked.items() if value}}
        )
        by_year = {str(edition.year): edition for edition in editions}
        self.chosen_edition = by_year.get(self.data["edition"], default)
        self._choose("edition", {year: (edition, str(edition)) for year, edition in by_year.items()})
        self._choose_among("government", Government.objects.all())
        # While nobody may know what an innovation is about, its category is not asked for.
        self.is_sealed = self.chosen_edition.is_sealed_at(at)
        if self.is_sealed:
            del self.fields["group"], self.fields["category"]
            self.fields["words"].label = _("Agency")
        else:
            self._choose_among("group", self.chosen_edition.groups.all())
            self._choose_among("category", self.chosen_edition.categories.all())

    def _choose_among(self, name: str, things: Iterable[Government | Group | Category]) -> None:
        """Let one of these things be chosen by its code, or none: one query, also when one was chosen."""
        self._choose(name, {"": (None, _("All")), **{one.code: (one, str(one)) for one in things}})

    def _choose(self, name: str, things: Mapping[str, tuple[object, str | Promise]]) -> None:
        field = self.fields[name]
        field.choices = [(code, label) for code, (_thing, label) in things.items()]
        field.coerce = lambda code: things[code][0]


class ReturnForCorrectionForm(ReturnForm):
    """What a submitted innovation's agency has to correct, and until when."""

    due_at = forms.DateTimeField(
        label=_("Correction until (WIB)"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Day and time, the same for all; the agency can send its correction until then."),
    )
    opens = forms.MultipleChoiceField(
        label=_("Open for correction"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only these parts can be changed. If nothing is ticked, all of them can."),
    )

    def __init__(self, *args: Any, at: datetime, parts: dict[str, str], **kwargs: Any) -> None:
        """Take the titles of the proposal's parts by their codes as `parts`."""
        super().__init__(*args, **kwargs)
        self.at = at
        self.fields["opens"].choices = list(parts.items())

    def clean_due_at(self) -> datetime:
        due_at = self.cleaned_data["due_at"]
        if due_at <= self.at:
            raise forms.ValidationError(_("Choose a time that lies ahead."))
        return due_at


class RejectForm(forms.Form):
    """Why an innovation does not pass the administrative check."""

    reason = forms.CharField(
        label=_("Reasons"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("The agency reads them. Name the rule of the edition that is not met."),
    )


class TakeOverForm(ReasonForm):
    """Why a colleague's check is taken over; not asked when the colleague has saved nothing for long."""

    def __init__(self, *args: Any, is_idle: bool, **kwargs: Any) -> None:
        super().__init__(*args, readers=_("Your colleague reads it."), **kwargs)
        self.fields["reason"].required = not is_idle


@dataclass(frozen=True)
class ItemRow:
    """An item with its two fields."""

    item: Item
    outcome: forms.BoundField
    note: forms.BoundField


class FindingsForm(forms.Form):
    """Fulfilled or not, and a note, for each item; gives out the items about which something was said."""

    # For the script that saves by itself. Only the one who claimed it saves, so nothing is saved elsewhere.
    save_number = forms.IntegerField(initial=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, items: list[Item], **kwargs: Any) -> None:
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

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        for item in self.items:
            outcome, note = _names(item)
            if data.get(outcome) == ItemVerdict.Outcome.NOT_FULFILLED and data.get(note) == "":
                self.add_error(note, _("Say what is not fulfilled. The agency reads it."))
        return data

    def findings(self) -> dict[str, Finding]:
        """Return what can be kept, by the items' codes: also when another item still lacks its note."""
        data, found = self.cleaned_data, {}
        for item in self.items:
            outcome, note = _names(item)
            if data.get(outcome) and note not in self.errors:
                found[item.code] = Finding(data[outcome], data.get(note, ""))
        return found

    def rows(self) -> list[ItemRow]:
        """Return the items in their order, each with its fields."""
        return [ItemRow(item, *(self[name] for name in _names(item))) for item in self.items]


def _names(item: Item) -> tuple[str, str]:
    name = item.code.replace(":", "-")
    return f"{name}-outcome", f"{name}-note"
