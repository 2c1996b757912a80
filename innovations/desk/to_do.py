"""The next steps of agencies and coordinators: for one innovation a sentence, for all of theirs a list.

What is listed can be done at that moment: the same times hold as in access.py, asked of all at once.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NotRequired, TypedDict

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from innovations.editions.models import Edition, Stage
from innovations.presentations.models import Presentation
from innovations.proposals import access
from innovations.proposals.models import Innovation, number_of
from innovations.proposals.statuses import IN_COMPETITION, Status
from innovations.sending.sending_step import sending_closes_at
from kipp.accounts.access import agencies_of, governments_of
from kipp.accounts.models import Agency, User
from kipp.certain import certain
from kipp.moments import first_moment_after, in_wib
from kipp.to_do import Step, most_urgent

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

# Before the first sending: where a coordinator stands above the agency, and where it sends by itself.
_UNSENT = {
    Status.DRAFT: (
        "propose",
        gettext_lazy("Fill in all parts and propose it by %(closing)s."),
        gettext_lazy("Fill in all parts and send it to the bureau by %(closing)s."),
    ),
    Status.PROPOSED: (
        "submit",
        gettext_lazy("The coordinator checks it and sends it to the bureau. There is nothing to do now."),
        gettext_lazy("Send it to the bureau by %(closing)s."),
    ),
    Status.RETURNED: (
        "propose",
        gettext_lazy("Correct it and propose it again by %(closing)s."),
        gettext_lazy("Correct it and send it to the bureau by %(closing)s."),
    ),
}

_WAITING = {
    Status.SUBMITTED: gettext_lazy("The bureau checks it. There is nothing to do now."),
    Status.ELIGIBLE: gettext_lazy("It takes part in the assessment. There is nothing to do now."),
    Status.INELIGIBLE: gettext_lazy("It takes no part in the assessment; the reasons stand on its page."),
    Status.FINALIST: gettext_lazy("It goes on to the field verification. Prepare the places that it names."),
    Status.RECORDED: gettext_lazy("It counts as an innovation of your agency and does not compete."),
    Status.WITHDRAWN: gettext_lazy("Your agency has withdrawn it."),
    Status.DISQUALIFIED: gettext_lazy("It was disqualified; the reason stands on its page."),
}


def next_step(innovation: Innovation, *, at: datetime) -> str:
    """Return the next step as a sentence, or why there is none.

    Reads the edition's stages and the corrections.
    """
    if innovation.edition.state == Edition.State.CLOSED:
        return _("This edition is over.")
    if innovation.status == Status.RETURNED and innovation.is_sent:
        return _while_the_bureau_waits(innovation, at)
    if innovation.status in _UNSENT:
        return _before_the_first_sending(innovation, at)
    if innovation.status == Status.FINALIST and (told := _as_finalist(innovation.edition)):
        return told
    return str(_WAITING[Status(innovation.status)])


def _as_finalist(edition: Edition) -> str:
    """Return what a finalist does where there are presentations; "" where the field stage comes at once."""
    stage = edition.stage_of_kind(Stage.Kind.PRESENTATION)
    if stage is None or stage == edition.earliest_scoring_stage:
        return ""
    if stage.ended_at is None:
        return _("It goes on to the presentation and interview. You are told the slot.")
    return _("It is a finalist. How far it came stands in what was published.")


def for_staff(user: User, *, at: datetime) -> list[Step]:
    """Return what the user's agencies can write, correct, send or present, and the editions to enter.

    Two queries; none for somebody who is staff of no agency.
    """
    agencies = agencies_of(user, at=at)
    if not agencies:
        return []
    entered = Innovation.objects.filter(edition=OuterRef("edition"), agency__in=agencies)
    registrations = _open_registrations(at, is_entered=Exists(entered.exclude(status=Status.WITHDRAWN)))
    by_edition = {registration.edition_id: registration for registration in registrations}
    steps = [_step_of(innovation, by_edition, at) for innovation in _in_the_hands_of(agencies, at)]
    steps += [
        _entering(registration, agencies, at) for registration in registrations if not registration.is_entered
    ]
    return most_urgent(filter(None, steps), all_at=reverse("submissions"))


def for_coordinator(user: User, *, at: datetime) -> list[Step]:
    """Return how many proposed innovations wait in the user's governments, by edition: one query.

    No query for somebody who coordinates no government. Agencies of the province send by themselves.
    """
    governments = [office for office in governments_of(user, at=at) if not office.is_province]
    if not governments:
        return []
    proposed = Innovation.objects.filter(
        edition=OuterRef("edition"), status=Status.PROPOSED, agency__government__in=governments
    )
    registrations = _open_registrations(at, waiting=number_of(proposed))
    page = reverse("coordination")
    steps = [
        Step(_checking(registration), f"{page}#waiting", registration.closes_at, "clipboard-check")
        for registration in registrations
        if registration.waiting
    ]
    return most_urgent(steps, all_at=page)


def _before_the_first_sending(innovation: Innovation, at: datetime) -> str:
    action, with_coordinator, by_itself = _UNSENT[Status(innovation.status)]
    if reason := access.obstacle(innovation, action, at=at):
        return reason
    sentence = by_itself if innovation.agency.sends_by_itself else with_coordinator
    return sentence % {"closing": in_wib(certain(sending_closes_at(innovation)))}


def _while_the_bureau_waits(innovation: Innovation, at: datetime) -> str:
    if reason := access.obstacle(innovation, "resend", at=at):
        return reason
    return _("Correct it and send it again by %(due)s.") % {
        "due": in_wib(certain(certain(innovation.open_correction).due_at))
    }


class _Counted(TypedDict):
    # For staff, whether their agencies have entered; for coordinators, how many proposals wait.
    is_entered: NotRequired[bool]
    waiting: NotRequired[int]


class _InHand(TypedDict):
    correction_due_at: datetime | None
    slot: int | None
    starts_at: datetime
    material_due_at: datetime
    slides: str


def _open_registrations(at: datetime, **facts: Any) -> "list[WithAnnotations[Stage, _Counted]]":
    registrations = Stage.objects.filter(kind=Stage.Kind.REGISTRATION, edition__state=Edition.State.OPEN)
    registrations = registrations.annotate(**facts).select_related("edition").order_by("closes_at")
    # What `facts` annotate is known to the callers only.
    return [registration for registration in registrations if registration.accepts_at(at)]  # type: ignore[misc]


def _in_the_hands_of(
    agencies: Iterable[Agency], at: datetime
) -> "QuerySet[WithAnnotations[Innovation, _InHand]]":
    """Return the innovations that these agencies can move on.

    They are not sent, came back for a correction, or are presented soon. The last have `slot`, the number of
    the presentation, with its times and slides.
    """
    asked = FilteredRelation("corrections", condition=Q(corrections__answered_at=None))
    planned = FilteredRelation("presentations", condition=Q(presentations__state=Presentation.State.PLANNED))
    minute = at.replace(second=0, microsecond=0)  # "by 23.59" includes that minute
    lacking = Q(planned__slides="", planned__material_due_at__gte=minute)
    tomorrow = timezone.localdate(at) + timedelta(days=1)
    soon = Q(planned__starts_at__gt=at, planned__starts_at__date__lte=tomorrow)
    return (
        Innovation.objects.filter(agency__in=agencies, edition__state=Edition.State.OPEN)
        .annotate(asked=asked, planned=planned)
        .filter(
            Q(status__in=[Status.DRAFT, Status.PROPOSED, Status.RETURNED])
            | Q(lacking | soon, status__in=IN_COMPETITION)
        )
        .select_related("agency__government")
        .annotate(
            correction_due_at=F("asked__due_at"),
            slot=F("planned__pk"),
            starts_at=F("planned__starts_at"),
            material_due_at=F("planned__material_due_at"),
            slides=F("planned__slides"),
        )
        .order_by("title", "pk")
    )


def _presenting(innovation: "WithAnnotations[Innovation, _InHand]") -> Step:
    words, url = {"title": innovation.title}, reverse("presentation", args=[innovation.slot])
    if not innovation.slides:
        text = _("Upload the material for the presentation of “%(title)s”") % words
        return Step(text, url, innovation.material_due_at, "send")
    return Step(_("Present “%(title)s”") % words, url, innovation.starts_at, "people")


def _due_at(
    innovation: "WithAnnotations[Innovation, _InHand]", registration: Stage | None
) -> datetime | None:
    if innovation.is_sent:
        return innovation.correction_due_at
    return registration.closes_for(innovation.agency) if registration else None


def _step_of(
    innovation: "WithAnnotations[Innovation, _InHand]", registrations: Mapping[int, Stage], at: datetime
) -> Step | None:
    if innovation.slot:
        return _presenting(innovation)
    due_at = _due_at(innovation, registrations.get(innovation.edition_id))
    if due_at is None or at >= first_moment_after(due_at):
        return None
    words = {"title": innovation.title}
    url = innovation.get_absolute_url()
    if innovation.status == Status.RETURNED:
        return Step(_("Correct “%(title)s” and send it again") % words, url, due_at, "arrow-counterclockwise")
    if innovation.status == Status.DRAFT:
        return Step(_("Finish the draft of “%(title)s”") % words, url, due_at, "pencil")
    if innovation.agency.sends_by_itself:
        return Step(_("Send “%(title)s” to the bureau") % words, url, due_at, "send")
    return None


def _entering(registration: Stage, agencies: Iterable[Agency], at: datetime) -> Step | None:
    closing = [registration.closes_for(one) for one in agencies if registration.accepts_from(one, at)]
    if not closing:
        return None
    edition = registration.edition
    url = f"{reverse('submission_new')}?edition={edition.year}"
    return Step(
        _("Enter an innovation in %(edition)s") % {"edition": edition},
        url,
        max(closing),
        "plus-lg",
    )


def _checking(registration: "WithAnnotations[Stage, _Counted]") -> str:
    return ngettext(
        "Check %(number)d innovation proposed for %(year)d",
        "Check %(number)d innovations proposed for %(year)d",
        registration.waiting,
    ) % {"number": registration.waiting, "year": registration.edition.year}
