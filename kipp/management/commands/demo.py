from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from kipp.demo import build


class Command(BaseCommand):
    help = "Reset the portal to the demo: three editions with samples, accounts with a public password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing when there is an edition already",
        )

    def handle(self, *, if_empty: bool, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This portal is not a demo. Only with KIPP_DEMO=1 is it reset to one.")
        if not if_empty:
            call_command("migrate", verbosity=0)
        elif build.exists():
            return
        if build.holds_real_people():
            raise CommandError("This database has accounts of real people, so it is not reset to the demo.")
        self.stdout.write("Building the demo:")
        if not if_empty:
            build.wipe()
        build.build(lambda step: self.stdout.write(f"  {step}"))
        self.stdout.write("The demo is ready.")
