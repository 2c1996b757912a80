"""What staff type when they begin an innovation, name it, write a section or withdraw."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from innovations.drafting import Basics
from innovations.models import Edition, Innovation, Section
from kipp.accounts.models import Agency


class BasicsForm(forms.ModelForm):
    """Title, category and start; `basics()` gives them out as the deeds take them."""

    class Meta:
        model = Innovation
        fields = ["title", "category", "started_on"]
        widgets = {"started_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {
            "title": _("Name the innovation in words that say what it does."),
            "started_on": _("The day since when the public is served by it, not of a trial or a launch."),
        }

    def __init__(self, *args, edition: Edition, **kwargs):
        super().__init__(*args, **kwargs)
        self.edition = edition
        self.fields["category"].queryset = edition.categories.all()

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean_started_on(self):
        day = self.cleaned_data["started_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("Give a day that is not in the future."))
        return day

    def basics(self) -> Basics:
        """Return what the deeds of `drafting` take."""
        return Basics(**{name: self.cleaned_data[name] for name in self.Meta.fields})

    def _post_clean(self):
        # The deed writes the innovation; the form must not touch the one that the page shows.
        pass


class NewInnovationForm(BasicsForm):
    """The basics, and for which agency; who works for one agency only is not asked."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("Agency"))
    field_order = ["agency", "title", "category", "started_on"]

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


class SectionForm(forms.Form):
    """The text of a section. Gaps and too many words may be kept: only sending asks for more."""

    text = forms.CharField(
        required=False,
        # Far above any word limit: it keeps a pasted book out, not a long draft.
        max_length=30_000,
        widget=forms.Textarea,
        help_text=_("The words are counted when you save."),
    )

    def __init__(self, *args, section: Section, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["text"]
        field.label = _("Your text, at most %(limit)d words") % {"limit": section.max_words}
        # About ten words stand in a line: a full text is seen at once, up to what a screen holds.
        field.widget.attrs["rows"] = min(max(10, section.max_words // 10), 26)

    def clean_text(self):
        return self.cleaned_data["text"].replace("\r\n", "\n")


class WithdrawForm(forms.Form):
    """Why an agency withdraws, if it wants to say so."""

    reason = forms.CharField(
        label=_("Reason (may be left empty)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
