from django import forms

from kipp.accounts.models import User


class RemindForm(forms.Form):
    """Whom to remind: one person, or, where nobody is named, all who are behind."""

    verifier = forms.ModelChoiceField(User.objects.all(), required=False)
