"""The mail outbox, as the bureau reads it."""

from collections import Counter
from dataclasses import dataclass

from django import forms
from django.core.paginator import Paginator
from django.db.models import Case, Count, Q, Value, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from post_office.models import STATUS, Email

from innovations.models import Edition
from kipp.accounts.access import for_bureau_readers, for_roles, is_bureau
from kipp.accounts.models import Role
from kipp.accounts.requests import AuthenticatedRequest
from kipp.lists.tabs import Tab, query, tab


@dataclass(frozen=True)
class State:
    """How a mail stands: a code for its look, the word, and which mails these are."""

    code: str
    label: Promise
    mails: Q


# Failed mails stand first: somebody has to see to them. Mails that are neither failed nor sent wait.
STATES = (
    State("failed", _("could not be sent"), Q(status=STATUS.failed)),
    State("waiting", _("waiting"), Q(status__in=[STATUS.queued, STATUS.requeued]) | Q(status=None)),
    State("sent", _("sent"), Q(status=STATUS.sent)),
)
_BY_CODE = {state.code: state for state in STATES}
_BY_STATUS = {STATUS.failed: _BY_CODE["failed"], STATUS.sent: _BY_CODE["sent"]}


class OutboxFilter(forms.Form):
    """Which mails are listed: those in one state, or all; gives out the state's code or nothing."""

    state = forms.ChoiceField(required=False, choices=[(state.code, state.label) for state in STATES])


@dataclass(frozen=True)
class MailRow:
    """A mail in the list, with how it stands."""

    mail: Email
    state: State
    is_sealed: bool = False


@require_safe
@for_bureau_readers
def outbox(request: AuthenticatedRequest) -> HttpResponse:
    """Show all mails, those that failed first, then the newest; or those in one state."""
    form = OutboxFilter(request.GET)
    chosen = form.cleaned_data["state"] if form.is_valid() else ""
    failed_first = Case(When(status=STATUS.failed, then=Value(0)), default=Value(1))
    mails = Email.objects.order_by(failed_first, "-created", "-pk").defer("message", "html_message")
    if chosen:
        mails = mails.filter(_BY_CODE[chosen].mails)
    sealed = Edition.objects.sealed(at=timezone.now()).exists()
    page = Paginator(mails, 50).get_page(request.GET.get("page"))
    return render(
        request,
        "outbox/outbox.html",
        {
            "writes": is_bureau(request.user, at=timezone.now()),
            "page_obj": page,
            "rows": [
                MailRow(mail, state_of(mail), is_sealed=sealed and names_an_innovation(mail)) for mail in page
            ],
            "tabs": _tabs(chosen),
            "query": query({"state": chosen}),
        },
    )


@require_safe
@for_roles(Role.BUREAU)
def outbox_mail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show one mail.

    What opens somebody else's account stays closed: a mail of the sign-in, an invitation.
    """
    mail = get_object_or_404(Email, pk=pk)
    state = state_of(mail)
    return render(
        request,
        "outbox/mail.html",
        {
            "mail": mail,
            "state": state,
            "is_notice": may_be_read(mail),
            "is_sealed": names_an_innovation(mail) and Edition.objects.sealed(at=timezone.now()).exists(),
            "failure": mail.logs.order_by("date").last() if state.code == "failed" else None,
        },
    )


def may_be_read(mail: Email) -> bool:
    """Return whether others than its receiver may read the text.

    A notice may be read, unless it holds an invitation's link.
    """
    invitations = reverse("accept_invitation", args=["-"]).removesuffix("-/")
    return "X-KIPP-Notice" in (mail.headers or {}) and invitations not in mail.message


def names_an_innovation(mail: Email) -> bool:
    """Return whether a notice is about an innovation: in a sealed call the bureau can't read it."""
    about = (mail.headers or {}).get("X-KIPP-Page", "")
    return about.startswith((reverse("submissions"), reverse("coordination")))


def state_of(mail: Email) -> State:
    """Return how a mail stands."""
    return _state(mail.status)


def _state(status: int | None) -> State:
    """Return the state of a status; a mail that post_office has not tried yet waits."""
    return _BY_STATUS.get(status, _BY_CODE["waiting"])


def _tabs(chosen: str) -> list[Tab]:
    """Return the tabs for all mails and for those in each state: one query."""
    numbers: Counter[str] = Counter()
    for status, number in Email.objects.order_by().values_list("status").annotate(number=Count("pk")):
        numbers[_state(status).code] += number
    tabs = [tab(gettext("All"), numbers.total(), {}, is_current=not chosen)]
    return tabs + [
        tab(str(state.label), numbers[state.code], {"state": state.code}, is_current=state.code == chosen)
        for state in STATES
    ]
