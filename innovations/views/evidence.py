"""Photos and documents that support a proposal, as its agency uploads them."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from innovations import drafting
from innovations.access import EDIT, obstacle
from innovations.forms.evidence import DocumentForm, PhotoForm
from innovations.models import Evidence
from innovations.proposals import attachments, own_revision
from kipp import refusals

from .submissions import own_innovation

# Which form was sent: the name and value of its button, the form, and the deed that takes what it gives.
_KINDS = {
    "photo": (PhotoForm, drafting.add_photo),
    "document": (DocumentForm, drafting.add_document),
}


@require_http_methods(["GET", "POST"])
def submission_evidence(request, pk):
    """The list, a form that adds a photo and one that adds a document."""
    now = timezone.now()
    innovation = own_innovation(request, pk, at=now)
    forms = {
        kind: form(
            request.POST if request.POST.get("kind") == kind else None,
            request.FILES if request.POST.get("kind") == kind else None,
            prefix=kind,
            edition=innovation.edition,
        )
        for kind, (form, _deed) in _KINDS.items()
    }
    for kind, (_form, deed) in _KINDS.items():
        if forms[kind].is_valid():
            with refusals.shown_in(forms[kind]):
                deed(innovation, **forms[kind].cleaned_data, by=request.user, at=now)
                messages.success(request, _("The file is added."))
                return redirect("submission_evidence", innovation.pk)
    return render(
        request,
        "submissions/evidence.html",
        {
            "innovation": innovation,
            "attachments": attachments(own_revision(innovation)),
            "forms": forms,
            "obstacle": obstacle(innovation, EDIT, at=now),
        },
    )
