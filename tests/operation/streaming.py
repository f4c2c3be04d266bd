"""A streaming replica of a test's own PostgreSQL, on another port of this machine."""

import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import psycopg2

from tests.patience import until
from tests.surveys.outage import Cluster


class Replica(Cluster):
    """Follows the cluster until it is stopped; its replaying can be held and let go."""

    def __init__(self, primary: Cluster) -> None:
        self.bin, self.as_user = primary.bin, primary.as_user
        self.home = Path(tempfile.mkdtemp(prefix="portal-replica."))
        if self.as_user:
            shutil.chown(self.home, "postgres")
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        source = f"host=127.0.0.1 port={primary.port} user=portal"
        words = ["--write-recovery-conf", "--wal-method=stream", "--checkpoint=fast", f"--dbname={source}"]
        command = [*self.as_user, str(self.bin / "pg_basebackup"), f"--pgdata={self.home / 'data'}", *words]
        subprocess.run(command, check=True, cwd=self.home, stdin=subprocess.DEVNULL)
        settings = f"port = {self.port}\nunix_socket_directories = '{self.home}'\n"
        with (self.home / "data" / "postgresql.conf").open("a") as file:
            file.write(settings)
        self.start()

    def hold(self) -> None:
        """Let it take what comes and replay none of it; returns when replaying stands."""
        answer(self, "SELECT pg_wal_replay_pause()")
        until(lambda: answer(self, "SELECT pg_get_wal_replay_pause_state()") == "paused")

    def let_go(self) -> None:
        """Let it replay."""
        answer(self, "SELECT pg_wal_replay_resume()")


def answer(cluster: Cluster, statement: str) -> object:
    """The one value that a statement gives, asked on a connection of its own."""
    line = psycopg2.connect(cluster.url)
    try:
        line.autocommit = True
        with line.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone()[0]
    finally:
        line.close()


def has_all(primary: Cluster, replica: Replica) -> bool:
    """Whether what the primary has written by now is replayed."""
    end = answer(primary, "SELECT pg_current_wal_flush_lsn()")
    return answer(replica, f"SELECT pg_last_wal_replay_lsn() >= '{end}'")
