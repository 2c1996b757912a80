"""How people sign in: by e-mail and password, with accounts that only an invitation makes."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings


class PortalBackend(AuthenticationBackend):
    """Signs in by e-mail. Outside the demo nobody signs in, or stays signed in, as a demo account."""

    def user_can_authenticate(self, user):
        return super().user_can_authenticate(user) and (settings.DEMO or not user.is_demo)

    def get_user(self, user_id):
        user = super().get_user(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None


class InvitationOnlyAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False
