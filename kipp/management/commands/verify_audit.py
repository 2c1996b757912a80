from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kipp.audit import trail

REASONS = {
    "missing": "is missing",
    "unchained": "does not follow the line before it",
    "changed": "was changed",
}


class Command(BaseCommand):
    help = "Recompute the whole chain of the trail; name the first broken line, if there is one."

    def handle(self, **options: Any) -> None:
        verdict = trail.verify()
        if verdict.broken is not None:
            raise CommandError(
                f"The trail is broken: line {verdict.broken} {REASONS[verdict.reason]}. "
                f"The {verdict.sound} lines before it are intact."
            )
        self.stdout.write(f"The trail is intact: {verdict.sound} lines, head {verdict.head}.")
