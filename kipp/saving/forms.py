"""Forms and fields that several subjects share."""

from django import forms
from django.utils.translation import gettext_lazy as _


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


def moment_field(label, **options):
    """Return a field for an announced time, typed in WIB."""
    return forms.DateTimeField(
        label=label,
        input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        **options,
    )


class ReasonForm(forms.Form):
    """Why somebody takes a step that needs a reason; `readers` says who reads it."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Write the reason.")},
    )

    def __init__(self, *args, readers="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = readers
