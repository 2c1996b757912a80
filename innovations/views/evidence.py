"""Photos and documents that support a proposal, as its agency uploads them."""

from dataclasses import replace

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from innovations import drafting, parts
from innovations.access import EDIT, obstacle
from innovations.forms.evidence import DocumentForm, PhotoForm
from innovations.models import Evidence
from innovations.proposals import Attachment, attachments, own_revision
from kipp import refusals

from .submissions import own_innovation

# Which form was sent: the name and value of its button, the form, and the deed that takes what it gives.
_KINDS = {
    "photo": (PhotoForm, drafting.add_photo),
    "document": (DocumentForm, drafting.add_document),
}


@require_http_methods(["GET", "HEAD", "POST"])
def submission_evidence(request, pk):
    """The list, a form that adds a photo and one that adds a document."""
    now = timezone.now()
    innovation = own_innovation(request, pk, at=now)
    kind_sent = request.POST.get("kind")
    forms = {
        kind: form(
            *((request.POST, request.FILES) if kind == kind_sent else ()),
            prefix=kind,
            edition=innovation.edition,
        )
        for kind, (form, _deed) in _KINDS.items()
    }
    if kind_sent in _KINDS and forms[kind_sent].is_valid():
        _form, add = _KINDS[kind_sent]
        with refusals.shown_in(forms[kind_sent]):
            add(innovation, **forms[kind_sent].cleaned_data, by=request.user, at=now)
            messages.success(request, _("The file is added."))
            return redirect("submission_evidence", innovation.pk)
    reason = obstacle(innovation, EDIT, at=now, part=parts.of_files(innovation))
    attached = attachments(own_revision(innovation))
    if not reason:
        attached = [_removable(item) for item in attached]
    return render(
        request,
        "submissions/evidence.html",
        {
            "innovation": innovation,
            "photos": [item for item in attached if item.evidence.is_photo],
            "documents": [item for item in attached if not item.evidence.is_photo],
            "photo_form": forms["photo"],
            "document_form": forms["document"],
            # The one that was sent: by its errors the page's title begins with the word for an error.
            "form": forms.get(kind_sent),
            "obstacle": reason,
        },
    )


def _removable(item: Attachment) -> Attachment:
    evidence = item.evidence
    return replace(item, remove_url=reverse("remove_evidence", args=[evidence.innovation_id, evidence.pk]))


@require_POST
def remove_evidence(request, pk, evidence):
    """Take a file out of the proposal. Whoever clicks twice finds it gone."""
    now = timezone.now()
    innovation = own_innovation(request, pk, at=now)
    listed = Evidence.objects.in_revision(own_revision(innovation)).filter(pk=evidence).first()
    if listed:
        with refusals.told(request):
            drafting.remove_evidence(listed, by=request.user, at=now)
            messages.success(request, _("The file is removed."))
    return redirect("submission_evidence", innovation.pk)
