"""An installation of a test's own: its folders, its names, and the doctor called in."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from mentorship.operation import doctor

CHECKS = {check.code: check for check in doctor.CHECKS}


@pytest.fixture
def folders(settings, tmp_path):
    """Folders as systemd makes them: closed to everybody else."""
    for name in ("var", "var/media", "var/backups"):
        (tmp_path / name).mkdir(mode=0o700)
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = tmp_path / "var" / "media"
    settings.BACKUP_DIR = tmp_path / "var" / "backups"
    return tmp_path / "var"


@pytest.fixture
def public_site(settings, folders):
    """A portal that others reach, with everything set as it should be."""
    settings.ALLOWED_HOSTS = ["portal.example.org"]
    settings.SITE_URL = "https://portal.example.org"
    settings.HTTPS = settings.REQUIRE_MFA = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.DEFAULT_FROM_EMAIL = "portal@example.org"
    return settings


@pytest.fixture
def look():
    """What one check finds: `look("settings")` as pairs of a level and a sentence."""
    return lambda code, now=None: [
        (str(level), words) for level, words in CHECKS[code].look(now or timezone.now())
    ]


@pytest.fixture
def call_doctor():
    """The whole command: its code and its answer for programs."""

    def call():
        said = StringIO()
        try:
            call_command("doctor", "--json", stdout=said)
        except SystemExit as end:
            return end.code, json.loads(said.getvalue())
        return 0, json.loads(said.getvalue())

    return call
