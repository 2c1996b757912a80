from django import forms
from django.utils.translation import gettext_lazy as _

from innovations.models import Stage

from .saved import moment_field


class ExtensionForm(forms.Form):
    """A later closing of a stage; of the registration also that for agencies, and what the age counts to."""

    agencies_close_at = moment_field(_("Closes for agencies (WIB)"), required=False)
    closes_at = moment_field(_("Closes (WIB)"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Everyone reads it on the first page."),
    )
    age_moves = forms.BooleanField(
        label=_("Count the minimum age to the new closing"),
        help_text=_("Otherwise it is counted to the day that was announced before."),
        required=False,
    )

    def __init__(self, *args, stage, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["closes_at"].initial = stage.closes_at
        self.fields["agencies_close_at"].initial = stage.agencies_close_at
        if not stage.agencies_close_at:
            del self.fields["agencies_close_at"]
        if stage.kind != Stage.Kind.REGISTRATION:
            del self.fields["age_moves"]
