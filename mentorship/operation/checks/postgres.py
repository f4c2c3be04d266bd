"""PostgreSQL as the CIS benchmark wants it, as far as the portal's own role can see
(docs/operation/postgresql.md).
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db import connection

from mentorship.operation.examination import Finding, Status


class Rule(NamedTuple):
    """A statement whose first value tells whether all is well, and what to do where it is not."""

    statement: str
    level: Status
    words: str


_ONE_ROLE: Final = "SELECT NOT {} FROM pg_roles WHERE rolname = current_user"

# Each is one line a person can repeat in psql; settings are read by their own names.
RULES: Final = (
    Rule(
        _ONE_ROLE.format("rolsuper"),
        Status.WRONG,
        "Роль портала — суперпользователь. Заведите обычную: deploy/postgresql/roles.sql.",
    ),
    Rule(
        _ONE_ROLE.format("(rolcreaterole OR rolreplication OR rolbypassrls)"),
        Status.WRONG,
        "Роль портала может создавать роли или снимать реплику. Уберите: deploy/postgresql/roles.sql.",
    ),
    Rule(
        "SELECT current_setting('password_encryption') = 'scram-sha-256'",
        Status.WRONG,
        "Пароли базы хранятся не как scram-sha-256. Поставьте password_encryption и задайте пароли заново.",
    ),
    Rule(
        "SELECT inet_server_addr() IS NULL OR host(inet_server_addr()) IN ('127.0.0.1', '::1') "
        "OR EXISTS (SELECT 1 FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl)",
        Status.WRONG,
        "База на другой машине, а соединение не зашифровано. Добавьте в DATABASE_URL ?sslmode=verify-full.",
    ),
    Rule(
        "SELECT current_setting('data_checksums') = 'on'",
        Status.WARNING,
        "Контрольные суммы страниц выключены: порчу диска не заметят. Остановите базу, pg_checksums "
        "--enable.",
    ),
    Rule(
        "SELECT current_setting('log_connections') NOT IN ('off', '')",
        Status.WARNING,
        "Подключения к базе не записываются. Поставьте log_connections = on (deploy/postgresql/portal.conf).",
    ),
    Rule(
        "SELECT current_setting('log_disconnections') = 'on'",
        Status.WARNING,
        "Отключения от базы не записываются. Поставьте log_disconnections = on.",
    ),
    Rule(
        "SELECT setting::int BETWEEN 1 AND 130000 FROM pg_settings WHERE name = 'statement_timeout'",
        Status.WARNING,
        "Запросы к базе не ограничены по времени. Поставьте роли statement_timeout: "
        "deploy/postgresql/roles.sql.",
    ),
    Rule(
        "SELECT setting::int > 0 FROM pg_settings WHERE name = 'idle_in_transaction_session_timeout'",
        Status.WARNING,
        "Забытая транзакция держит строки без срока. Поставьте роли idle_in_transaction_session_timeout.",
    ),
    Rule(
        "SELECT current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on' "
        "AND current_setting('synchronous_commit') <> 'off'",
        Status.WRONG,
        "База отвечает «сохранено» раньше, чем пишет на диск. Включите fsync, full_page_writes, "
        "synchronous_commit.",
    ),
    Rule(
        "SELECT NOT has_schema_privilege('public', 'public', 'CREATE')",
        Status.WARNING,
        "Создавать таблицы в схеме public может кто угодно: REVOKE CREATE ON SCHEMA public FROM PUBLIC.",
    ),
    Rule(
        "SELECT pg_encoding_to_char(encoding) = 'UTF8' FROM pg_database WHERE datname = current_database()",
        Status.WRONG,
        "Кодировка базы — не UTF8. Создайте базу заново с --encoding=UTF8 и верните данные из копии.",
    ),
    Rule(
        "SELECT EXISTS (SELECT 1 FROM pg_indexes WHERE indexname = 'schools_person_name_key_trigrams')",
        Status.WARNING,
        "Нет индексов поиска: часть фамилии ищется чтением всех строк. Суперпользователем в базе портала: "
        "CREATE EXTENSION pg_trgm; затем manage.py migrate.",
    ),
)


def postgres(now: datetime) -> Iterator[Finding]:
    """Every rule that is not kept; nothing on SQLite."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for rule in RULES:
            cursor.execute(rule.statement)
            row: tuple[Any, ...] | None = cursor.fetchone()
            if row is None or not row[0]:
                yield rule.level, rule.words
