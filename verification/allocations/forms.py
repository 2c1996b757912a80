from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kipp.accounts.models import User


class ProposeForm(forms.Form):
    """Who takes part in a draft of assignments, and whether it may move tasks.

    Gives out `verifiers` as people.
    """

    verifiers = forms.MultipleChoiceField(
        label=_("Who takes part"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one verifier.")},
    )
    moves_tasks = forms.BooleanField(
        label=_(
            "Tasks on which nothing is begun may go to somebody else; else only what is missing is assigned"
        ),
        required=False,
    )

    def __init__(self, *args: Any, verifiers: Sequence[User], **kwargs: Any) -> None:
        """Offer `verifiers`, in this order; at first all are ticked."""
        super().__init__(*args, **kwargs)
        self.people = {str(verifier.pk): verifier for verifier in verifiers}
        self.fields["verifiers"].choices = [(pk, verifier.name) for pk, verifier in self.people.items()]
        self.fields["verifiers"].initial = list(self.people)

    def clean_verifiers(self) -> list[User]:
        return [self.people[pk] for pk in self.cleaned_data["verifiers"]]
