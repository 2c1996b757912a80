from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from innovations.models import Conflict
from kipp.accounts.models import User


class AssignForm(forms.Form):
    """Choose a verifier for an entry; gives out the person."""

    verifier = forms.ChoiceField(
        label=_("Verifier"),
        error_messages={
            "required": _("Choose a verifier from the list."),
            "invalid_choice": _("Choose a verifier from the list."),
        },
    )

    def __init__(self, *args, verifiers: Sequence[User], **kwargs):
        """`verifiers` are the ones who can be chosen, in the order shown, each with a `load`."""
        super().__init__(*args, **kwargs)
        self.verifiers = {str(verifier.pk): verifier for verifier in verifiers}
        self.fields["verifier"].choices = [
            ("", "---------"),
            *((pk, _name_and_load(verifier)) for pk, verifier in self.verifiers.items()),
        ]

    def clean_verifier(self) -> User:
        return self.verifiers[self.cleaned_data["verifier"]]


def _name_and_load(verifier):
    return ngettext(
        "%(name)s (%(load)d task in this stage)", "%(name)s (%(load)d tasks in this stage)", verifier.load
    ) % {"name": verifier.name, "load": verifier.load}


class ConflictForm(forms.ModelForm):
    """What kind of conflict a verifier declares, and why."""

    class Meta:
        model = Conflict
        fields = ["kind", "reason"]
        widgets = {"kind": forms.RadioSelect, "reason": forms.Textarea(attrs={"rows": 4})}
        error_messages = {
            "kind": {"required": _("Choose the kind of conflict.")},
            "reason": {"required": _("Write the reason.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Conflict.Kind.choices

    def _post_clean(self):
        # The deed writes the row and says with what the conflict is; here nothing is saved.
        self._validate_constraints = False
        super()._post_clean()
