from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    # The posts know their holder; here only their name is needed.
    from .membership import Membership

# Accounts of the demo end in this; outside the demo the sign-in refuses them.
DEMO_DOMAIN = "@kipp.test"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, name: str, password: str | None = None) -> "User":
        """Create a person who signs in by e-mail. Without a password nobody can sign in as them."""
        user = self.model(email=email.strip().lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person. What they may do comes from their posts (Membership), never from a flag here."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    # The language that they chose to read; empty when they never chose one.
    language = models.CharField(
        max_length=2, blank=True, choices=settings.LANGUAGES, default="", db_default=""
    )
    # At most one mail a day, about what waits for them; what happens to their own entries is told anyway.
    wants_reminders = models.BooleanField(default=True, db_default=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_in_lower_case"),
            models.CheckConstraint(
                condition=models.Q(language__in=["", *dict(settings.LANGUAGES)]),
                name="user_language_is_one_of_ours",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def mail_language(self) -> str:
        """The language that the portal writes to them in: their choice, else Indonesian."""
        return self.language or settings.LANGUAGE_CODE

    @property
    def is_demo(self) -> bool:
        return self.email.lower().endswith(DEMO_DOMAIN)

    @cached_property
    def posts(self) -> "list[Membership]":
        """All posts of this person, past and future, with their offices: one query for each request."""
        return list(self.memberships.with_offices())

    def posts_on(self, day: date) -> "list[Membership]":
        """Return the posts that are held on that day."""
        return [post for post in self.posts if post.is_held_on(day)]
