from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from innovations.rulebook.presets import EditionPlan, Text, usual_stages
from innovations.rulebook.proposal_templates import FORMS
from kipp.accounts.models import Government
from kipp.saving.forms import moment_field

from .models import Edition, Stage

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

    def clean_year(self) -> int:
        year = self.cleaned_data["year"]
        if Edition.objects.filter(year=year).exists():
            raise forms.ValidationError(_("There is an edition of this year already."))
        return year


class NewEditionForm(YearAndThemeForm):
    """The proposal form and the announced times of a new edition; gives out a plan with the usual rules."""

    form = forms.ChoiceField(label=_("Proposal form"), initial="2019")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = [(code, form.name.local) for code, form in FORMS.items()]
        for kind in USUAL_KINDS:
            self.fields[f"{kind}_opens"] = moment_field(_("%(stage)s: opens (WIB)") % {"stage": kind.label})
            self.fields[f"{kind}_closes"] = moment_field(_("%(stage)s: closes (WIB)") % {"stage": kind.label})

    @property
    def windows(self) -> list[tuple[BoundField, BoundField]]:
        """The fields of each stage in pairs, for the page: opens and closes."""
        return [(self[f"{kind}_opens"], self[f"{kind}_closes"]) for kind in USUAL_KINDS]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
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
    """What part of a list across governments is shown: of which edition, and of which government.

    It takes the editions and governments that the page has read, and makes no query itself.
    """

    edition = forms.TypedChoiceField(label=_("Year"), required=False, empty_value=None)
    government = forms.TypedChoiceField(label=_("Government"), required=False, empty_value=None)

    def __init__(
        self, *args: Any, editions: Sequence[Edition], governments: Sequence[Government], **kwargs: Any
    ) -> None:
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


class ExtensionForm(forms.Form):
    """A later closing of a stage; of a registration also that for agencies, and the day the age counts to."""

    agencies_close_at = moment_field(_("Closes for agencies (WIB)"), required=False)
    closes_at = moment_field(_("Closes (WIB)"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Everyone reads it on the first page."),
    )
    age_moves = forms.BooleanField(
        label=_("Count the minimum age to the new closing"),
        help_text=_("Otherwise it is counted to the day that was announced before."),
        required=False,
    )

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closes_at"].initial = stage.closes_at
        self.fields["agencies_close_at"].initial = stage.agencies_close_at
        if not stage.agencies_close_at:
            del self.fields["agencies_close_at"]
        if not stage.takes_entries:
            del self.fields["age_moves"]


class HolidaysForm(forms.Form):
    """Holidays as they are pasted, one day on each line; `lines` gives out {day: name}."""

    lines = forms.CharField(
        label=_("Holidays, one a line"),
        help_text=_("The day as year-month-day and its name, such as 2026-12-25 Hari Natal."),
        max_length=20_000,
        widget=forms.Textarea({"rows": 6}),
    )

    def clean_lines(self) -> dict[date, str]:
        days, errors = {}, []
        for number, line in enumerate(self.cleaned_data["lines"].splitlines(), start=1):
            if not line.strip():
                continue
            written, name = [*line.split(maxsplit=1), ""][:2]
            try:
                day = date.fromisoformat(written)
            except ValueError:
                errors.append(
                    _("Line %(number)d: write the day as in 2026-12-25, then its name.") % {"number": number}
                )
                continue
            name = name.strip(" \t,;-–")
            if not 0 < len(name) <= 150:
                errors.append(
                    _("Line %(number)d: the day needs a name of at most 150 characters.") % {"number": number}
                )
            days[day] = name
        if errors:
            raise forms.ValidationError(errors)
        return days
