"""Forms that save what is typed."""

from django import forms


class SavedForm(forms.Form):
    """A form that can be saved in two windows at once: it knows on which save its texts were typed."""

    # Without one, nothing was stored when the page was opened.
    save_number = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def clean_save_number(self) -> int:
        return self.cleaned_data["save_number"] or 0

    def show_against(self, save_number: int) -> None:
        """Let the next save replace what is stored now, which the page shows beside what was typed."""
        data = self.data.copy()
        data["save_number"] = save_number
        self.data = data
