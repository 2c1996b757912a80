"""Forms and fields that several subjects share."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import DateTimeField
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class SavedForm(forms.Form):
    """A form that can be saved in two windows at once: it knows which save was on the page."""

    # Without a number nothing was stored when the page was opened.
    save_number = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def clean_save_number(self) -> int:
        return self.cleaned_data["save_number"] or 0

    def show_against(self, save_number: int) -> None:
        """Let the next save replace what is stored now; the page shows that beside what was typed."""
        data = self.data.copy()
        data["save_number"] = save_number
        self.data = data


def moment_field(label: "StrOrPromise", **options: Any) -> DateTimeField:
    """Return a field for an announced time, typed in WIB."""
    return forms.DateTimeField(
        label=label,
        input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        **options,
    )


class DeedForm(forms.ModelForm):
    """A form over fields of a model that a deed writes: it gives out what was typed, and saves nothing.

    What may be left empty, the lengths and the choices come from the model.
    """

    def _post_clean(self) -> None:
        # Here a ModelForm puts what was typed into its object, which the page may still show, and asks the
        # database once for each constraint. The deed writes, and the database keeps its constraints.
        pass


def whole_number(lowest: int, highest: int, **fixed: bool) -> Callable[..., forms.IntegerField]:
    """Return what makes the field of a whole number within bounds, for `Meta.field_classes`.

    The bounds are known to the form alone, and a default of the model is not shown.
    """

    def field(**options: Any) -> forms.IntegerField:
        within = {"min_value": lowest, "max_value": highest, "initial": None}
        return forms.IntegerField(**(options | within | fixed))

    return field


class ReasonForm(forms.Form):
    """Why somebody takes a step that needs a reason; `readers` says who reads it."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Write the reason.")},
    )

    def __init__(self, *args: Any, readers: "StrOrPromise" = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = readers
