"""The settings of a server that a test starts: those of production, with static files left uncollected."""

from mentorship.config.settings import *  # noqa: F403
from mentorship.config.settings import STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
