from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from innovations.models import Innovation
from verification.scoresheets.forms import WholeSheetForm


class SpecimenForm(WholeSheetForm):
    """A verifier's sheet for a specimen, handed in at once; gives out `marks`, by the criterion's code."""

    gap = gettext_lazy("Give points, or say why it could not be checked.")


class OpenForm(forms.Form):
    """The entries of earlier editions that all verifiers score; gives out `specimens`."""

    specimens = forms.ModelMultipleChoiceField(
        Innovation.objects.none(),
        label=gettext_lazy("Specimens"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose the specimens.")},
    )

    def __init__(
        self, *args: Any, candidates: QuerySet[Innovation], shown: Sequence[Innovation], **kwargs: Any
    ) -> None:
        """Offer those `shown`; any of `candidates` can be sent."""
        super().__init__(*args, **kwargs)
        self.fields["specimens"].queryset = candidates
        self.fields["specimens"].choices = [
            (one.pk, f"{one.title} ({one.edition.year}, {one.agency.name})") for one in shown
        ]
