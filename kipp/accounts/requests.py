"""The type of a request that has passed the sign-in."""

from django.http import HttpRequest

from .models import User


class AuthenticatedRequest(HttpRequest):
    """A request of somebody who is signed in. It is only a type: no object of this class is ever made."""

    user: User
