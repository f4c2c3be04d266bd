"""A second portal for a test, with a database and a folder of files of its own."""

import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from tests.architecture.files import ROOT
from tests.processes import bare_environment


@dataclass(frozen=True)
class Elsewhere:
    """Where the second portal keeps its data."""

    database_url: str
    media: Path

    @property
    def environment(self) -> dict[str, str]:
        """What its processes are told."""
        return bare_environment() | {
            "DATABASE_URL": self.database_url,
            "MEDIA_ROOT": str(self.media),
            "SECRET_KEY": settings.SECRET_KEY,
            "HTTPS": "0",
        }

    def manage(
        self, *words: str, environment: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command of the portal there."""
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=environment or self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    @contextmanager
    def connected(self) -> Iterator[None]:
        """Let the tests' own connection look into that database for a while."""
        held = dict(connection.settings_dict)
        connection.close()
        connection.settings_dict.update(_settings_of(self.database_url))
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict.clear()
            connection.settings_dict.update(held)


def _settings_of(url: str) -> dict[str, object]:
    if url.startswith("sqlite"):
        return {"NAME": url.removeprefix("sqlite:///")}
    parts = urlsplit(url)
    return {
        "NAME": parts.path.removeprefix("/"),
        "USER": parts.username,
        "PASSWORD": urllib.parse.unquote(parts.password or ""),
        "HOST": parts.hostname,
        "PORT": parts.port,
    }
