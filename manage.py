#!/usr/bin/env python3
"""Runs the portal's administrative commands."""

import os
import sys


def main() -> None:
    """Hand the command line over to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentorship.config.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)  # Ctrl-C is an answer, not an error to be traced


if __name__ == "__main__":
    main()
