"""Pages of the minutes of a visit: drawn up by the lead, signed by the team, issued by the bureau."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kipp.accounts.access import for_roles
from kipp.accounts.models import Role, User
from kipp.accounts.requests import AuthenticatedRequest
from kipp.files.responses import distrusted, stored_file_response, unchanged
from kipp.saving import refusals
from kipp.saving.deed_page import deed_page
from verification import access
from verification.approvals.models import Approval
from verification.visits.models import Visit, VisitPhoto
from verification.visits.views.record import led_visit_or_404, visit_or_404

from . import deeds, missing, pdf
from .forms import AddendumForm, DrawUpForm, IssueForm, NumberForm, SignForm, initial_of
from .models import Minutes, MinutesSignature
from .text import MinutesDraft, Signer, draft_of


@dataclass
class Place:
    """A place to sign in a text, with its signature, or the form if the reader may sign there."""

    code: str
    role: str
    name: str
    office: str
    signature: MinutesSignature | None = None
    form: SignForm | None = None


def minutes_or_404(user: User, pk: int, *, at: datetime) -> Minutes:
    """Fetch a text that the user may read."""
    texts = access.visible_minutes(user, at=at).select_related(
        "visit__innovation__agency__government", "visit__lead", "stage__edition", "issued_by"
    )
    minutes = get_object_or_404(texts, pk=pk)
    minutes.visit.stage = minutes.stage
    return minutes


def bureau_minutes_or_404(request: AuthenticatedRequest, pk: int, *, at: datetime) -> Minutes:
    """Fetch a text for the bureau; a member in conflict with its entry gets 403."""
    minutes = minutes_or_404(request.user, pk, at=at)
    access.require_bureau(request.user, minutes.visit.innovation, at=at)
    return minutes


@require_safe
def visit_minutes(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show the texts about a visit, with their versions and addenda, and what can be done next."""
    at = timezone.now()
    visit = visit_or_404(request.user, pk, at=at)
    in_order = Prefetch("minutes", Minutes.objects.order_by("drawn_up_at", "pk"))
    by_whom = Prefetch("approvals", Approval.objects.select_related("asked_by", "decided_by"))
    prefetch_related_objects([visit], in_order, by_whom)
    texts = list(visit.minutes.all())
    standing = [one for one in texts if one.state != Minutes.State.SUPERSEDED]
    minutes = next((one for one in standing if one.kind == Minutes.Kind.MINUTES), None)
    issued = minutes if minutes and minutes.state == Minutes.State.ISSUED else None
    asked = list(visit.approvals.all())
    obstacle = deeds.obstacle_to_draw_up(visit, minutes)
    leads = access.is_lead(request.user, visit, at=at)
    acts = access.acts_as_bureau(request.user, visit.innovation, at=at)
    return render(
        request,
        "minutes/visit_minutes.html",
        {
            "visit": visit,
            "innovation": visit.innovation,
            "texts": texts,
            "minutes": minutes,
            "obstacle": obstacle,
            "may_draw_up": leads and not obstacle,
            "may_add": leads and not deeds.obstacle_to_add(visit, issued),
            "asked": asked,
            "acts": acts,
            "may_excuse": acts
            and not any(one.is_waiting for one in asked)
            and not missing.ACTIONS.why_not("no_minutes", visit),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def draw_up_minutes(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask the lead what to add to the record, and fix the text, so that it can be read and signed."""
    at = timezone.now()
    visit = led_visit_or_404(request.user, pk, at=at)
    before = visit.minutes.standing().of_visit().first()
    photos = list(visit.photos.all())
    form = DrawUpForm(
        request.POST if request.method == "POST" else None,
        replaces=before,
        photos=photos,
        initial=_initial(visit, before),
    )
    if form.is_valid():
        with refusals.shown_in(form):
            reason = form.cleaned_data.get("reason", "")
            minutes = deeds.draw_up(visit, form.draft(), reason=reason, by=request.user, at=at)
            messages.success(request, _("The text is fixed. Read it whole, then let everybody sign it."))
            return redirect(minutes)
    obstacle = deeds.obstacle_to_draw_up(visit, before)
    context = {"form": form, "visit": visit, "innovation": visit.innovation, "obstacle": obstacle}
    return render(request, "minutes/draw_up.html", {**context, "replaces": before, "photos": photos})


def _initial(visit: Visit, before: Minutes | None) -> dict[str, Any]:
    """Return the initial values of the form: of the earlier version, or the contact that the bureau named."""
    if before:
        return initial_of(draft_of(before))
    return initial_of(MinutesDraft(agency=Signer(visit.contact_name, visit.contact_role)))


@require_http_methods(["GET", "HEAD", "POST"])
def add_addendum(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask the lead what is added to issued minutes and who signs, and fix the text of the addendum."""
    at = timezone.now()
    visit = led_visit_or_404(request.user, pk, at=at)
    issued = visit.minutes.issued().of_visit().first()
    under_way = visit.minutes.filter(kind=Minutes.Kind.ADDENDUM, state__in=Minutes.UNDER_WAY).first()
    form = AddendumForm(
        request.POST if request.method == "POST" else None,
        replaces=under_way,
        initial=_initial(visit, issued),
    )
    if form.is_valid():
        with refusals.shown_in(form):
            data = form.cleaned_data
            minutes = deeds.add_addendum(
                visit, data["words"], form.draft(), reason=data.get("reason", ""), by=request.user, at=at
            )
            messages.success(request, _("The text is fixed. Read it whole, then let everybody sign it."))
            return redirect(minutes)
    obstacle = deeds.obstacle_to_add(visit, issued)
    context = {"form": form, "visit": visit, "innovation": visit.innovation, "obstacle": obstacle}
    return render(request, "minutes/add_addendum.html", {**context, "replaces": under_way})


@require_safe
def minutes(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show the text as it is signed and printed, word for word, with its signatures."""
    at = timezone.now()
    return _page(request, minutes_or_404(request.user, pk, at=at), at)


def _page(
    request: AuthenticatedRequest, minutes: Minutes, at: datetime, sent: SignForm | None = None
) -> HttpResponse:
    obstacle = deeds.obstacle_to_sign(minutes)
    places = _places(request.user, minutes, at, sent, is_open=not obstacle)
    return render(
        request,
        "minutes/minutes.html",
        {
            "minutes": minutes,
            "content": minutes.content,
            "visit": minutes.visit,
            "innovation": minutes.visit.innovation,
            "places": places,
            "signs": any(place.form for place in places),
            "reads_visit": _reads_visit(request.user, minutes.visit, at),
            "actions": deeds.ACTIONS.actions_for(request.user, minutes, at=at),
            "form": sent,
        },
    )


def _reads_visit(user: User, visit: Visit, at: datetime) -> bool:
    return access.visible_visits(user, at=at).filter(pk=visit.pk).exists()


def _places(
    user: User, minutes: Minutes, at: datetime, sent: SignForm | None, *, is_open: bool
) -> list[Place]:
    signatures = {signature.place: signature for signature in minutes.signatures.all()}
    places = [
        Place(**{name: one[name] for name in ("code", "role", "name", "office")})
        for one in minutes.content["places"]
    ]
    mine = deeds.places_of(minutes, user, at=at) if is_open or sent else set()
    for place in places:
        place.signature = signatures.get(place.code)
        if place.code in mine and not place.signature:
            is_sent = sent is not None and sent.data.get("place") == place.code
            place.form = sent if is_sent else SignForm.of(minutes, place.code)
    return places


@require_POST
def sign_minutes(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Sign in one place. After a refusal the page is shown again with what was drawn."""
    at = timezone.now()
    minutes = minutes_or_404(request.user, pk, at=at)
    form = SignForm.of(minutes, request.POST.get("place", "")[:40], request.POST)
    if form.is_valid():
        with refusals.shown_in(form):
            data = form.cleaned_data
            deeds.sign(
                minutes,
                data["place"],
                text_hash=data["text_hash"],
                drawing=data["drawing"],
                by=request.user,
                at=at,
            )
            messages.success(request, _("The signature is kept."))
            return redirect(minutes)
    access.require_team_member(request.user, minutes.visit, at=at)
    return _page(request, minutes_or_404(request.user, pk, at=at), at, form)


@require_safe
def minutes_paper(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """Return the PDF of the text with its number and signatures; go back to the page if it can't be made."""
    at = timezone.now()
    minutes = minutes_or_404(request.user, pk, at=at)
    said = pdf.contents(minutes)
    etag = quote_etag(pdf.fingerprint(said))
    if answer := unchanged(request, etag):
        return answer
    with refusals.told(request):
        made = pdf.typeset(minutes, said)
        name = content_disposition_header(as_attachment=True, filename=pdf.file_name(minutes))
        headers = {"Content-Disposition": name or "attachment", "ETag": etag}
        return distrusted(HttpResponse(made, content_type="application/pdf", headers=headers))
    return redirect(minutes)


@require_safe
def signed_minutes(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """Return the signed paper, byte for byte as it was sent."""
    minutes = minutes_or_404(request.user, pk, at=timezone.now())
    name = f"{pdf.file_name(minutes).removesuffix('.pdf')}-bertanda-tangan"
    return stored_file_response(request, minutes.signed_file, name=name, is_photo=False)


@require_safe
def minutes_photo(request: AuthenticatedRequest, pk: int, uuid: UUID, size: str) -> HttpResponseBase:
    """Return a photo of a text to anyone who may read the text; `size` is "file" or "thumbnail"."""
    minutes = minutes_or_404(request.user, pk, at=timezone.now())
    if str(uuid) not in {photo["uuid"] for photo in minutes.content["photos"]["rows"]}:
        raise Http404
    photo = get_object_or_404(VisitPhoto, visit=minutes.visit_id, uuid=uuid)
    stored = {"file": photo.file, "thumbnail": photo.thumbnail}.get(size)
    return stored_file_response(request, stored, name=f"kipp-minutes-{pk}-{photo.pk}", is_photo=True)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def number_minutes(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Give a text its number in the secretariat's register."""
    at = timezone.now()
    minutes = bureau_minutes_or_404(request, pk, at=at)
    form = NumberForm(request.POST if request.method == "POST" else None, initial={"number": minutes.number})
    obstacle = "" if form.is_bound else deeds.ACTIONS.why_not("number", minutes)
    return deed_page(
        request,
        "minutes/number.html",
        form,
        partial(deeds.give_number, minutes, by=request.user, at=at),
        done=_("The text has its number: print it, and let it be signed."),
        then=redirect(minutes),
        context={"minutes": minutes, "obstacle": obstacle},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def issue_minutes(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Upload the signed paper, which issues the text."""
    at = timezone.now()
    minutes = bureau_minutes_or_404(request, pk, at=at)
    files = request.FILES if request.method == "POST" else None
    form = IssueForm(
        request.POST if request.method == "POST" else None,
        files,
        limit_mb=minutes.stage.edition.max_document_mb,
    )
    obstacle = "" if form.is_bound else deeds.ACTIONS.why_not("issue", minutes)
    return deed_page(
        request,
        "minutes/issue.html",
        form,
        partial(deeds.issue, minutes, by=request.user, at=at),
        done=_("Issued. The team and the agency are told."),
        then=redirect(minutes),
        context={"minutes": minutes, "obstacle": obstacle},
    )


@login_not_required
@require_safe
def check_document(request: HttpRequest, text_hash: str) -> HttpResponse:
    """Show anyone who has a printed text that it is one of the portal's.

    Only its edition, number, date and state are shown, no names.
    """
    found = Minutes.objects.select_related("stage__edition").defer("text")
    minutes = get_object_or_404(found, text_hash=text_hash)
    return render(request, "minutes/check.html", {"minutes": minutes})
