"""Writing a proposal: its basics and its sections. Places and evidence have rooms of their own."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from innovations import drafting
from innovations.access import EDIT, obstacle
from innovations.completeness import SectionProgress, SectionState, progress
from innovations.forms.submissions import BasicsForm, SectionForm
from innovations.proposals import own_revision
from kipp import refusals

from .submissions import own_innovation


@require_http_methods(["GET", "HEAD", "POST"])
def submission_basics(request, pk):
    """Title, category and start of implementation."""
    now = timezone.now()
    innovation = own_innovation(request, pk, at=now)
    form = BasicsForm(request.POST or None, instance=innovation, edition=innovation.edition)
    if form.is_valid():
        with refusals.shown_in(form):
            drafting.change_basics(innovation, form.basics(), by=request.user, at=now)
            messages.success(request, _("Saved."))
            return redirect(innovation)
    return render(
        request,
        "submissions/basics.html",
        {"innovation": innovation, "form": form, "obstacle": obstacle(innovation, EDIT, at=now)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def submission_section(request, pk, code):
    """One section: its guidance, its text, and the sections before and after it."""
    now = timezone.now()
    innovation = own_innovation(request, pk, at=now)
    sections = progress(own_revision(innovation))
    place = _place_of(code, sections)
    following = sections[place + 1].section if place + 1 < len(sections) else None
    item = sections[place]
    form = SectionForm(request.POST or None, section=item.section, initial={"text": item.text})
    if form.is_valid():
        with refusals.shown_in(form):
            text = form.cleaned_data["text"]
            drafting.write(innovation, item.section, text, by=request.user, at=now)
            _tell_what_was_kept(request, SectionProgress(item.section, text))
            return _after(request, innovation, item.section, following)
    return render(
        request,
        "submissions/section.html",
        {
            "innovation": innovation,
            "item": item,
            "number": place + 1,
            "total": len(sections),
            "before": sections[place - 1].section if place else None,
            "following": following,
            "form": form,
            "obstacle": obstacle(innovation, EDIT, at=now),
        },
    )


def _place_of(code, sections):
    for place, item in enumerate(sections):
        if item.section.code == code:
            return place
    raise Http404


def _tell_what_was_kept(request, kept):
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


def _after(request, innovation, section, following):
    """“Save” stays on the page; “save and continue” goes on to the next part."""
    if "continue" not in request.POST:
        return redirect("submission_section", innovation.pk, section.code)
    if following is None:
        return redirect("submission_locations", innovation.pk)
    return redirect("submission_section", innovation.pk, following.code)
