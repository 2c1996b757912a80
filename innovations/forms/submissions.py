"""What staff type when they begin an innovation, name it, write a section or withdraw."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from innovations.drafting import Basics
from innovations.models import Edition, Innovation, Section
from kipp.accounts.models import Agency

from .saved import SavedForm

DAYS = ["trialled_on", "started_on", "launched_on"]


class NamingForm(forms.ModelForm):
    """Title, category and days; `basics()` gives them out as the deeds take them."""

    class Meta:
        model = Innovation
        fields = ["title", "category", *DAYS]
        widgets = {day: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for day in DAYS}
        help_texts = {
            "title": _("Name the innovation in words that say what it does."),
            "trialled_on": _("May be left empty. A trial does not count towards the age."),
            "started_on": _(
                "The day since when the public is served by it. From it the age is counted, and a document "
                "has to prove it."
            ),
            "launched_on": _("May be left empty. A ceremony does not count towards the age."),
        }

    def __init__(self, *args, edition: Edition, **kwargs):
        super().__init__(*args, **kwargs)
        self.edition = edition
        self.fields["category"].queryset = edition.categories.all()

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean(self):
        data = super().clean()
        for name in DAYS:
            if data.get(name) and data[name] > timezone.localdate():
                self.add_error(name, _("Give a day that is not in the future."))
        if data.get("trialled_on") and data.get("started_on") and data["trialled_on"] > data["started_on"]:
            self.add_error("trialled_on", _("A trial comes before the start of implementation."))
        return data

    def basics(self) -> Basics:
        """Return what the deeds of `drafting` take."""
        return Basics(**{name: self.cleaned_data[name] for name in self.Meta.fields})

    def _post_clean(self):
        # The deed writes the innovation; the form must not touch the one that the page shows.
        pass


class BasicsForm(NamingForm, SavedForm):
    """The basics of an innovation that exists."""

    def __init__(self, *args, instance: Innovation, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        self.initial["save_number"] = instance.save_number


class NewInnovationForm(NamingForm):
    """The basics, and for which agency; who works for one agency only is not asked."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("Agency"))
    field_order = ["agency", *NamingForm.Meta.fields]

    def __init__(self, *args, agencies: list[Agency], **kwargs):
        super().__init__(*args, **kwargs)
        self.agencies = agencies
        if len(agencies) == 1:
            del self.fields["agency"]
        else:
            chosen = Agency.objects.filter(pk__in=[agency.pk for agency in agencies])
            self.fields["agency"].queryset = chosen.select_related("government")

    def agency_chosen(self) -> Agency:
        """Return the agency that was chosen, or the only one."""
        return self.cleaned_data.get("agency") or self.agencies[0]


class SectionForm(SavedForm):
    """The text of a section. Gaps and too many words may be kept: only sending asks for more."""

    text = forms.CharField(
        required=False,
        # Far above any word limit: it keeps a pasted book out, not a long draft.
        max_length=30_000,
        widget=forms.Textarea,
    )

    def __init__(self, *args, section: Section, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["text"]
        field.label = _("Your text, at most %(limit)d words") % {"limit": section.max_words}
        # The page counts the words while they are typed: static/js/word_count.js.
        field.widget.attrs |= {"data-max-words": section.max_words, "data-count": "word-count"}
        # About ten words stand in a line: a full text is seen at once, up to what a screen holds.
        field.widget.attrs["rows"] = min(max(10, section.max_words // 10), 26)

    def clean_text(self):
        return self.cleaned_data["text"].replace("\r\n", "\n")


class PledgeForm(forms.Form):
    """The truth statement (pakta integritas), which the national competition asks of everybody who sends."""

    pledge = forms.BooleanField(
        label=_(
            "What this proposal says is true, and the innovation is our own. If that is not so, it can be "
            "disqualified and an award taken back."
        ),
        error_messages={"required": _("Give the truth statement first: tick it above the button.")},
    )


class WithdrawForm(forms.Form):
    """Why an agency withdraws, if it wants to say so."""

    reason = forms.CharField(
        label=_("Reason (may be left empty)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
