from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innovations import uploads

from .scoresheets import SheetForm


class PaperSheetForm(SheetForm):
    """A signed paper sheet as it is typed in: every criterion, and the scan if there is one.

    Gives out `marks`, by the criterion's code, and `scan`.
    """

    scan = forms.FileField(
        label=gettext_lazy("Scan of the signed sheet"),
        required=False,
        allow_empty_file=True,  # its reader says that it is empty
        help_text=gettext_lazy("A PDF or a photo. May be left out."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp"}),
    )

    def __init__(self, *args, limit_mb: int, photo_limit_mb: int, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["save_number"]
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

    def clean(self):
        scan = self.cleaned_data.get("scan")
        marks = super().clean()["marks"]
        for criterion in self.criteria:
            mark = marks[criterion.code]
            is_gap = mark.points is None and not mark.could_not_be_checked
            if is_gap and f"points_{criterion.code}" not in self.errors:
                sentence = _("Type in the points, or that it could not be checked.")
                self.add_error(f"points_{criterion.code}", sentence)
        return {"marks": marks, "scan": scan}


class RefuseForm(forms.Form):
    """Why what was typed in is not what stands on the paper."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write the reason.")},
        help_text=gettext_lazy("Whoever typed it in reads it."),
    )
