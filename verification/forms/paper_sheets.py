from django import forms
from django.utils.translation import gettext_lazy

from innovations import uploads

from .scoresheets import WholeSheetForm


class PaperSheetForm(WholeSheetForm):
    """A signed paper sheet as it is typed in: every criterion, and the scan if there is one.

    Gives out `marks`, by the criterion's code, and `scan`.
    """

    gap = gettext_lazy("Type in the points, or that it could not be checked.")
    scan = forms.FileField(
        label=gettext_lazy("Scan of the signed sheet"),
        required=False,
        allow_empty_file=True,  # its reader says that it is empty
        help_text=gettext_lazy("A PDF or a photo. May be left out."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp"}),
    )

    def __init__(self, *args, limit_mb: int, photo_limit_mb: int, **kwargs):
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

    def clean(self):
        scan = self.cleaned_data.get("scan")
        return {**super().clean(), "scan": scan}


class RefuseForm(forms.Form):
    """Why what was typed in is not what stands on the paper."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write the reason.")},
        help_text=gettext_lazy("Whoever typed it in reads it."),
    )
