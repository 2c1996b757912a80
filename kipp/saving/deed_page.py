"""The page of a deed: a form, the deed with what was typed in it, and where that leads."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .refusals import shown_in


def deed_page(
    request: HttpRequest,
    template: str,
    form: BaseForm,
    deed: Callable[..., object],
    *,
    done: str,
    then: HttpResponse,
    context: Mapping[str, object],
) -> HttpResponse:
    """Carry out `deed` with what was typed, say `done`, and return `then`, the way on.

    Where nothing was sent, where the form finds something wrong, or where the deed refuses, the template is
    shown with the form, which then holds what was typed and says why.

    form = EndForm(request.POST or None)
    end = partial(deeds.end, assignment, by=request.user, at=at)
    context = {"assignment": assignment}
    return deed_page(request, "….html", form, end, done=_("…"), then=redirect(assignment), context=context)

    A page that goes on with what the deed returns, or saves by itself, uses `shown_in` directly.
    """
    if form.is_valid():
        with shown_in(form):
            deed(**form.cleaned_data)
            messages.success(request, done)
            return then
    return render(request, template, {"form": form, **context})
