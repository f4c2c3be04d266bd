"""Servers of this machine under measure: the portal's own, and a wait until one listens."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from time import monotonic, sleep
from typing import Final

_SECONDS_TO_START: Final = 60


@contextmanager
def gunicorn(settings: str, application: str) -> Iterator[int]:
    """Two processes of four threads as deploy/gunicorn.conf.py has them; the port they listen at."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", application],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": settings, "PORT": str(port)},
    )
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    """A port of the loopback that nobody listens at."""
    with closing(socket.socket()) as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def wait_for(port: int) -> None:
    """Until somebody listens; TimeoutError where nobody does for long."""
    until = monotonic() + _SECONDS_TO_START
    while monotonic() < until:
        with closing(socket.socket()) as link:
            if link.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.2)
    raise TimeoutError(f"No server came up at port {port}.")
