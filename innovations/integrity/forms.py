from django import forms
from django.utils.translation import gettext_lazy as _


class StatementForm(forms.Form):
    """The tick under a statement; gives out `shown`, the digest of the text that stood above it."""

    shown = forms.CharField(widget=forms.HiddenInput)
    agreed = forms.BooleanField(
        label=_("I have read this statement, and I sign it."),
        error_messages={"required": _("Tick that you have read the statement.")},
    )
