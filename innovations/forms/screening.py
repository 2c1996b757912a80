"""What the bureau types in the administrative check: the queue's filter, a return, the reasons."""

from django import forms
from django.utils.translation import gettext_lazy as _

from innovations.models import Edition, Status

from .coordination import ReturnForm

# What can become of an innovation that was sent; the counts of the queue stand in this order.
SENT_STATUSES = (
    Status.SUBMITTED,
    Status.RETURNED,
    Status.ELIGIBLE,
    Status.INELIGIBLE,
    Status.FINALIST,
    Status.WITHDRAWN,
    Status.DISQUALIFIED,
)


class QueueForm(forms.Form):
    """Which innovations are listed. Gives out an edition, words or none, and a status or none."""

    edition = forms.TypedChoiceField(label=_("Edition"), required=False)
    words = forms.CharField(
        label=_("Title or agency"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    # Chosen by a tab above the list; the form keeps it.
    status = forms.ChoiceField(
        required=False,
        choices=[("", _("All")), *((status.value, status.label) for status in SENT_STATUSES)],
        widget=forms.HiddenInput,
    )

    def __init__(self, asked, *, editions: list[Edition], default: Edition):
        """`asked` is what stands in the address; what it leaves open is filled in."""
        super().__init__(
            {"edition": str(default.year), **{key: value for key, value in asked.items() if value}}
        )
        by_year = {str(edition.year): edition for edition in editions}
        field = self.fields["edition"]
        field.choices = [(year, f"{edition.local_name} {year}") for year, edition in by_year.items()]
        field.coerce = by_year.get


class ReturnForCorrectionForm(ReturnForm):
    """What a submitted innovation's agency has to correct, and until when."""

    due_at = forms.DateTimeField(
        label=_("Correction until (WIB)"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Day and time; the agency can send its correction until then."),
    )

    def __init__(self, *args, at, **kwargs):
        super().__init__(*args, **kwargs)
        self.at = at

    def clean_due_at(self):
        due_at = self.cleaned_data["due_at"]
        if due_at <= self.at:
            raise forms.ValidationError(_("Choose a time that lies ahead."))
        return due_at


class RejectForm(forms.Form):
    """Why an innovation does not pass the administrative check."""

    reason = forms.CharField(
        label=_("Reasons"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("The agency reads them. Name the rule of the edition that is not met."),
    )


class ReconsiderForm(forms.Form):
    """Why a decision of the administrative check is opened again."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The agency reads it."),
    )
