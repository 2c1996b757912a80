#!/usr/bin/env python
"""Run a command of the portal, with the embedded PostgreSQL where no DATABASE_URL is set."""

import os
import sys

from django.core.management import execute_from_command_line

from kipp import local_database


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kipp.settings")
    if os.environ.get("DATABASE_URL", "").strip():
        execute_from_command_line(sys.argv)
        return
    with local_database.running():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
