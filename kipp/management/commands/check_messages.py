import os
import shutil
import subprocess
import tempfile
from contextlib import chdir
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.test import override_settings

CATALOGUE = Path("id", "LC_MESSAGES", "django.po")
# What can be wrong with an entry, and the options that let msgattrib show it.
FAULTS = {
    "Not translated": ["--untranslated", "--no-fuzzy", "--no-obsolete"],
    "Only guessed (fuzzy)": ["--only-fuzzy", "--no-obsolete"],
    "No longer used": ["--only-obsolete"],
}


class Command(BaseCommand):
    help = "Say where the Indonesian catalogue and the texts of the code differ. Nothing is changed."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        if shutil.which("xgettext") is None:
            self.say_that_nothing_was_checked()
            return
        committed = Path(settings.LOCALE_PATHS[0]) / CATALOGUE
        with tempfile.TemporaryDirectory(prefix="kipp-messages-") as folder:
            collected = collect(committed, Path(folder))
            faults = [f"{fault}:\n\n{entries}" for fault, entries in faults_of(collected).items() if entries]
            if not is_compiled(committed, Path(folder)):
                faults.append("django.mo was not compiled from this django.po.\n")
        if faults:
            raise CommandError(
                "\n".join([*faults, "Run `make messages`, translate what is new, run it again."])
            )
        self.stdout.write("All texts are in the Indonesian catalogue, translated and compiled.")

    def say_that_nothing_was_checked(self) -> None:
        lacking = "The messages were NOT checked: gettext is not installed (apt-get install gettext)."
        if os.environ.get("CI"):
            raise CommandError(lacking)
        self.stdout.write(lacking)


def collect(committed: Path, folder: Path) -> Path:
    """Return a copy of the catalogue that holds the texts of the code as it is now.

    A text that the catalogue lacks is there without a translation, or with a guess; one that the code no
    longer has is marked as obsolete. The texts are collected in a folder of links to the project, since
    Django writes into the `locale` beside the code, which is the copy there.
    """
    for entry in settings.BASE_DIR.iterdir():
        if entry.name not in {"locale", "node_modules", "var"} and not entry.name.startswith("."):
            (folder / entry.name).symlink_to(entry)
    copy = folder / "locale" / CATALOGUE
    copy.parent.mkdir(parents=True)
    shutil.copy(committed, copy)
    with chdir(folder), override_settings(LOCALE_PATHS=[folder / "locale"]):
        call_command("makemessages", locale=["id"], symlinks=True, add_location="file", verbosity=0)
    return copy


def faults_of(catalogue: Path) -> dict[str, str]:
    """Return the entries that have each fault, as they stand in the catalogue; empty where none has it."""
    shown = {fault: run("msgattrib", *options, str(catalogue)) for fault, options in FAULTS.items()}
    # Where there are entries, the header comes first.
    return {fault: entries.partition("\n\n")[2] for fault, entries in shown.items()}


def is_compiled(committed: Path, folder: Path) -> bool:
    """Return whether the .mo beside the catalogue says the same, however it is packed."""
    compiled = folder / "django.mo"
    run("msgfmt", "--check-format", "--output-file", str(compiled), str(committed))
    return run("msgunfmt", str(compiled)) == run("msgunfmt", str(committed.with_suffix(".mo")))


def run(*command: str) -> str:
    """Return the output of a program of gettext. Raises CommandError with its complaint."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise CommandError(done.stderr)
    return done.stdout
