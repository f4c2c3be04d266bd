"""The town served as in production: what it is asked, it answers over the wire."""

import contextlib
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from tests.architecture.files import ROOT
from tests.browser.walk.addresses import Address
from tests.browser.walk.town import PAGES, environment
from tests.surveys.crashing import Server

PATIENCE = 120


class Answer(NamedTuple):
    """What came back: the status, whether it is a page, the page."""

    status: int
    is_page: bool
    html: str


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object) -> None:
        return None


class Portal:
    """A served town: its address, its server's process, its pages, its people's sessions."""

    def __init__(self, url: str, folder: Path, master: int) -> None:
        told = json.loads((folder / PAGES).read_text(encoding="utf-8"))
        self.url = url
        self.master = master
        self.sessions: dict[str, str] = told["sessions"]
        self.pages = [Address(*page) for page in told["pages"]]
        self._opener = urllib.request.build_opener(_Stay)

    def cookies(self, role: str) -> list[dict[str, str]]:
        """What a browser of the role carries; nothing for a visitor."""
        key = self.sessions.get(role)
        return [] if key is None else [{"name": "sessionid", "value": key, "url": self.url}]

    def ask(self, role: str, path: str) -> Answer:
        """Open an address as a role, without following where it leads."""
        request = urllib.request.Request(f"{self.url}{urllib.request.quote(path, safe='/?&=%:')}")
        if role in self.sessions:
            request.add_header("Cookie", f"sessionid={self.sessions[role]}")
        try:
            answer = self._opener.open(request, timeout=PATIENCE)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            is_page = answer.headers.get_content_type() == "text/html"
            return Answer(answer.status, is_page, answer.read().decode() if is_page else "")


@contextlib.contextmanager
def served(folder: Path) -> Iterator[Portal]:
    """Make the town unless it lies in the folder, and serve it until the walk is over."""
    told = environment(folder, settings.SECRET_KEY)
    if not (folder / PAGES).exists():
        command = [sys.executable, "-m", "tests.browser.walk.town", str(folder)]
        subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, **told})
    server = Server({**told, "WEB_CONCURRENCY": "1"})
    try:
        yield Portal(f"http://127.0.0.1:{server.port}", folder, server.process.pid)
    finally:
        server.kill()
