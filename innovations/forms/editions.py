from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from innovations.forms.saved import moment_field
from innovations.models import Edition, Stage
from innovations.newer_forms import FORMS
from innovations.presets import EditionPlan, Text, usual_stages
from kipp.accounts.models import Government

USUAL_KINDS = (
    Stage.Kind.REGISTRATION,
    Stage.Kind.SCREENING,
    Stage.Kind.PROPOSAL,
    Stage.Kind.FIELD,
    Stage.Kind.ANNOUNCEMENT,
)


class YearAndThemeForm(forms.Form):
    """What is new in every edition; gives out the fields of the deeds that make one."""

    year = forms.IntegerField(label=_("Year"), min_value=2018, max_value=2100)
    theme = forms.CharField(label=_("Theme"), max_length=250, required=False)
    theme_en = forms.CharField(label=_("Theme in English"), max_length=250, required=False)

    def clean_year(self):
        year = self.cleaned_data["year"]
        if Edition.objects.filter(year=year).exists():
            raise forms.ValidationError(_("There is an edition of this year already."))
        return year


class NewEditionForm(YearAndThemeForm):
    """The proposal form and the announced times of a new edition; gives out a plan with the usual rules."""

    form = forms.ChoiceField(label=_("Proposal form"), initial="2019")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = [(code, form.name.local) for code, form in FORMS.items()]
        for kind in USUAL_KINDS:
            self.fields[f"{kind}_opens"] = moment_field(_("%(stage)s: opens (WIB)") % {"stage": kind.label})
            self.fields[f"{kind}_closes"] = moment_field(_("%(stage)s: closes (WIB)") % {"stage": kind.label})

    @property
    def windows(self):
        """The fields of each stage in pairs, for the page: opens and closes."""
        return [(self[f"{kind}_opens"], self[f"{kind}_closes"]) for kind in USUAL_KINDS]

    def clean(self):
        data = super().clean()
        before = None
        for kind in USUAL_KINDS:
            opens, closes = data.get(f"{kind}_opens"), data.get(f"{kind}_closes")
            if opens and closes and closes <= opens:
                self.add_error(f"{kind}_closes", _("A stage closes after it opens."))
            if opens and before and opens < before:
                self.add_error(f"{kind}_opens", _("A stage opens after the one before has closed."))
            before = closes or before
        return data

    @property
    def plan(self) -> EditionPlan:
        """The plan of a valid form."""
        data = self.cleaned_data
        times = {kind.value: (data[f"{kind}_opens"], data[f"{kind}_closes"]) for kind in USUAL_KINDS}
        return EditionPlan(
            year=data["year"],
            theme=Text(data["theme"], data["theme_en"]),
            stages=usual_stages(times),
            form=FORMS[data["form"]],
        )


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
