from django import forms
from django.utils.translation import gettext_lazy as _


class EarlierAwardFilter(forms.Form):
    """Which earlier awards are listed: by words of title, agency or competition."""

    words = forms.CharField(
        label=_("Title, agency or competition"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
