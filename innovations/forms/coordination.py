from django import forms
from django.utils.translation import gettext_lazy as _


class ReturnForm(forms.Form):
    """Why a proposed innovation goes back to its agency."""

    note = forms.CharField(
        label=_("What has to be corrected"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("The agency reads this note."),
    )
