"""Writing a proposal: its basics and its sections. Places and evidence have rooms of their own."""

from datetime import date

from django.contrib import messages
from django.forms import BoundField
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from innovations.proposals import drafting, proposal_parts
from innovations.proposals.access import EDIT, obstacle
from innovations.proposals.forms import BasicsForm, NamingForm, SectionForm
from innovations.proposals.models import Answer, Innovation, Revision
from innovations.proposals.reading import own_revision
from innovations.proposals.sections import SectionProgress, SectionState, progress
from innovations.rulebook.models import Section
from kipp.accounts.requests import AuthenticatedRequest
from kipp.moments import as_day, in_wib
from kipp.saving import autosave, refusals
from kipp.saving.saved_elsewhere import Stored, StoredField, form_page

from .own import own_innovation


@require_http_methods(["GET", "HEAD", "POST"])
def submission_basics(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask for title, category and the three days."""
    at = timezone.now()
    innovation = own_innovation(request, pk, at=at)
    form = BasicsForm(request.POST or None, instance=innovation, edition=innovation.edition)
    stored = None
    if form.is_valid():
        with refusals.shown_in(form):
            saved = drafting.change_basics(
                innovation,
                form.basics(),
                save_number=form.cleaned_data["save_number"],
                by=request.user,
                at=at,
            )
            if autosave.is_asked(request):
                return autosave.saved(saved.save_number)
            messages.success(request, _("Saved."))
            return redirect(innovation)
        stored = _stored_basics(form, innovation)
    return form_page(
        request,
        "submissions/basics.html",
        form,
        stored,
        {
            "innovation": innovation,
            "obstacle": obstacle(innovation, EDIT, at=at, part=proposal_parts.BASICS),
        },
    )


def _stored_basics(form: BasicsForm, innovation: Innovation) -> Stored | None:
    now_stored = Innovation.objects.get(pk=innovation.pk)
    if now_stored.save_number == form.cleaned_data["save_number"]:
        return None
    as_stored = BasicsForm(instance=now_stored, edition=innovation.edition)
    fields = [_stored_field(as_stored[name], now_stored) for name in NamingForm.Meta.fields]
    return Stored(now_stored.save_number, fields, _("Saved in another window or by a colleague."))


def _stored_field(field: BoundField, innovation: Innovation) -> StoredField:
    value = getattr(innovation, field.name)
    shown = as_day(value) if isinstance(value, date) else str(value or "")
    sent = field.value()
    return StoredField(field.name, str(field.label), "" if sent is None else str(sent), shown)


@require_http_methods(["GET", "HEAD", "POST"])
def submission_section(request: AuthenticatedRequest, pk: int, code: str) -> HttpResponse:
    """Show one section: its guidance, its text, and the sections before and after it."""
    at = timezone.now()
    innovation = own_innovation(request, pk, at=at)
    revision = own_revision(innovation)
    sections = progress(revision)
    place = _place_of(code, sections)
    following = sections[place + 1].section if place + 1 < len(sections) else None
    item = sections[place]
    form = SectionForm(
        request.POST or None,
        section=item.section,
        initial={"text": item.text, "save_number": item.save_number},
    )
    stored = None
    if form.is_valid():
        with refusals.shown_in(form):
            answer = drafting.write(innovation, item.section, **form.cleaned_data, by=request.user, at=at)
            if autosave.is_asked(request):
                return autosave.saved(answer.save_number)
            _tell_what_was_kept(request, SectionProgress(item.section, answer.text))
            return _after(request, innovation, item.section, following)
        stored = _stored_answer(form, revision, item.section)
    return form_page(
        request,
        "submissions/section.html",
        form,
        stored,
        {
            "innovation": innovation,
            "item": item,
            "number": place + 1,
            "total": len(sections),
            "before": sections[place - 1].section if place else None,
            "following": following,
            "obstacle": obstacle(innovation, EDIT, at=at, part=proposal_parts.of_section(code)),
        },
    )


def _stored_answer(form: SectionForm, revision: Revision, section: Section) -> Stored | None:
    answer = Answer.objects.filter(revision=revision, section=section).select_related("saved_by").first()
    if answer is None or answer.save_number == form.cleaned_data["save_number"]:
        return None
    who = _("Saved in another window or by a colleague.")
    if answer.saved_by and answer.saved_at:
        who = _("Saved by %(name)s on %(moment)s.") % {
            "name": answer.saved_by.name,
            "moment": in_wib(answer.saved_at),
        }
    text = StoredField("text", str(form["text"].label), answer.text, answer.text)
    return Stored(answer.save_number, [text], who)


def _place_of(code: str, sections: list[SectionProgress]) -> int:
    for place, item in enumerate(sections):
        if item.section.code == code:
            return place
    raise Http404


def _tell_what_was_kept(request: AuthenticatedRequest, kept: SectionProgress) -> None:
    counted = {"words": kept.words, "limit": kept.section.max_words}
    if kept.state == SectionState.TOO_LONG:
        messages.warning(
            request,
            _("Saved: %(words)d words of at most %(limit)d. Shorten it before you send it.") % counted,
        )
    elif kept.state == SectionState.EMPTY:
        messages.warning(request, _("Saved without text. Fill it in before you send it."))
    else:
        messages.success(request, _("Saved: %(words)d words of at most %(limit)d.") % counted)


def _after(
    request: AuthenticatedRequest, innovation: Innovation, section: Section, following: Section | None
) -> HttpResponse:
    """Return the page that follows: “Save” stays, “save and continue” goes on to the next part."""
    if "continue" not in request.POST:
        return redirect("submission_section", innovation.pk, section.code)
    if following is None:
        return redirect("submission_locations", innovation.pk)
    return redirect("submission_section", innovation.pk, following.code)
