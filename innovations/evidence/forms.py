"""The forms in which photos and documents are uploaded and described.

`kipp.files.uploads` reads the files, whatever their names say.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from innovations.editions.models import Edition
from innovations.proposals.models import Revision
from innovations.rulebook.models import RequiredDocument, Section
from kipp.files import uploads
from kipp.saving.forms import DeedForm, SavedForm

from . import paper_pages
from .blurring import Area
from .deeds import Description
from .models import Evidence


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or several files; gives out a list. The reader of a file says whether it is empty or good."""

    widget = SeveralFiles

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty_file=True, **kwargs)

    def clean(self, data: list[UploadedFile] | None, initial: Any = None) -> list[UploadedFile]:
        clean = super().clean
        files: list[UploadedFile | None] = [*data] if data else [None]
        return [clean(file, initial) for file in files]


class DescriptionForm(forms.Form):
    """What is said of a file. All of it may be left empty until the proposal is sent.

    `sections` and `documents` are those of the edition, read once for all forms of a page.
    """

    caption = forms.CharField(
        label=_("Caption"), required=False, max_length=Evidence._meta.get_field("caption").max_length
    )
    section = forms.ModelChoiceField(
        Section.objects.none(),
        label=_("Part that it supports"),
        required=False,
        empty_label=_("The whole proposal"),
    )

    def __init__(
        self,
        *args: Any,
        edition: Edition,
        sections: list[Section],
        documents: list[RequiredDocument],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        self._offer("section", edition.sections.all(), sections)
        if not documents:
            self.fields.pop("required_document", None)
        elif "required_document" in self.fields:
            self._offer("required_document", edition.required_documents.all(), documents)

    def _offer(self, name: str, queryset: QuerySet, rows: Iterable[Section | RequiredDocument]) -> None:
        field = self.fields[name]
        field.queryset = queryset
        field.choices = [("", field.empty_label), *((row.pk, str(row)) for row in rows)]

    def description(self) -> Description:
        """Return what was said, as the deeds take it."""
        said = {name: self.cleaned_data.get(name) for name in Description.__dataclass_fields__}
        return Description(**{name: value for name, value in said.items() if value})


class PhotoDescriptionForm(DescriptionForm):
    """The description of a photo, with the two questions that decide whether everybody may see it."""

    alternative_text = forms.CharField(
        label=_("Alternative text"),
        required=False,
        max_length=Evidence._meta.get_field("alternative_text").max_length,
        help_text=_("What is to be seen, for people who do not see the photo."),
    )
    shows_no_patients_or_children = forms.BooleanField(
        label=_("This photo shows no patients and no children"),
        required=False,
        help_text=_("Only such photos can be shown to the public."),
    )
    shows_recognisable_people = forms.BooleanField(
        label=_("People can be recognised in this photo"), required=False
    )
    consent = forms.ChoiceField(
        label=_("Consent of those who can be recognised"),
        required=False,
        choices=[("", _("none, or not known")), *Evidence.Consent.choices],
        help_text=_("Without it, a photo of people who can be recognised is not shown to the public."),
    )
    field_order = ["caption", "alternative_text", "section"]


class DocumentDescriptionForm(DescriptionForm):
    required_document = forms.ModelChoiceField(
        RequiredDocument.objects.none(),
        label=_("Required document"),
        required=False,
        empty_label=_("None of them: other evidence"),
    )
    field_order = ["required_document", "caption", "section"]


class SavedPhotoForm(SavedForm, PhotoDescriptionForm):
    """What is said of a photo that is stored, for `deeds.describe`."""


class SavedDocumentForm(SavedForm, DocumentDescriptionForm):
    """What is said of a document that is stored, for `deeds.describe`."""


class UploadForm(DescriptionForm):
    """Reads each file by itself: keeps the good ones, and says of each other one why it is refused."""

    def _read(self, name: str, read: Callable) -> None:
        """Put what could be read into `taken`, with the sender's name of it, and the rest into `refused`."""
        self.taken, self.refused = [], []
        self.is_several = len(self.cleaned_data[name]) > 1
        for file in self.cleaned_data[name]:
            try:
                self.taken.append((file.name, read(file)))
            except ValidationError as refusal:
                self.refused += self.sentences(file.name, refusal)
        if not self.taken:
            self.add_error(name, self.refused)

    def sentences(self, file_name: str, refusal: ValidationError) -> list[str]:
        """Return why a file is refused, with its name where several were sent."""
        start = f"{file_name}: " if self.is_several else ""
        return [f"{start}{sentence}" for sentence in refusal.messages]


class PhotoForm(PhotoDescriptionForm, UploadForm):
    """Photos for `deeds.add_photo`."""

    photo = FilesField(
        label=_("Photos"), widget=SeveralFiles(attrs={"accept": "image/jpeg,image/png,image/webp"})
    )
    reads_capture = forms.BooleanField(
        label=_("Keep the time and place of capture"),
        required=False,
        help_text=_(
            "They are read from the file before all its metadata are removed. The public does not see them."
        ),
    )
    field_order = ["photo", "caption", "alternative_text", "section"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photo"].help_text = format_lazy(
            _(
                "JPEG, PNG or WebP, each at most {limit} MB and {pixels} megapixels. Of several, each can be "
                "described afterwards."
            ),
            limit=self.edition.max_photo_mb,
            pixels=uploads.MAX_PHOTO_PIXELS // 1_000_000,
        )

    def clean(self) -> None:
        if "photo" in self.cleaned_data:
            reads_capture, limit = self.cleaned_data["reads_capture"], self.edition.max_photo_mb
            self._read(
                "photo",
                lambda file: uploads.read_photo(file, limit_mb=limit, reads_capture=reads_capture),
            )


class DocumentForm(DocumentDescriptionForm, UploadForm):
    """Documents for `deeds.add_document`."""

    document = FilesField(label=_("Documents"), widget=SeveralFiles(attrs={"accept": "application/pdf"}))
    field_order = ["document", "required_document", "caption", "section"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].help_text = format_lazy(
            _("PDF without a password, each at most {limit} MB and {pages} pages."),
            limit=self.edition.max_document_mb,
            pages=uploads.MAX_DOCUMENT_PAGES,
        )

    def clean(self) -> None:
        if "document" in self.cleaned_data:
            limit = self.edition.max_document_mb
            self._read("document", lambda file: uploads.read_document(file, limit_mb=limit))


class PagesForm(DocumentDescriptionForm, UploadForm):
    """Photos of the pages of one paper, for `deeds.add_document`."""

    pages = FilesField(
        label=_("Photos of its pages"),
        widget=SeveralFiles(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=format_lazy(
            _("Choose all pages at once, at most {most}. They become one PDF, in the order of their names."),
            most=paper_pages.MOST_PAGES,
        ),
    )
    field_order = ["pages", "required_document", "caption", "section"]

    def clean(self) -> None:
        if "pages" not in self.cleaned_data:
            return
        self.taken, self.refused, self.is_several = [], [], False
        files = sorted(self.cleaned_data["pages"], key=lambda file: file.name)
        edition = self.edition
        try:
            bound = paper_pages.bind(
                files, limit_mb=edition.max_document_mb, photo_limit_mb=edition.max_photo_mb
            )
            self.taken = [(files[0].name, bound)]
        except ValidationError as refusal:
            self.add_error("pages", refusal)


class VideoForm(DeedForm):
    """The link to a film, for `deeds.link_video`."""

    video_url = forms.URLField(
        label=_("Link to a video"),
        required=False,
        max_length=Revision._meta.get_field("video_url").max_length,
        assume_scheme="https",
        help_text=_("For example on YouTube. Leave it empty if there is none."),
    )

    class Meta:
        model = Revision
        fields = ["video_url"]

    def clean_video_url(self) -> str:
        address = self.cleaned_data["video_url"]
        if address and not address.lower().startswith(("http://", "https://")):
            raise ValidationError(_("Write an address that begins with https://."))
        return address


class BlurForm(forms.Form):
    """A rectangle in per cent of the photo; static/js/blur.js writes it from what is drawn on the photo."""

    left = forms.DecimalField(label=_("From the left (%)"), min_value=0, max_value=100, decimal_places=1)
    top = forms.DecimalField(label=_("From the top (%)"), min_value=0, max_value=100, decimal_places=1)
    width = forms.DecimalField(label=_("Width (%)"), min_value=1, max_value=100, decimal_places=1)
    height = forms.DecimalField(label=_("Height (%)"), min_value=1, max_value=100, decimal_places=1)

    def area(self) -> Area:
        return Area(**{side: float(value) for side, value in self.cleaned_data.items()})
