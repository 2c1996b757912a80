from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """Why somebody takes a step that is not taken without a reason; `readers` says who reads it."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Write the reason.")},
    )

    def __init__(self, *args, readers="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = readers
