"""Ways to take the ground from under a running portal: a limit on files, a PostgreSQL of one's own."""

import contextlib
import os
import resource
import shutil
import socket
import subprocess
import tempfile
import urllib.parse
from pathlib import Path

from django.db import connection


def limit_files(group: int, size: int) -> None:
    """Let no process of the group write a file beyond the size, as if the disk ended there."""
    for pid in _processes(group):
        with contextlib.suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def _processes(group: int) -> list[int]:
    """The processes of a group or session, and its children: PostgreSQL gives them sessions of their own."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                if group in {int(field) for field in fields[1:4]}:
                    found.append(int(folder.name))
    return found


class Cluster:
    """A PostgreSQL of one test, with a copy of the tests' database: stopping it harms nobody else."""

    def __init__(self) -> None:
        self.bin = max(Path("/usr/lib/postgresql").glob("*/bin"))
        self.home = Path(tempfile.mkdtemp(prefix="portal-outage."))
        self.as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        if self.as_user:
            shutil.chown(self.home, "postgres")
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        # small pieces of journal: a limit on files may lie between them and the tables
        self._run(
            "initdb",
            "--username=portal",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--wal-segsize=1",
        )
        settings = [
            f"port = {self.port}",
            "listen_addresses = '127.0.0.1'",
            f"unix_socket_directories = '{self.home}'",
        ]
        with (self.home / "data" / "postgresql.conf").open("a") as file:
            file.write("\n".join([*settings, "max_wal_size = '16MB'", ""]))
        self.start()
        self._copy()

    @property
    def url(self) -> str:
        """Its address."""
        return f"postgres://portal@127.0.0.1:{self.port}/portal"

    @property
    def pid(self) -> int:
        """Its first process, which leads the session of all others."""
        return int((self.home / "data" / "postmaster.pid").read_text().split()[0])

    def _run(self, program: str, *words: str) -> None:
        command = [*self.as_user, str(self.bin / program), f"--pgdata={self.home / 'data'}", *words]
        subprocess.run(
            command, check=True, cwd=self.home, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL
        )

    def start(self) -> None:
        """Return when it takes connections."""
        self._run("pg_ctl", f"--log={self.home / 'log'}", "--silent", "--wait", "start")

    def stop(self, mode: str) -> None:
        """Stop it: fast sends people away, immediate is as by a loss of power."""
        self._run("pg_ctl", f"--mode={mode}", "--silent", "--wait", "stop")

    def limit(self, size: int) -> None:
        """Let none of its processes write a file beyond the size; only their own user may say so."""
        for pid in _processes(self.pid):
            order = [*self.as_user, "prlimit", f"--pid={pid}", f"--fsize={size}:"]
            # one that has ended meanwhile needs no limit
            subprocess.run(order, check=False, cwd=self.home, stderr=subprocess.DEVNULL)

    def make_room(self) -> None:
        """Free the disk, and start it anew where it gave up: without room for its journal it stops itself."""
        with contextlib.suppress(FileNotFoundError):
            self.limit(2**40)
        state = subprocess.run(
            [*self.as_user, self.bin / "pg_ctl", f"--pgdata={self.home / 'data'}", "status"],
            cwd=self.home,
            stdout=subprocess.DEVNULL,
            check=False,
        )
        if state.returncode:
            self.start()

    def remove(self) -> None:
        """Stop it and leave nothing."""
        if (self.home / "data" / "postmaster.pid").exists():
            self._run("pg_ctl", "--mode=immediate", "--silent", "--wait", "stop")
        shutil.rmtree(self.home)

    def _copy(self) -> None:
        """Take over what the tests' database holds now."""
        held = connection.settings_dict
        source = (
            f"postgres://{held['USER']}:{urllib.parse.quote(held['PASSWORD'])}@{held['HOST']}:{held['PORT']}"
        )
        own = f"postgres://portal@127.0.0.1:{self.port}"
        subprocess.run([self.bin / "createdb", f"--maintenance-db={own}/postgres", "portal"], check=True)
        copy = [self.bin / "pg_dump", "--no-owner", "--no-acl", f"{source}/{held['NAME']}"]
        take = [self.bin / "psql", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null", self.url]
        with subprocess.Popen(copy, stdout=subprocess.PIPE) as dump:
            subprocess.run(take, stdin=dump.stdout, check=True)
        assert dump.returncode == 0
