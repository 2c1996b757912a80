from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innovations.models import Criterion
from kipp.files import uploads
from kipp.saving.forms import SavedForm

from .marks import Mark
from .models import Score, Scoresheet


class SheetForm(SavedForm):
    """All criteria of a sheet in one form; gives out `save_number` and `marks`, by the criterion's code.

    Gaps are allowed, so that a draft can be saved at any time.
    """

    save_number = forms.IntegerField(
        label=gettext_lazy("Number of the save"),
        min_value=0,
        widget=forms.HiddenInput,
        error_messages={"required": gettext_lazy("Open the sheet again and save once more.")},
    )

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[f"points_{criterion.code}"] = _points_field(criterion)
            self.fields[f"unchecked_{criterion.code}"] = forms.BooleanField(
                label=_("Could not be checked"), required=False
            )
            self.fields[f"note_{criterion.code}"] = forms.CharField(
                label=_("Note on %(criterion)s") % {"criterion": criterion},
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @staticmethod
    def initial_of(sheet: Scoresheet, scores: Iterable[Score]) -> dict:
        """Return the initial values for a stored sheet."""
        initial: dict[str, Any] = {"save_number": sheet.save_number}
        for score in scores:
            code = score.criterion.code
            initial[f"points_{code}"] = score.points
            initial[f"unchecked_{code}"] = score.could_not_be_checked
            initial[f"note_{code}"] = score.note
        return initial

    @classmethod
    def as_typed(cls, sheet: Scoresheet, scores: Iterable[Score]) -> dict[str, str]:
        """Return what a browser would send for a stored sheet, without `save_number`."""
        initial = cls.initial_of(sheet, scores)
        del initial["save_number"]
        return {name: _as_sent(value) for name, value in initial.items()}

    def fields_of(self, criterion: Criterion) -> dict:
        """Return the three fields of a criterion by their names, for the template."""
        return {name: self[f"{name}_{criterion.code}"] for name in ("points", "unchecked", "note")}

    def differs_from(self, score: Score) -> bool:
        """Return whether what was typed for a criterion differs from its stored score."""
        return self.cleaned_data["marks"][score.criterion.code] != Mark.of(score)

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        marks = {criterion.code: self._mark(criterion.code, data) for criterion in self.criteria}
        return {"save_number": data.get("save_number"), "marks": marks}

    def _mark(self, code: str, data: dict[str, Any]) -> Mark:
        mark = Mark(
            points=data.get(f"points_{code}"),
            could_not_be_checked=data.get(f"unchecked_{code}", False),
            note=data.get(f"note_{code}", ""),
        )
        if mark.could_not_be_checked and mark.points is not None:
            self.add_error(f"points_{code}", _("Give points or tick “could not be checked”, not both."))
        if mark.could_not_be_checked and not mark.note:
            self.add_error(f"note_{code}", _("Write in the note why it could not be checked."))
        return mark


class WholeSheetForm(SheetForm):
    """A sheet that is sent once and without gaps, so it has no `save_number`; gives out `marks`."""

    gap: str | Promise  # the error at a criterion with neither points nor "could not be checked"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["save_number"]

    def clean(self) -> dict[str, Any]:
        marks = super().clean()["marks"]
        for criterion in self.criteria:
            name = f"points_{criterion.code}"
            if marks[criterion.code].is_gap and name not in self.errors:
                self.add_error(name, str(self.gap))
        return {"marks": marks}


def _as_sent(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else ""
    return "" if value is None else str(value)


def _points_field(criterion: Criterion) -> forms.IntegerField:
    sentence = _("Give points from 0 to 100, without a fraction.")
    return forms.IntegerField(
        label=_("Points for %(criterion)s") % {"criterion": criterion},
        required=False,
        min_value=0,
        max_value=100,
        error_messages={"invalid": sentence, "min_value": sentence, "max_value": sentence},
        # Not type=number: a browser would drop what it can't read, and the typed text must stay.
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class SubmitForm(forms.Form):
    """The save that the page before submitting showed."""

    save_number = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class PaperSheetForm(WholeSheetForm):
    """A signed paper sheet as it is typed in: every criterion, and the scan if there is one.

    Gives out `marks`, by the criterion's code, and `scan`, as `uploads` returns it, or None.
    """

    gap = gettext_lazy("Type in the points, or that it could not be checked.")
    scan = forms.FileField(
        label=gettext_lazy("Scan of the signed sheet"),
        required=False,
        allow_empty_file=True,  # its reader says that it is empty
        help_text=gettext_lazy("A PDF or a photo. May be left out."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp"}),
    )

    def __init__(self, *args: Any, limit_mb: int, photo_limit_mb: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit_mb, self.photo_limit_mb = limit_mb, photo_limit_mb

    def clean_scan(self) -> uploads.Document | uploads.Photo | None:
        file = self.cleaned_data["scan"]
        if not file:
            return None
        if file.read(5) == b"%PDF-":
            file.seek(0)
            return uploads.read_document(file, limit_mb=self.limit_mb)
        file.seek(0)
        return uploads.read_photo(file, limit_mb=self.photo_limit_mb)

    def clean(self) -> dict[str, Any]:
        scan = self.cleaned_data.get("scan")
        return {**super().clean(), "scan": scan}


class RefuseForm(forms.Form):
    """Why what was typed in differs from the paper."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write the reason.")},
        help_text=gettext_lazy("Whoever typed it in reads it."),
    )
