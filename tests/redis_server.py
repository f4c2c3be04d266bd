"""A Redis of a test's own on loopback, and a port for it."""

import contextlib
import socket
import subprocess

from tests.groups import REDIS


def free_port():
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@contextlib.contextmanager
def running(port, *options):
    """The server, ready to answer; it forgets everything when it ends."""
    own = ["--bind", "127.0.0.1", "--port", str(port), "--save", "", "--daemonize", "no"]
    process = subprocess.Popen([REDIS, *own, *options], stdout=subprocess.PIPE, text=True)
    try:
        assert any("Ready to accept connections" in line for line in process.stdout)
        yield
    finally:
        process.terminate()
        process.communicate()
