from django import forms
from django.utils.translation import gettext_lazy as _


class ReturnForm(forms.Form):
    """What an agency has to correct in an innovation that comes back to it."""

    note = forms.CharField(
        label=_("What has to be corrected"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("The agency reads this note."),
    )
