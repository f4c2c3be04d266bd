"""What the doctor looks at in any installation, in this order (mentorship/operation/examination.py)."""

from typing import Final

from mentorship.operation.checks.answers import answers, published_forms
from mentorship.operation.checks.clock import clock
from mentorship.operation.checks.configuration import configuration, mail_settings
from mentorship.operation.checks.database import database, migrations
from mentorship.operation.checks.disk import free_space, permissions
from mentorship.operation.checks.guarding import guards
from mentorship.operation.checks.letters import letters, mail_server
from mentorship.operation.checks.postgres import postgres
from mentorship.operation.checks.replica import replica
from mentorship.operation.checks.snapshots import snapshots
from mentorship.operation.checks.sqlite import sqlite
from mentorship.operation.checks.terms import destruction
from mentorship.operation.checks.timers import copies, timers
from mentorship.operation.examination import DATABASE, Check

CHECKS: Final = (
    Check("settings", "Настройки", configuration, needs_database=False),
    Check("mail_settings", "Настройки почты", mail_settings, needs_database=False),
    Check("mail_server", "Почтовый сервер отвечает", mail_server, needs_database=False),
    Check("disk", "Место на диске", free_space, needs_database=False),
    Check("permissions", "Права на данные", permissions, needs_database=False),
    Check("copies", "Резервные копии", copies, needs_database=False),
    Check(DATABASE, "База отвечает", database, needs_database=False),
    Check("migrations", "Структура базы", migrations),
    Check("sqlite", "Файл SQLite", sqlite),
    Check("postgres", "Настройки PostgreSQL", postgres),
    Check("replica", "Реплика для отчётов", replica),
    Check("guards", "Запреты на уровне базы", guards),
    Check("clock", "Часы", clock),
    Check("letters", "Очередь писем", letters),
    Check("timers", "Ежедневные напоминания и уборка", timers),
    Check("destruction", "Сроки уничтожения данных", destruction),
    Check("answers", "Ответы на анкеты", answers),
    Check("published_forms", "Опубликованные анкеты", published_forms),
    Check("snapshots", "Утверждённые отчёты", snapshots),
)
