"""Conflict of interest: who is in conflict with an innovation, by a post or by declaration."""

from collections.abc import Sequence

from django.db.models import OuterRef, Q, QuerySet, Subquery

from innovations.editions.models import Edition
from innovations.proposals.models import Innovation
from kipp.accounts.models import Agency, Government, Membership, Role, User

from .models import Conflict

# Posts in an office that are a conflict with what concerns its government.
_NEAR = (Role.STAFF, Role.COORDINATOR, Role.VERIFIER)


def in_conflict(user: User, innovation: Innovation) -> bool:
    """Return whether this person has a conflict of interest with the innovation, by a post or by declaration.

    By rule: any post, held now or ever, at the owner or a partner agency or in their government.
    By declaration: with the innovation, with one of these agencies, or with their government, while the
    relation lasts and for the edition's years after it.
    """
    return innovation.pk in innovations_in_conflict(user, [innovation])


def innovations_in_conflict(user: User, innovations: Sequence[Innovation]) -> set[int]:
    """Return the numbers of those innovations that this person is in conflict with, in two queries at most.

    Most people have no post near an agency and declared nothing: that costs a look into their declarations.
    """
    if not _near_offices(user) and not Conflict.objects.filter(user=user).exists():
        return set()
    asked = Innovation.objects.filter(pk__in=[innovation.pk for innovation in innovations])
    return set(asked.filter(conflict_of(user)).order_by().values_list("pk", flat=True))


def conflict_of(user: User) -> Q:
    """Return the rule itself as a condition on innovations, for a page that reads innovations anyway."""
    offices = _near_offices(user)
    declared = Conflict.objects.filter(user=user)
    lasting = declared.filter(ended_year=None)
    # Whether an ended relation still bars depends on the edition. That is only asked where an ended one
    # touches the innovation.
    ended = declared.exclude(ended_year=None)
    still_barring = ended.barring(OuterRef("edition__year"), OuterRef("edition__conflict_years"))
    return (
        Q(agency__government__in=offices)
        | Q(partners__government__in=offices)
        | _touched_by(lasting)
        | (_touched_by(ended) & _touched_by(still_barring))
    )


def _near_offices(user: User) -> list[Government]:
    governments = (post.office_government for post in user.posts if post.role in _NEAR)
    return [government for government in governments if government]


def _touched_by(declared: QuerySet[Conflict]) -> Q:
    """Return the condition that one of the conflicts is with the innovation, its agencies or governments."""
    governments, agencies = declared.values("government"), declared.values("agency")
    return (
        Q(pk__in=declared.values("innovation"))
        | Q(agency__in=agencies)
        | Q(partners__in=agencies)
        | Q(agency__government__in=governments)
        | Q(partners__government__in=governments)
    )


def people_in_conflict(innovation: Innovation) -> QuerySet[User]:
    """Return everybody who is in conflict with the innovation: the same rule from the other side."""
    owners = Agency.objects.filter(Q(innovations=innovation) | Q(partner_innovations=innovation))
    governments = owners.values("government")
    posts = Membership.objects.filter(role__in=_NEAR).filter(
        Q(government__in=governments) | Q(agency__government__in=governments)
    )
    edition = Edition.objects.filter(pk=innovation.edition_id)
    declared = Conflict.objects.filter(
        Q(government__in=governments) | Q(agency__in=owners) | Q(innovation=innovation)
    ).barring(Subquery(edition.values("year")), Subquery(edition.values("conflict_years")))
    return User.objects.filter(Q(pk__in=posts.values("user")) | Q(pk__in=declared.values("user")))
