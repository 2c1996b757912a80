from django import forms
from django.utils.translation import gettext_lazy as _


class CarryForm(forms.Form):
    """Into which of the open editions entries are carried over."""

    edition = forms.ChoiceField(label=_("Into the edition"))

    def __init__(self, *args, editions, **kwargs):
        super().__init__(*args, **kwargs)
        self._editions = {str(edition.year): edition for edition in editions}
        self.fields["edition"].choices = [(year, str(edition)) for year, edition in self._editions.items()]

    def edition_chosen(self):
        """The edition that a valid form names."""
        return self._editions[self.cleaned_data["edition"]]
