from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from kipp.accounts import regions


class Command(BaseCommand):
    help = "Load the governments and villages of Central Java, matched by their official codes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when they are loaded already")

    def handle(self, *, if_empty: bool, **options: Any) -> None:
        if if_empty and regions.are_loaded():
            return
        governments, villages = regions.load()
        self.stdout.write(f"{governments} governments and {villages} villages loaded.")
