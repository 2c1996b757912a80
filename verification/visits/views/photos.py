"""Pages of a visit's photos: the lead sends them one by one, all who may read the visit see them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kipp.accounts.requests import AuthenticatedRequest
from kipp.files.responses import stored_file_response
from kipp.moments import in_wib
from kipp.saving import autosave, refusals
from kipp.saving.saved_elsewhere import form_page
from verification.visits import photos as deeds
from verification.visits.forms.record import DescriptionForm, PhotoForm
from verification.visits.models import VisitPhoto

from .record import gone, led_visit_or_404, refused, stored_now, visit_or_404


@require_POST
def add_visit_photo(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Store one photo; a device that sends the same file again changes nothing."""
    at = timezone.now()
    if answer := gone(request, pk):
        return answer
    visit = led_visit_or_404(request.user, pk, at=at)
    form = PhotoForm(request.POST, request.FILES, limit_mb=visit.stage.edition.max_photo_mb)
    if form.is_valid():
        uuid, picture = form.cleaned_data["uuid"], form.cleaned_data["photo"]
        with refusals.shown_in(form):
            photo = deeds.add(visit, picture, form.description(), uuid=uuid, by=request.user, at=at)
            if autosave.is_asked(request):
                return autosave.kept(photo.uuid)
            messages.success(request, _("The photo is kept."))
            return redirect(f"{visit.get_absolute_url()}#photos")
        if autosave.is_asked(request) and (photo := visit.photos.filter(uuid=uuid).first()):
            return autosave.saved_elsewhere(photo.save_number, _of_device(photo), _who(photo))
    return refused(request, visit, at, form)


def _of_device(photo: VisitPhoto) -> dict[str, str]:
    """Return what is stored of a photo, by the form's fields; the file is given by its checksum."""
    taken_at = timezone.localtime(photo.taken_at).isoformat() if photo.taken_at else ""
    return {"photo": photo.sha256, "caption": photo.caption, "taken_at": taken_at}


def _who(photo: VisitPhoto) -> str:
    return _("Sent on %(moment)s.") % {"moment": in_wib(photo.uploaded_at)}


@require_http_methods(["GET", "HEAD", "POST"])
def describe_visit_photo(request: AuthenticatedRequest, pk: int, uuid: UUID) -> HttpResponse:
    """Show one photo, and save its caption and time."""
    at = timezone.now()
    if request.method == "POST" and (answer := gone(request, pk)):
        return answer
    visit = led_visit_or_404(request.user, pk, at=at)
    photo = get_object_or_404(VisitPhoto.objects.select_related("visit__stage"), visit=visit, uuid=uuid)
    form, stored = DescriptionForm.of(photo, request.POST if request.method == "POST" else None), None
    if form.is_valid():
        number = form.cleaned_data["save_number"]
        with refusals.shown_in(form):
            saved = deeds.describe(photo, form.description(), save_number=number, by=request.user, at=at)
            if autosave.is_asked(request):
                return autosave.saved(saved.save_number)
            messages.success(request, _("Saved."))
            return redirect(f"{visit.get_absolute_url()}#photos")
        photo = VisitPhoto.objects.get(pk=photo.pk)
        if photo.save_number != number:
            stored = stored_now(DescriptionForm.of(photo), photo.save_number)
    context = {"visit": visit, "innovation": visit.innovation, "photo": photo}
    if form.is_bound:
        return form_page(request, "visits/describe_photo.html", form, stored, context)
    return render(request, "visits/describe_photo.html", {**context, "form": form})


@require_POST
def remove_visit_photo(request: AuthenticatedRequest, pk: int, uuid: UUID) -> HttpResponse:
    """Remove a photo; a second click changes nothing."""
    at = timezone.now()
    if answer := gone(request, pk):
        return answer
    visit = led_visit_or_404(request.user, pk, at=at)
    if photo := visit.photos.select_related("visit__stage").filter(uuid=uuid).first():
        with refusals.told(request):
            deeds.remove(photo, by=request.user, at=at)
            messages.success(request, _("The photo is taken out."))
    if autosave.is_asked(request):
        return autosave.kept(uuid)
    return redirect(f"{visit.get_absolute_url()}#photos")


@require_safe
def visit_photo(request: AuthenticatedRequest, pk: int, uuid: UUID, size: str) -> HttpResponseBase:
    """Return a photo to anyone who may read the visit; `size` is "file" or "thumbnail"."""
    visit = visit_or_404(request.user, pk, at=timezone.now())
    photo = get_object_or_404(visit.photos, uuid=uuid)
    stored = {"file": photo.file, "thumbnail": photo.thumbnail}.get(size)
    return stored_file_response(request, stored, name=f"kipp-visit-{pk}-{photo.pk}", is_photo=True)
