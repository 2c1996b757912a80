"""What coordinators type: a return, a covering letter, what is sent together."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from innovations.editions.models import Edition
from innovations.proposals.models import Innovation
from kipp.accounts.models import Government
from kipp.files import uploads
from kipp.saving.forms import DeedForm

from .models import CoveringLetter


class CarryForm(forms.Form):
    """The open edition that gets the copies."""

    edition = forms.ChoiceField(label=_("Into the edition"))

    def __init__(self, *args: Any, editions: Iterable[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._editions = {str(edition.year): edition for edition in editions}
        self.fields["edition"].choices = [(year, str(edition)) for year, edition in self._editions.items()]

    def edition_chosen(self) -> Edition:
        """Return the edition that a valid form names."""
        return self._editions[self.cleaned_data["edition"]]


class ReturnForm(forms.Form):
    """What an agency has to correct in an innovation that comes back to it.

    `by_itself`: the agency takes it back by itself, and writes for its colleagues why.
    """

    note = forms.CharField(
        label=_("What has to be corrected"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("The agency reads this note."),
    )

    def __init__(self, *args: Any, by_itself: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if by_itself:
            self.fields["note"].label = _("Why it is taken back")
            self.fields["note"].help_text = _("Your colleagues read it beside the proposal.")


# A scan of a few pages.
MAX_LETTER_MB = 2


class LetterForm(DeedForm):
    """A covering letter; gives out the arguments of `covering_letters.add` except the edition."""

    document = forms.FileField(
        label=_("Scan of the letter"),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        help_text=format_lazy(_("PDF, at most {limit} MB."), limit=MAX_LETTER_MB),
    )

    class Meta:
        model = CoveringLetter
        labels = {
            "government": _("Government"),
            "number": _("Number of the letter"),
            "dated_on": _("Date of the letter"),
        }
        fields = [*labels]
        widgets = {"dated_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, governments: list[Government], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["government"]
        field.queryset = Government.objects.filter(pk__in=[one.pk for one in governments])
        if len(governments) == 1:
            field.initial, field.widget = governments[0], forms.HiddenInput()

    def clean_document(self) -> uploads.Document:
        return uploads.read_document(self.cleaned_data["document"], limit_mb=MAX_LETTER_MB)


class SendingForm(forms.Form):
    """The proposed innovations that are sent together, and the covering letter if there is one."""

    innovations = forms.ModelMultipleChoiceField(
        Innovation.objects.none(),
        error_messages={"required": _("Tick the innovations that are to be sent.")},
    )
    letter = forms.ModelChoiceField(CoveringLetter.objects.none(), required=False)

    def __init__(
        self, *args: Any, waiting: QuerySet[Innovation], letters: QuerySet[CoveringLetter], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["innovations"].queryset = waiting
        self.fields["letter"].queryset = letters
