from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kipp.accounts import invitations


class Command(BaseCommand):
    help = (
        "Invite one of the first two members of the bureau and print its link and code. Once two can decide "
        "together, they invite all others in the browser."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--instead-of", default="", metavar="EMAIL", help="a mistyped one, to be revoked")

    def handle(self, *, email: str, name: str, instead_of: str, **options: Any) -> None:
        try:
            invitation = invitations.invite_first(email, name, instead_of=instead_of, at=timezone.now())
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        self.stdout.write(f"{settings.PORTAL_URL}{invitation.get_absolute_url()}")
        self.stdout.write(f"Code: {invitation.code}")
