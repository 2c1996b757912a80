"""What a view does when a deed says "not now": the sentence is shown, and what was typed stays."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest


class TakesErrors(Protocol):
    """A form, or whatever else shows the sentences of a refusal."""

    def add_error(self, field: None, error: ValidationError, /) -> None: ...


@contextmanager
def told(request: HttpRequest) -> Iterator[None]:
    """Show the sentences of a refused deed at the top of the next page.

    with refusals.told(request):
        lifecycle.accept(innovation, by=request.user, at=at)
        messages.success(request, _("…"))
    return redirect(innovation)
    """
    try:
        yield
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)


@contextmanager
def shown_in(form: TakesErrors) -> Iterator[None]:
    """Add the sentences of a refused deed to the form, which is then shown again with what was typed.

    if form.is_valid():
        with refusals.shown_in(form):
            lifecycle.reject(innovation, by=request.user, at=at, **form.cleaned_data)
            return redirect(innovation)
    return render(request, …)
    """
    try:
        yield
    except ValidationError as refusal:
        form.add_error(None, refusal)
