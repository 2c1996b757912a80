"""How people sign in: by e-mail and password, with accounts that only an invitation makes."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from .models import Membership, User


def is_refused(user) -> bool:
    """Whether the account is of the demo and this is not the demo: its password is public."""
    return user.is_demo and not settings.DEMO


class PortalBackend(AuthenticationBackend):
    """Signs in by e-mail. Outside the demo nobody signs in, or stays signed in, as a demo account."""

    def user_can_authenticate(self, user):
        return super().user_can_authenticate(user) and not is_refused(user)

    def get_user(self, user_id):
        user = with_posts(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None


def with_posts(user_id) -> User | None:
    """Return the account with its posts: one query, and a second one for somebody without any."""
    posts = list(Membership.objects.filter(user=user_id).with_offices().select_related("user"))
    if not posts:
        return User.objects.filter(pk=user_id).first()
    user = posts[0].user
    user.posts = posts
    return user


class InvitationOnlyAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def pre_login(self, request, user, **details):
        # To whoever knows the password of a closed account allauth says so; a demo account is one here.
        if is_refused(user):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **details)
