from django import forms
from django.utils.translation import gettext_lazy as _

from innovations.editions.forms import EditionFilter
from kipp.accounts.models import Agency

from .reading import State


class BoardFilter(EditionFilter):
    """What part of the board is shown: its edition, its government, and the state of the agencies."""

    # Chosen by the tabs above the list.
    state = forms.TypedChoiceField(
        label=_("State"),
        required=False,
        widget=forms.HiddenInput,
        coerce=lambda value: State(int(value)),
        empty_value=None,
        choices=[("", _("All")), *State.choices],
    )


class RemindForm(BoardFilter):
    """Who is reminded of an edition: everybody, those of one government, or one agency alone."""

    agency = forms.ModelChoiceField(Agency.objects.all(), required=False)
