"""The type of a request that has passed the sign-in."""

from django.http import HttpRequest

from .models import User


class AuthenticatedRequest(HttpRequest):
    """A request of somebody who is signed in. Only its type is new: nothing is ever made of this class."""

    user: User
