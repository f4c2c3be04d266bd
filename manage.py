#!/usr/bin/env python3
"""Runs the portal's administrative commands."""

import os
import sys


def main() -> None:
    """Hand the command line over to Django; a refusal to start is one sentence, Ctrl-C no error."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentorship.config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as refusal:
        sys.exit(str(refusal))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
