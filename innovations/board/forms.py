from django import forms
from django.utils.translation import gettext_lazy as _

from innovations.editions.forms import EditionFilter
from kipp.accounts.models import Agency

from .reading import State


class BoardFilter(EditionFilter):
    """What of the board is shown: also in which state."""

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
    """Whom of an edition to remind: those of one government, one agency alone, or all."""

    agency = forms.ModelChoiceField(Agency.objects.all(), required=False)
