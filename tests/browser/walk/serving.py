"""The settings of the portal that is walked through: production's, with a place of its own for its files."""

import os
from pathlib import Path

from mentorship.config.settings import *  # noqa: F403
from mentorship.config.settings import LOGGING


class _FromModels:
    """Tables come from the models, in a second instead of thirty (tests/tables.py tells why they may)."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


MIGRATION_MODULES = _FromModels()
STATIC_ROOT = Path(os.environ["WALK_STATIC"])
# a walk lasts longer than a proof of identity
SUDO_MINUTES = 24 * 60
# refusals are asked for
LOGGING["loggers"] |= {"django.request": {"level": "CRITICAL"}, "django.security": {"level": "CRITICAL"}}
