from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kipp.accounts import people
from kipp.accounts.models import Role


class Command(BaseCommand):
    help = "Invite a member of the bureau and print its link and code: how the first one gets in."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("name")

    def handle(self, *, email, name, **options):
        try:
            invitation = people.invite(email, name, Role.BUREAU, by=None, at=timezone.now())
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        self.stdout.write(f"{settings.PORTAL_URL}{invitation.get_absolute_url()}")
        self.stdout.write(f"Code: {invitation.code}")
