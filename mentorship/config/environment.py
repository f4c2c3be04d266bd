"""What the environment says: one reader for every setting that differs between installations."""

import socket
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"

env = environ.Env()

KEY_IS_MISSING = (
    "Не задан SECRET_KEY, а DEBUG выключен: портал не запускается без секретного ключа. "
    "Задайте переменную окружения SECRET_KEY (make run делает ключ сам) или включите DEBUG=1 для разработки."
)


def secret_key(*, debug: bool) -> str:
    """The signing key; without one only a DEBUG installation starts."""
    key: str = env.str("SECRET_KEY", default="")
    if key:
        return key
    if debug:
        return "debug-only-key-never-used-in-production-" + "0" * 24
    raise ImproperlyConfigured(KEY_IS_MISSING)


def allowed_hosts() -> list[str]:
    """Host names that are answered; by default the names of this very machine."""
    own = ["localhost", "127.0.0.1", "[::1]", socket.gethostname()]
    hosts: list[str] = env.list("ALLOWED_HOSTS", default=own)
    return hosts


# A page that asks longer than this is given up: its worker and its locks are needed. An import works
# on its rows between two statements, hence the last.
WEB_TIMEOUTS = {
    "statement_timeout": "15s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "60s",
}


NO_REPLICA_OF_THIS = (
    "REPLICA_DATABASE_URL — адрес реплики PostgreSQL (postgres://…), и DATABASE_URL при ней — тоже. "
    "Исправьте адрес или уберите REPLICA_DATABASE_URL: отчёты будут читаться из основной базы."
)
_POSTGRES = "django.db.backends.postgresql"


def replica(primary: dict[str, Any]) -> dict[str, Any] | None:
    """Connection settings of the replica that reports are read from; None without REPLICA_DATABASE_URL."""
    if not env.str("REPLICA_DATABASE_URL", default=""):
        return None
    config: dict[str, Any] = env.db_url("REPLICA_DATABASE_URL")
    if config["ENGINE"] != _POSTGRES or primary["ENGINE"] != _POSTGRES:
        raise ImproperlyConfigured(NO_REPLICA_OF_THIS)
    options = config.setdefault("OPTIONS", {})
    # A machine that is gone without a word is given up as soon as one that refuses.
    given_up = {
        "connect_timeout": 2,
        "tcp_user_timeout": 5000,
        "keepalives_idle": 5,
        "keepalives_interval": 2,
    }
    config["OPTIONS"] = given_up | options
    config["OPTIONS"]["options"] = f"{primary['OPTIONS']['options']} -c default_transaction_read_only=on"
    config["CONN_MAX_AGE"] = 60
    config["CONN_HEALTH_CHECKS"] = True
    config["TEST"] = {"MIRROR": "default"}
    return config


def database() -> dict[str, Any]:
    """Connection settings: an SQLite file in var/ unless DATABASE_URL names another database."""
    config: dict[str, Any] = env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")
    if config["ENGINE"] == "django.db.backends.sqlite3":
        # WAL and immediate transactions: writers queue up instead of failing with «database is locked».
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # secure_delete: the words of an erased person do not linger in free pages of the file
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
                "PRAGMA secure_delete=ON;"
            ),
        }
    else:
        # Compiling a statement of many sub-queries takes seconds where its answer takes milliseconds.
        # Disks have no heads to move any more: by the default of 4 a small municipality's lists are found
        # in a big database by reading it whole.
        wanted = {"jit": "off", "random_page_cost": "1.1"}
        # set by wsgi.py: a migration, an import or a backup by command takes the time it needs
        if env.bool("DATABASE_TIMEOUTS", default=False):
            wanted |= WEB_TIMEOUTS
        options = " ".join(f"-c {name}={value}" for name, value in wanted.items())
        config.setdefault("OPTIONS", {})["options"] = options
        config["CONN_MAX_AGE"] = 60
        config["CONN_HEALTH_CHECKS"] = True
    return config


NO_REDIS_OF_THIS = (
    "TASKS_URL — адрес Redis с номером базы (redis://:ПАРОЛЬ@127.0.0.1:6379/1 или rediss://…). "
    "Исправьте адрес или уберите TASKS_URL: долгие загрузки портал будет выполнять сам."
)


def tasks_url() -> str:
    """Address of the Redis by which workers of long imports are called; "" without TASKS_URL."""
    url: str = env.str("TASKS_URL", default="")
    if url and not _is_redis(url):
        raise ImproperlyConfigured(NO_REDIS_OF_THIS)
    return url


def _is_redis(url: str) -> bool:
    try:
        parts = urlsplit(url)
        # a port that is none is found when it is asked for
        is_named = bool(parts.hostname and parts.port != 0)
    except ValueError:
        return False
    return parts.scheme in {"redis", "rediss"} and is_named and parts.path.removeprefix("/").isdecimal()
