"""Photos and documents that support a proposal, as its agency uploads, describes and orders them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from innovations.proposals import proposal_parts
from innovations.proposals.access import EDIT, obstacle
from innovations.proposals.models import Innovation
from innovations.proposals.reading import Attachment, attachments, own_revision
from innovations.proposals.views.own import own_innovation
from kipp.accounts.requests import AuthenticatedRequest
from kipp.certain import certain
from kipp.saving import autosave, refusals
from kipp.saving.saved_elsewhere import Stored, form_page, stored_in

from . import deeds
from .deeds import undescribed
from .files import file_response
from .forms import (
    BlurForm,
    DocumentForm,
    PagesForm,
    PhotoForm,
    SavedDocumentForm,
    SavedPhotoForm,
    UploadForm,
    VideoForm,
)
from .models import Evidence

# For each form that can be sent: the name and value of its button, the form, and the deed that takes what it
# read.
_KINDS: dict[str, tuple[type[UploadForm], Callable]] = {
    "photo": (PhotoForm, deeds.add_photo),
    "document": (DocumentForm, deeds.add_document),
    "pages": (PagesForm, deeds.add_document),
}


@require_http_methods(["GET", "HEAD", "POST"])
def submission_evidence(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show what is required and what is there, and the forms that add files and a video."""
    at = timezone.now()
    innovation = own_innovation(request, pk, at=at)
    revision = own_revision(innovation)
    choices = _choices(innovation)
    kind_sent = request.POST.get("kind")
    forms: dict[str | None, UploadForm | VideoForm] = {
        kind: form(
            *((request.POST, request.FILES) if kind == kind_sent else ()),
            prefix=kind,
            initial={"required_document": request.GET.get("document")},
            **choices,
        )
        for kind, (form, _deed) in _KINDS.items()
    }
    forms["video"] = VideoForm(request.POST if kind_sent == "video" else None, instance=revision)
    form = forms.get(kind_sent)
    if form and form.is_valid() and _keep(request, innovation, kind_sent, form, at):
        return JsonResponse({}) if autosave.is_asked(request) else redirect("submission_evidence", pk)
    if form and autosave.is_asked(request):
        return autosave.refused(form)
    reason = obstacle(innovation, EDIT, at=at, part=proposal_parts.of_files(innovation))
    attached = attachments(revision)
    photos = [item for item in attached if item.evidence.is_photo]
    documents = [item for item in attached if not item.evidence.is_photo]
    if not reason:
        photos, documents = _changeable(photos), _changeable(documents)
    return render(
        request,
        "submissions/evidence.html",
        {
            "innovation": innovation,
            "revision": revision,
            "required": [
                (document, [item for item in documents if item.evidence.required_document_id == document.pk])
                for document in choices["documents"]
            ],
            "photos": photos,
            "documents": documents,
            **{f"{kind}_form": form for kind, form in forms.items()},
            # The form that was sent: when it has errors, the title of the page begins with the word for an
            # error.
            "form": form,
            "obstacle": reason,
        },
    )


def _choices(innovation: Innovation) -> dict[str, Any]:
    edition = innovation.edition
    return {
        "edition": edition,
        "sections": list(edition.sections.all()),
        "documents": list(edition.required_documents.all()),
    }


def _keep(
    request: AuthenticatedRequest, innovation: Innovation, kind: str | None, form: Any, at: datetime
) -> bool:
    """Keep what a form read and tell of each file that was refused; return False when nothing was kept."""
    if kind == "video":
        with refusals.shown_in(form):
            deeds.link_video(innovation, form.cleaned_data["video_url"], by=request.user, at=at)
            messages.success(request, _("The link is saved."))
        return not form.errors
    _form, add = _KINDS[certain(kind)]
    added, refused = 0, form.refused
    for name, content in form.taken:
        try:
            add(innovation, content, form.description(), by=request.user, at=at)
            added += 1
        except ValidationError as refusal:
            refused += form.sentences(name, refusal)
    if not added:
        form.add_error(None, refused)
        return False
    if autosave.is_asked(request):
        return True  # the browser tells of each file by itself
    done = ngettext("The file is added.", "%(number)d files are added.", added) % {"number": added}
    messages.success(request, done)
    for sentence in refused:
        messages.error(request, sentence)
    return True


def _changeable(attached: list[Attachment]) -> list[Attachment]:
    """Return the files of one kind, in order, with where each is described, moved and taken out."""
    return [
        replace(
            item,
            gap=undescribed(item.evidence, number),
            edit_url=_address("evidence", item.evidence),
            move_url=_address("move_evidence", item.evidence),
            remove_url=_address("remove_evidence", item.evidence),
        )
        for number, item in enumerate(attached, start=1)
    ]


def _address(name: str, evidence: Evidence) -> str:
    return reverse(name, args=[evidence.innovation_id, evidence.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: AuthenticatedRequest, pk: int, evidence_pk: int) -> HttpResponse:
    """Show one file: its description, and for a photo the rectangle that hides a face."""
    at = timezone.now()
    innovation = own_innovation(request, pk, at=at)
    evidence = _standing_or_404(innovation, evidence_pk)
    form = _described(innovation, evidence, request.POST or None)
    stored = None
    if form.is_valid():
        number = form.cleaned_data["save_number"]
        with refusals.shown_in(form):
            saved = deeds.describe(evidence, form.description(), save_number=number, by=request.user, at=at)
            if autosave.is_asked(request):
                return autosave.saved(saved.save_number)
            messages.success(request, _("Saved."))
            return redirect("submission_evidence", innovation.pk)
        evidence = _standing_or_404(innovation, evidence.pk)
        if evidence.save_number != number:
            who = _("Saved in another window or by a colleague.")
            stored = stored_in(_described(innovation, evidence), evidence.save_number, who)
    return _evidence_page(request, innovation, evidence, at, form=form, stored=stored)


def _standing_or_404(innovation: Innovation, pk: int, **kind: str) -> Evidence:
    """Return the file, or the one that replaced it in the working copy since the page was opened."""
    same = Evidence.objects.filter(innovation=innovation, pk=pk).values("sha256")
    listed = _listed(innovation).select_related("section", "required_document")
    return get_object_or_404(listed, sha256__in=same, **kind)


def _described(
    innovation: Innovation, evidence: Evidence, data: QueryDict | None = None
) -> SavedPhotoForm | SavedDocumentForm:
    """Return the form for the description of a file, with what is stored."""
    form_class = SavedPhotoForm if evidence.is_photo else SavedDocumentForm
    initial = {**deeds.Description.of(evidence).__dict__, "save_number": evidence.save_number}
    return form_class(data, initial=initial, **_choices(innovation))


@require_POST
def blur_evidence(request: AuthenticatedRequest, pk: int, evidence_pk: int) -> HttpResponse:
    """Make a part of a photo unrecognisable, then show the photo as it is now."""
    at = timezone.now()
    innovation = own_innovation(request, pk, at=at)
    evidence = _standing_or_404(innovation, evidence_pk, kind=Evidence.Kind.PHOTO)
    form = BlurForm(request.POST)
    if form.is_valid():
        with refusals.shown_in(form):
            blurred = deeds.blur(evidence, form.area(), by=request.user, at=at)
            messages.success(request, _("That part of the photo can't be recognised any more."))
            return redirect("evidence", innovation.pk, blurred.pk)
    return _evidence_page(request, innovation, evidence, at, blur_form=form)


def _evidence_page(
    request: AuthenticatedRequest,
    innovation: Innovation,
    evidence: Evidence,
    at: datetime,
    *,
    form: SavedPhotoForm | SavedDocumentForm | None = None,
    stored: Stored | None = None,
    blur_form: BlurForm | None = None,
) -> HttpResponse:
    template, form = "submissions/evidence_file.html", form or _described(innovation, evidence)
    page = {
        "innovation": innovation,
        "evidence": evidence,
        "url": reverse("evidence_file", args=[evidence.pk, "file"]),
        "description_form": form,
        "blur_form": blur_form or BlurForm(),
        "obstacle": obstacle(innovation, EDIT, at=at),
    }
    if blur_form:
        return render(request, template, {**page, "form": blur_form})
    return form_page(request, template, form, stored, page)


@require_POST
def move_evidence(request: AuthenticatedRequest, pk: int, evidence: int) -> HttpResponse:
    """Let a file change places with its neighbour: up, or else down."""
    at = timezone.now()
    innovation = own_innovation(request, pk, at=at)
    listed = get_object_or_404(_listed(innovation), pk=evidence)
    with refusals.told(request):
        deeds.move(listed, up=request.POST.get("direction") == "up", by=request.user, at=at)
    return redirect("submission_evidence", innovation.pk)


@require_POST
def remove_evidence(request: AuthenticatedRequest, pk: int, evidence: int) -> HttpResponse:
    """Take a file out of the proposal. A second click finds it gone."""
    at = timezone.now()
    innovation = own_innovation(request, pk, at=at)
    if listed := _listed(innovation).filter(pk=evidence).first():
        with refusals.told(request):
            deeds.remove(listed, by=request.user, at=at)
            messages.success(request, _("The file is removed."))
    return redirect("submission_evidence", innovation.pk)


def _listed(innovation: Innovation) -> QuerySet[Evidence]:
    return Evidence.objects.in_revision(own_revision(innovation)).select_related("innovation")


@require_safe
def evidence_file(request: AuthenticatedRequest, evidence_pk: int, size: str) -> HttpResponseBase:
    """Return a photo or document to those who see the innovation as agency, coordinator or bureau."""
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user, at=timezone.now()), pk=evidence_pk)
    return file_response(request, evidence, size)
