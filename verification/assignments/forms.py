from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from innovations.models import Conflict
from kipp.accounts.models import User
from kipp.saving.forms import DeedForm, ReasonForm

_LETTER = _("Number of the letter")


class AssignForm(forms.Form):
    """The verifier who is given an entry; gives out `verifier` as a person."""

    verifier = forms.ChoiceField(
        label=_("Verifier"),
        error_messages={
            "required": _("Choose a verifier from the list."),
            "invalid_choice": _("Choose a verifier from the list."),
        },
    )

    def __init__(self, *args: Any, verifiers: Sequence[User], **kwargs: Any) -> None:
        """Offer `verifiers`, in this order; each has `load`, the number of their tasks in the stage."""
        super().__init__(*args, **kwargs)
        self.verifiers = {str(verifier.pk): verifier for verifier in verifiers}
        self.fields["verifier"].choices = [
            ("", "---------"),
            *((pk, _name_and_load(verifier)) for pk, verifier in self.verifiers.items()),
        ]

    def clean_verifier(self) -> User:
        return self.verifiers[self.cleaned_data["verifier"]]


def _name_and_load(verifier: User) -> str:
    return ngettext(
        "%(name)s (%(load)d task in this stage)", "%(name)s (%(load)d tasks in this stage)", verifier.load
    ) % {"name": verifier.name, "load": verifier.load}


class EndForm(ReasonForm):
    """Why a task ends, and the number of the letter if there is one."""

    letter = forms.CharField(label=_LETTER, max_length=150, required=False)


class ReplaceForm(AssignForm):
    """Who takes over a task, why, and the number of the letter."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Write the reason.")},
    )
    letter = forms.CharField(
        label=_LETTER, max_length=150, error_messages={"required": _("Write the number of the letter.")}
    )


class ConflictForm(DeedForm):
    """What kind of conflict there is, and why."""

    class Meta:
        model = Conflict
        fields = ["kind", "reason"]
        widgets = {"kind": forms.RadioSelect, "reason": forms.Textarea(attrs={"rows": 4})}
        error_messages = {
            "kind": {"required": _("Choose the kind of conflict.")},
            "reason": {"required": _("Write the reason.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Conflict.Kind.choices


class DeclareForm(ConflictForm):
    """A conflict of interest of one's own, with the year in which it ended."""

    class Meta(ConflictForm.Meta):
        fields = ["kind", "ended_year", "reason"]
        widgets = {
            **ConflictForm.Meta.widgets,
            # Not type=number: a browser would drop what it can't read, and the typed text must stay.
            "ended_year": forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        }
        help_texts = {"ended_year": _("Four digits; leave it empty while the relation lasts.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sentence = _("Write a year from 1950 on, in four digits.")
        field = self.fields["ended_year"]
        field.error_messages |= dict.fromkeys(("invalid", "min_value", "max_value"), sentence)
        field.min_value, field.max_value = 1950, 2200
        field.validators = [
            MinValueValidator(1950, message=sentence),
            MaxValueValidator(2200, message=sentence),
        ]


class SearchForm(forms.Form):
    """The words in the name of a government or agency or the title of an innovation."""

    words = forms.CharField(label=_("With whom or what? Search by name"), max_length=100)


class RemindForm(forms.Form):
    """Whom to remind: one person, or all who owe sheets if nobody is named."""

    verifier = forms.ModelChoiceField(User.objects.all(), required=False)
