"""What the bureau types while an edition is prepared: one form for the edition, and rows for its lists.

Rows are typed in formsets. Each has its number (`pk`, none where it is new) and its turn, and gives out the
fields of its model. `Rows.rows` are those that stay, in the order of their turns.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BaseForm, BaseFormSet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from innovations.editions.models import Edition, Stage
from kipp.saving.forms import DeedForm, ReasonForm, moment_field, whole_number

from .models import (
    Band,
    Category,
    Criterion,
    Group,
    Quota,
    RequiredDocument,
    Rule,
    Section,
    Tier,
)


class BilingualForm(forms.Form):
    """Texts in Indonesian with their English twins: each field says which language it takes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name.endswith("_en"):
                field.widget.attrs["lang"] = "en"
                self.fields[name.removesuffix("_en")].widget.attrs["lang"] = "id"


class GeneralForm(DeedForm, BilingualForm):
    """The facts of the edition itself."""

    class Meta:
        model = Edition
        labels = {
            "name": _("Name"),
            "name_en": _("Name in English"),
            "organiser": _("Organiser"),
            "organiser_en": _("Organiser in English"),
            "theme": _("Theme"),
            "theme_en": _("Theme in English"),
            "minimum_age_months": _("Minimum age in whole months"),
            "age_counts_to": _("Count the age to another day"),
            "objection_days": _("Days for objections"),
            "is_sealed": _("Sealed: the bureau reads what is sent only when registration has closed"),
            "same_assessor_twice": _(
                "The same verifier may assess an innovation in two stages, at the desk and in the field"
            ),
            "max_document_mb": _("Largest PDF in MB"),
            "max_photo_mb": _("Largest photo in MB"),
            "conflict_years": _("Years that a relation bars after its end"),
            "points_low": _("Points below this need a note"),
            "points_high": _("Points above this need a note"),
        }
        fields = [*labels]
        help_texts = {
            "minimum_age_months": _("From the start of implementation to the closing of registration."),
            "age_counts_to": _("Leave it empty to count to the day on which registration closes."),
            "objection_days": _("Calendar days after a result is published; 0 for none."),
            "conflict_years": _("A declared relation that ended longer ago bars nobody from assessing."),
        }
        widgets = {"age_counts_to": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        field_classes = {
            "minimum_age_months": whole_number(0, 120),
            "objection_days": whole_number(0, 60),
            "max_document_mb": whole_number(1, 20),
            "max_photo_mb": whole_number(1, 20),
            "conflict_years": whole_number(0, 20),
            "points_low": whole_number(0, 100),
            "points_high": whole_number(0, 100),
        }

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        low, high = data.get("points_low"), data.get("points_high")
        if low is not None and high is not None and low > high:
            self.add_error("points_high", _("Choose a number that is not below the other bound."))
        return data


class RowForm(DeedForm, BilingualForm):
    """A row of a list; a row that was never filled in counts as none."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    turn = forms.IntegerField(label=_("Turn in the list"), min_value=1, max_value=999, required=False)
    field_order = ["pk", "turn"]

    # The field whose text names the row.
    named_by = "name"


_NAME = {"name": _("Name"), "name_en": _("Name in English")}
_GUIDANCE = {"guidance": _("Guidance"), "guidance_en": _("Guidance in English")}
_TWO_LINES = forms.Textarea({"rows": 2})


class CategoryForm(RowForm):
    class Meta:
        model = Category
        labels = _NAME
        fields = [*labels]


class GroupForm(RowForm):
    class Meta:
        model = Group
        labels = _NAME
        fields = [*labels]


class DocumentForm(RowForm):
    class Meta:
        model = RequiredDocument
        labels = _NAME | _GUIDANCE
        fields = [*labels]
        widgets = dict.fromkeys(_GUIDANCE, _TWO_LINES)


class SectionForm(RowForm):
    named_by = "title"

    class Meta:
        model = Section
        labels = {
            "title": _("Title"),
            "title_en": _("Title in English"),
            **_GUIDANCE,
            "max_words": _("Words at most"),
        }
        fields = [*labels]
        widgets = dict.fromkeys(_GUIDANCE, _TWO_LINES)
        field_classes = {"max_words": whole_number(1, 5000)}


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

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("name_en") and not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Write it in Indonesian, too."))
        return data


class StageForm(RowForm):
    turn = None  # type: ignore[assignment]  # stages follow each other as their kinds do
    named_by = "kind"

    class Meta:
        model = Stage
        labels = {
            "kind": _("Stage"),
            "opens_at": _("Opens (WIB)"),
            "agencies_close_at": _("Closes for agencies (WIB)"),
            "closes_at": _("Closes (WIB)"),
            "weight": _("Weight in the final score"),
            "assessors": _("Assessors for each innovation"),
            "has_calibration": _(
                "Calibration round: all verifiers score two or three specimens first, which do not count"
            ),
            "presentation_minutes": _("Minutes of presentation"),
            "interview_minutes": _("Minutes of interview"),
            "material_due_at": _("Material due (WIB)"),
        }
        fields = [*labels]
        help_texts = {
            "agencies_close_at": _(
                "Of the registration only, where coordinators may send for longer than agencies write."
            ),
            "weight": _("Of scored stages only."),
            "assessors": _("Of scored stages only."),
            "has_calibration": _("Of scored stages only."),
            "presentation_minutes": _("Of the presentation stage only. Empty: 7."),
            "interview_minutes": _("Of the presentation stage only. Empty: 13."),
            "material_due_at": _("Of the presentation stage only; each slot can say another time."),
        }
        field_classes = {
            "opens_at": moment_field,
            "agencies_close_at": moment_field,
            "closes_at": moment_field,
            "weight": whole_number(0, 100, required=False),
            "assessors": whole_number(0, 9, required=False),
            "presentation_minutes": whole_number(1, 120, required=False),
            "interview_minutes": whole_number(1, 120, required=False),
            "material_due_at": moment_field,
        }

    def clean(self) -> dict[str, Any]:
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
    field_order = ["pk", "group_id"]

    class Meta:
        model = Tier
        labels = {
            **_NAME,
            "size": _("Places"),
            "advances": _("Its members go on to the next scored stage"),
            "split": _("Half of the places for province and BUMD, half for regencies and cities"),
        }
        fields = [*labels]
        field_classes = {"size": whole_number(1, 999)}

    def __init__(self, *args: Any, groups: Sequence[Group] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group_id"].choices = [(group.pk, group.local_name) for group in groups]
        # A row is also empty when nothing was chosen in it.
        self.fields["group_id"].initial = groups[0].pk if groups else None

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("split") and data.get("size", 0) % 2:
            self.add_error("size", _("Half of the places for each needs an even number."))
        return data


class CriterionForm(RowForm):
    aspect = forms.ChoiceField(label=_("Aspect"), choices=Criterion.Aspect, initial=Criterion.Aspect.NOVELTY)
    sections = forms.MultipleChoiceField(
        label=_("Sections that it reads"), widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = Criterion
        labels = {
            **_NAME,
            "question": _("Question"),
            "question_en": _("Question in English"),
            "weight": _("Weight"),
            "tie_order": _("Turn when scores are equal"),
        }
        fields = [*labels, "aspect"]
        help_texts = {"tie_order": _("Empty: it does not tell equal scores apart.")}
        widgets = {"question": _TWO_LINES, "question_en": _TWO_LINES}
        field_classes = {"weight": whole_number(1, 100), "tie_order": whole_number(1, 20)}

    def __init__(self, *args: Any, sections: Sequence[Section] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sections"].choices = [(section.code, section.local_title) for section in sections]


class BandForm(RowForm):
    turn = None  # type: ignore[assignment]  # bands follow each other by their points
    named_by = "label"

    class Meta:
        model = Band
        labels = {
            "lowest": _("From so many points"),
            "label": _("What these points mean"),
            "label_en": _("What they mean in English"),
        }
        fields = [*labels]
        field_classes = {"lowest": whole_number(0, 100)}


class VersionForm(forms.Form):
    """Why a version of a rubric replaces the last one; not asked before the rubric was announced."""

    reason = ReasonForm.base_fields["reason"]

    def __init__(self, *args: Any, replaces: bool, **kwargs: Any) -> None:
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

    def add_fields(self, form: Any, index: int | None) -> None:
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

    def _once(self, *names: str, sentence: str | Promise) -> None:
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
    def clean(self) -> None:
        if not self.typed:
            raise forms.ValidationError(_("At least one row is needed."))


class StageRows(Rows):
    def clean(self) -> None:
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
    def clean(self) -> None:
        self._once("group_id", "size", sentence=_("Each tier of a group has another number of places."))
        advancing = [row["group_id"] for row in self.typed if row.get("advances") and "group_id" in row]
        if len(advancing) > len(set(advancing)):
            raise forms.ValidationError(_("Only one tier of a group goes on to the next stage."))


class CriterionRows(ListRows):
    def clean(self) -> None:
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
    def clean(self) -> None:
        super().clean()
        self._once("lowest", sentence=_("Each band begins at other points."))


def _position(form: BaseForm, kinds: list[Stage.Kind]) -> int:
    kind = (getattr(form, "cleaned_data", None) or {}).get("kind")
    return kinds.index(kind) if kind in kinds else len(kinds)


def rows_of(
    form: type[BaseForm], base: type[Rows] = ListRows, *, extra: int = 0, can_delete: bool = True
) -> type[BaseFormSet]:
    """Return the class of a formset of such rows, with `extra` empty ones at its end."""
    return forms.formset_factory(
        form, formset=base, extra=extra, can_delete=can_delete, max_num=60, absolute_max=60
    )
