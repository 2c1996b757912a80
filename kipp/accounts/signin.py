"""How people sign in: by e-mail and password, with accounts that only an invitation makes."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from . import language
from .models import Membership, Notice, User


def is_refused(user: User) -> bool:
    """Return whether it is an account of the demo, whose password is public, while this is not the demo."""
    return user.is_demo and not settings.DEMO


class PortalBackend(AuthenticationBackend):
    """Signs in by e-mail. Outside the demo nobody signs in, or stays signed in, as a demo account."""

    def user_can_authenticate(self, user: User) -> bool:
        return super().user_can_authenticate(user) and not is_refused(user)

    def get_user(self, user_id: int) -> User | None:
        user = with_posts(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None


def with_posts(user_id: int) -> User | None:
    """Return the account with its posts and `unread_notices`, the number that the header shows.

    One query, and a second one for somebody without any post.
    """
    unread = Notice.objects.filter(user=user_id, read_at=None).order_by().values("user")
    unread_notices = Coalesce(Subquery(unread.annotate(number=Count("pk")).values("number")), 0)
    posts = list(
        Membership.objects.filter(user=user_id)
        .with_offices()
        .select_related("user")
        .annotate(unread_notices=unread_notices)
    )
    if not posts:
        return User.objects.filter(pk=user_id).annotate(unread_notices=unread_notices).first()
    user = posts[0].user
    # The page's frame reads both, as if they had come with the person.
    user.posts, user.unread_notices = posts, posts[0].unread_notices  # type: ignore[assignment, attr-defined]
    return user


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Our own ways in allauth: no sign-up, no demo account, mails in the receiver's language."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        # From here on they read what is said (the welcome): see ReadersLanguage.
        translation.activate(language.of_request(request))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write to an account in its own language, else in that of the person who asked for the mail."""
        wish = getattr(context.get("user"), "language", "")
        with translation.override(wish or translation.get_language()):
            super().send_mail(template_prefix, email, context)

    def pre_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse | None:
        # allauth tells those who know the password of a closed account that it is closed; here a demo account
        # is closed too.
        if is_refused(user):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **details)
