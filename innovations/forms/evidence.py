"""Photos and documents as they are uploaded: `innovations.uploads` reads them, whatever their names say."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from innovations import uploads
from innovations.models import Edition, Evidence, Section


class EvidenceForm(forms.Form):
    """What both kinds have: a caption and, if wanted, the section that it supports."""

    caption = forms.CharField(label=_("Caption"), max_length=Evidence._meta.get_field("caption").max_length)
    section = forms.ModelChoiceField(
        Section.objects.none(),
        label=_("Part that it supports"),
        required=False,
        empty_label=_("The whole proposal"),
    )

    def __init__(self, *args, edition: Edition, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = edition.sections.all()


class PhotoForm(EvidenceForm):
    """Gives out the arguments of `drafting.add_photo`."""

    photo = forms.FileField(
        label=_("Photo"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=format_lazy(
            _("JPEG, PNG or WebP, at most {limit} MB and {pixels} megapixels."),
            limit=uploads.MAX_PHOTO_BYTES // uploads.MEGABYTE,
            pixels=uploads.MAX_PHOTO_PIXELS // 1_000_000,
        ),
    )
    alternative_text = forms.CharField(
        label=_("Alternative text"),
        max_length=Evidence._meta.get_field("alternative_text").max_length,
        help_text=_("What is to be seen, for people who do not see the photo."),
    )
    shows_no_patients_or_children = forms.BooleanField(
        label=_("This photo shows no patients and no children"),
        required=False,
        help_text=_("Only such photos can be shown to the public."),
    )
    field_order = ["photo", "caption", "alternative_text", "section", "shows_no_patients_or_children"]

    def clean_photo(self) -> uploads.Photo:
        return uploads.read_photo(self.cleaned_data["photo"])


class DocumentForm(EvidenceForm):
    """Gives out the arguments of `drafting.add_document`."""

    document = forms.FileField(
        label=_("Document"),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        help_text=format_lazy(
            _("PDF without a password, at most {limit} MB and {pages} pages."),
            limit=uploads.MAX_DOCUMENT_BYTES // uploads.MEGABYTE,
            pages=uploads.MAX_DOCUMENT_PAGES,
        ),
    )
    field_order = ["document", "caption", "section"]

    def clean_document(self) -> uploads.Document:
        return uploads.read_document(self.cleaned_data["document"])
