from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from innovations.board import State
from innovations.models import Edition
from kipp.accounts.models import Agency, Government


class EditionFilter(forms.Form):
    """What of a list across governments is shown: of which edition, and whose.

    It is given the editions and governments, which the page has read: it asks the database for nothing.
    """

    edition = forms.TypedChoiceField(label=_("Year"), required=False, empty_value=None)
    government = forms.TypedChoiceField(label=_("Government"), required=False, empty_value=None)

    def __init__(self, *args, editions: Sequence[Edition], governments: Sequence[Government], **kwargs):
        super().__init__(*args, **kwargs)
        years = {str(edition.year): edition for edition in editions}
        self.fields["edition"].choices = [(year, year) for year in years]
        self.fields["edition"].coerce = years.get
        codes = {government.code: government for government in governments}
        self.fields["government"].choices = [
            ("", _("All")),
            *((code, government.name) for code, government in codes.items()),
        ]
        self.fields["government"].coerce = codes.get


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
