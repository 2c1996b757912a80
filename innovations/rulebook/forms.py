"""What the bureau types while an edition is prepared: one form for the edition, and rows for its lists.

Rows are typed in formsets. Each has its number (`pk`, none where it is new) and its turn, and gives out the
fields of its model. `Rows.rows` are those that stay, in the order of their turns.
"""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from innovations.editions.models import Stage
from kipp.saving.forms import ReasonForm, moment_field

from .models import Criterion, Quota, Rule


class BilingualForm(forms.Form):
    """Texts in Indonesian with their English twins: each field says which language it takes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name.endswith("_en"):
                field.widget.attrs["lang"] = "en"
                self.fields[name.removesuffix("_en")].widget.attrs["lang"] = "id"


class GeneralForm(BilingualForm):
    """The facts of the edition itself."""

    name = forms.CharField(label=_("Name"), max_length=150)
    name_en = forms.CharField(label=_("Name in English"), max_length=150, required=False)
    organiser = forms.CharField(label=_("Organiser"), max_length=150)
    organiser_en = forms.CharField(label=_("Organiser in English"), max_length=150, required=False)
    theme = forms.CharField(label=_("Theme"), max_length=250, required=False)
    theme_en = forms.CharField(label=_("Theme in English"), max_length=250, required=False)
    minimum_age_months = forms.IntegerField(
        label=_("Minimum age in whole months"),
        help_text=_("From the start of implementation to the closing of registration."),
        min_value=0,
        max_value=120,
    )
    age_counts_to = forms.DateField(
        label=_("Count the age to another day"),
        help_text=_("Leave it empty to count to the day on which registration closes."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    objection_days = forms.IntegerField(
        label=_("Days for objections"),
        help_text=_("Calendar days after a result is published; 0 for none."),
        min_value=0,
        max_value=60,
    )
    is_sealed = forms.BooleanField(
        label=_("Sealed: the bureau reads what is sent only when registration has closed"), required=False
    )
    same_assessor_twice = forms.BooleanField(
        label=_("The same verifier may assess an innovation in two stages, at the desk and in the field"),
        required=False,
    )
    max_document_mb = forms.IntegerField(label=_("Largest PDF in MB"), min_value=1, max_value=20)
    max_photo_mb = forms.IntegerField(label=_("Largest photo in MB"), min_value=1, max_value=20)
    conflict_years = forms.IntegerField(
        label=_("Years that a relation bars after its end"),
        help_text=_("A declared relation that ended longer ago bars nobody from assessing."),
        min_value=0,
        max_value=20,
    )
    points_low = forms.IntegerField(label=_("Points below this need a note"), min_value=0, max_value=100)
    points_high = forms.IntegerField(label=_("Points above this need a note"), min_value=0, max_value=100)

    def clean(self):
        super().clean()
        data = self.cleaned_data
        low, high = data.get("points_low"), data.get("points_high")
        if low is not None and high is not None and low > high:
            self.add_error("points_high", _("Choose a number that is not below the other bound."))
        return data


class RowForm(BilingualForm):
    """A row of a list; a row that was never filled in counts as none."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    turn = forms.IntegerField(label=_("Turn in the list"), min_value=1, max_value=999, required=False)

    # The field whose text names the row.
    named_by = "name"


class NamedForm(RowForm):
    name = forms.CharField(label=_("Name"), max_length=100)
    name_en = forms.CharField(label=_("Name in English"), max_length=100, required=False)


class DocumentForm(RowForm):
    name = forms.CharField(label=_("Name"), max_length=150)
    name_en = forms.CharField(label=_("Name in English"), max_length=150, required=False)
    guidance = forms.CharField(label=_("Guidance"), widget=forms.Textarea({"rows": 2}), required=False)
    guidance_en = forms.CharField(
        label=_("Guidance in English"), widget=forms.Textarea({"rows": 2}), required=False
    )


class SectionForm(RowForm):
    title = forms.CharField(label=_("Title"), max_length=150)
    title_en = forms.CharField(label=_("Title in English"), max_length=150, required=False)
    guidance = forms.CharField(label=_("Guidance"), widget=forms.Textarea({"rows": 2}), required=False)
    guidance_en = forms.CharField(
        label=_("Guidance in English"), widget=forms.Textarea({"rows": 2}), required=False
    )
    max_words = forms.IntegerField(label=_("Words at most"), min_value=1, max_value=5000)

    named_by = "title"


class QuotaForm(forms.Form):
    """The limit for one kind of owner: each kind always has one row."""

    pk = forms.CharField(widget=forms.HiddenInput)
    limit = forms.IntegerField(
        label=_("Sent innovations at most"),
        help_text=_("Empty: no limit."),
        min_value=0,
        max_value=999,
        required=False,
    )
    per = forms.ChoiceField(label=_("How it is counted"), choices=Quota.Per)

    named_by = ""


class RegulationForm(BilingualForm):
    """Where one rule comes from: each rule always has one row."""

    pk = forms.ChoiceField(choices=Rule, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Regulation"),
        help_text=_("As it is cited. Empty: nothing is said beside the rule."),
        max_length=250,
        required=False,
    )
    name_en = forms.CharField(label=_("Regulation in English"), max_length=250, required=False)

    named_by = ""

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if data.get("name_en") and not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Write it in Indonesian, too."))
        return data


class StageForm(RowForm):
    turn = None  # type: ignore[assignment]  # stages follow each other as their kinds do
    kind = forms.ChoiceField(label=_("Stage"), choices=[("", "---------"), *Stage.Kind.choices])
    opens_at = moment_field(_("Opens (WIB)"))
    agencies_close_at = moment_field(
        _("Closes for agencies (WIB)"),
        required=False,
        help_text=_("Of the registration only, where coordinators may send for longer than agencies write."),
    )
    closes_at = moment_field(_("Closes (WIB)"))
    weight = forms.IntegerField(
        label=_("Weight in the final score"),
        help_text=_("Of scored stages only."),
        min_value=0,
        max_value=100,
        required=False,
    )
    assessors = forms.IntegerField(
        label=_("Assessors for each innovation"),
        help_text=_("Of scored stages only."),
        min_value=0,
        max_value=9,
        required=False,
    )

    has_calibration = forms.BooleanField(
        label=_("Calibration round: all verifiers score two or three specimens first, which do not count"),
        help_text=_("Of scored stages only."),
        required=False,
    )
    presentation_minutes = forms.IntegerField(
        label=_("Minutes of presentation"),
        help_text=_("Of the presentation stage only. Empty: 7."),
        min_value=1,
        max_value=120,
        required=False,
    )
    interview_minutes = forms.IntegerField(
        label=_("Minutes of interview"),
        help_text=_("Of the presentation stage only. Empty: 13."),
        min_value=1,
        max_value=120,
        required=False,
    )
    material_due_at = moment_field(
        _("Material due (WIB)"),
        required=False,
        help_text=_("Of the presentation stage only; each slot can say another time."),
    )

    named_by = "kind"

    def clean(self):
        super().clean()
        data = self.cleaned_data
        presented = data.get("kind") == Stage.Kind.PRESENTATION
        for name in ("presentation_minutes", "interview_minutes"):
            typed = data.get(name) if presented else None
            data[name] = typed or getattr(Stage, name).field.default
        data["material_due_at"] = data.get("material_due_at") if presented else None
        opens, agencies, closes = (data.get(name) for name in ("opens_at", "agencies_close_at", "closes_at"))
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("A stage closes after it opens."))
        scored = data.get("kind") in Stage.SCORED_KINDS
        if agencies and data.get("kind") != Stage.Kind.REGISTRATION:
            self.add_error("agencies_close_at", _("Only the registration has a closing for agencies."))
        elif agencies and opens and closes and not opens < agencies <= closes:
            self.add_error("agencies_close_at", _("Agencies close after it opens and no later than all."))
        for name in ("weight", "assessors"):
            data[name] = data.get(name) or 0
            if scored and not data[name] and name not in self.errors:
                self.add_error(name, _("A scored stage needs a number from 1."))
            if not scored:
                data[name] = 0
        data["has_calibration"] = bool(scored and data.get("has_calibration"))
        return data


class TierForm(RowForm):
    turn = None  # type: ignore[assignment]  # tiers are nested by their size
    group_id = forms.TypedChoiceField(label=_("Group"), coerce=int)
    name = forms.CharField(label=_("Name"), max_length=60)
    name_en = forms.CharField(label=_("Name in English"), max_length=60, required=False)
    size = forms.IntegerField(label=_("Places"), min_value=1, max_value=999)
    advances = forms.BooleanField(label=_("Its members go on to the next scored stage"), required=False)
    split = forms.BooleanField(
        label=_("Half of the places for province and BUMD, half for regencies and cities"), required=False
    )

    def __init__(self, *args, groups=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group_id"].choices = [(group.pk, group.local_name) for group in groups]
        # A row is also empty when nothing was chosen in it.
        self.fields["group_id"].initial = groups[0].pk if groups else None

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if data.get("split") and data.get("size", 0) % 2:
            self.add_error("size", _("Half of the places for each needs an even number."))
        return data


class CriterionForm(RowForm):
    name = forms.CharField(label=_("Name"), max_length=100)
    name_en = forms.CharField(label=_("Name in English"), max_length=100, required=False)
    question = forms.CharField(label=_("Question"), widget=forms.Textarea({"rows": 2}), required=False)
    question_en = forms.CharField(
        label=_("Question in English"), widget=forms.Textarea({"rows": 2}), required=False
    )
    weight = forms.IntegerField(label=_("Weight"), min_value=1, max_value=100)
    tie_order = forms.IntegerField(
        label=_("Turn when scores are equal"),
        help_text=_("Empty: it does not tell equal scores apart."),
        min_value=1,
        max_value=20,
        required=False,
    )
    aspect = forms.ChoiceField(label=_("Aspect"), choices=Criterion.Aspect, initial=Criterion.Aspect.NOVELTY)
    sections = forms.MultipleChoiceField(
        label=_("Sections that it reads"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args, sections=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sections"].choices = [(section.code, section.local_title) for section in sections]


class BandForm(RowForm):
    turn = None  # type: ignore[assignment]  # bands follow each other by their points
    lowest = forms.IntegerField(label=_("From so many points"), min_value=0, max_value=100)
    label = forms.CharField(label=_("What these points mean"), max_length=60)
    label_en = forms.CharField(label=_("What they mean in English"), max_length=60, required=False)

    named_by = "label"


class VersionForm(forms.Form):
    """Why a version of a rubric replaces the last one; not asked before the rubric was announced."""

    reason = ReasonForm.base_fields["reason"]

    def __init__(self, *args, replaces: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if replaces:
            self.fields["reason"].help_text = _("It stands beside the new version in the rules.")
        else:
            del self.fields["reason"]


class RubricForm(VersionForm):
    """What holds for a rubric as a whole."""

    passing_grade = forms.IntegerField(
        label=_("Passing grade"),
        help_text=_(
            "An innovation whose score in this stage is lower reaches no tier, even if places stay empty. "
            "Empty: there is none."
        ),
        min_value=1,
        max_value=100,
        required=False,
    )
    field_order = ["passing_grade", "reason"]


class Rows(forms.BaseFormSet):
    """Rows that are typed together: `rows` are those that stay, `removed` the numbers of those that go."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Remove this row")

    @property
    def typed(self) -> list[dict]:
        """What was typed in the rows that stay, in the order of their turns; also of forms with errors."""
        filled = [
            form.cleaned_data
            for form in self.forms
            if getattr(form, "cleaned_data", None)
            and form.has_changed()
            and not form.cleaned_data.get("DELETE")
        ]
        return sorted(filled, key=lambda row: row.get("turn") or 1000)

    @property
    def rows(self) -> list[dict]:
        return [{name: row[name] for name in row if name not in ("turn", "DELETE")} for row in self.typed]

    @property
    def removed(self) -> set[int]:
        deleted = [form.cleaned_data.get("pk") for form in self.forms if form.cleaned_data.get("DELETE")]
        return {pk for pk in deleted if pk}

    def _once(self, *names, sentence):
        """Add the sentence to each row that has the same values as an earlier row."""
        seen = set()
        for form in self.forms:
            data = getattr(form, "cleaned_data", None) or {}
            values = tuple(data.get(name) for name in names)
            if data.get("DELETE") or None in values or "" in values:
                continue
            if values in seen:
                form.add_error(names[-1], sentence)
            seen.add(values)


class ListRows(Rows):
    def clean(self):
        if not self.typed:
            raise forms.ValidationError(_("At least one row is needed."))


class StageRows(Rows):
    def clean(self):
        self._once("kind", sentence=_("Each stage takes place once."))
        kinds = list(Stage.Kind)
        before = None
        for form in sorted(self.forms, key=lambda form: _position(form, kinds)):
            data = getattr(form, "cleaned_data", None) or {}
            if data.get("DELETE") or not data.get("opens_at"):
                continue
            if before and data["opens_at"] < before:
                form.add_error("opens_at", _("A stage opens after the one before has closed."))
            before = data.get("closes_at") or before


class TierRows(Rows):
    def clean(self):
        self._once("group_id", "size", sentence=_("Each tier of a group has another number of places."))
        advancing = [row["group_id"] for row in self.typed if row.get("advances") and "group_id" in row]
        if len(advancing) > len(set(advancing)):
            raise forms.ValidationError(_("Only one tier of a group goes on to the next stage."))


class CriterionRows(ListRows):
    def clean(self):
        super().clean()
        self._once("tie_order", sentence=_("Each turn is given once."))
        if any(self.errors):
            return
        if self.total != 100:
            raise forms.ValidationError(
                gettext("The weights sum to %(total)d. Change them until they sum to 100.")
                % {"total": self.total}
            )

    @property
    def total(self) -> int:
        """The sum of the weights as they were typed, or as they are stored."""
        if self.is_bound:
            return sum(row.get("weight") or 0 for row in self.typed)
        return sum(row["weight"] for row in self.initial or [])


class BandRows(ListRows):
    def clean(self):
        super().clean()
        self._once("lowest", sentence=_("Each band begins at other points."))


def _position(form, kinds):
    kind = (getattr(form, "cleaned_data", None) or {}).get("kind")
    return kinds.index(kind) if kind in kinds else len(kinds)


def rows_of(form, base=ListRows, *, extra=0, can_delete=True):
    """Return the class of a formset of such rows, with `extra` empty ones at its end."""
    return forms.formset_factory(
        form, formset=base, extra=extra, can_delete=can_delete, max_num=60, absolute_max=60
    )
