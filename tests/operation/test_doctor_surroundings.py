"""The doctor on settings, mail, disk, copies and timers: each fault is made for real and told in
exact words.
"""

import os
import shutil
import socket
import threading
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from mentorship.audit.log import record
from mentorship.audit.models import Entry
from mentorship.notices.enums import NoticeState, Topic
from mentorship.notices.models import Notice
from mentorship.operation.checks import disk
from mentorship.operation.daily import ACTION, COMMANDS

NEW_KEY = (
    "SECRET_KEY короче 50 знаков или однообразен. Сделайте новый: "
    "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'. Всем придётся войти заново."
)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        (
            "DEBUG",
            True,
            "Включён DEBUG: страница ошибки покажет настройки и данные. Уберите DEBUG из окружения.",
        ),
        ("SECRET_KEY", "k" * 80, NEW_KEY),
        ("SECRET_KEY", "abcdefghij" * 4 + "123456789", NEW_KEY),
        (
            "HTTPS",
            False,
            "HTTPS выключен: пароли и ответы идут открыто. Поставьте HTTPS=1 и сертификат в nginx.",
        ),
        (
            "SITE_URL",
            "https://другой.example.org",
            "SITE_URL называет не тот сайт, что ALLOWED_HOSTS: ссылки из писем не откроются.",
        ),
        (
            "ALLOWED_HOSTS",
            ["portal.example.org", "*"],
            "ALLOWED_HOSTS содержит «*»: назовите имена сайта, иначе ссылки в письмах подделают.",
        ),
    ],
)
def test_fault_of_a_setting_is_named(public_site, look, name, value, words):
    assert look("settings") == []
    setattr(public_site, name, value)
    assert look("settings") == [("wrong", words)]


def test_key_of_fifty_characters_is_long_enough(public_site, look):
    public_site.SECRET_KEY = "abcdefghij" * 5
    assert look("settings") == []


def test_second_factor_is_a_remark(public_site, look):
    public_site.REQUIRE_MFA = False
    assert look("settings") == [
        (
            "warning",
            (
                "Второй фактор не обязателен. Поставьте REQUIRE_MFA=1: сотрудники центра и школ "
                "подключат его при входе."
            ),
        )
    ]


def test_own_machine_alone_gets_remarks_only(public_site, look):
    """`make run` is no fault: nobody else reaches it."""
    public_site.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", socket.gethostname()]
    public_site.HTTPS, public_site.DEBUG, public_site.SECRET_KEY = False, True, "short"
    assert {level for level, _ in look("settings")} == {"warning"}


def test_letters_to_the_screen_and_from_nowhere(public_site, look):
    assert look("mail_settings") == []
    public_site.DEFAULT_FROM_EMAIL = "portal@localhost"
    assert look("mail_settings") == [
        ("wrong", "Письма уходят от portal@localhost и не дойдут. Задайте DEFAULT_FROM_EMAIL.")
    ]
    public_site.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert look("mail_settings") == [
        (
            "warning",
            "Почта не настроена: письма печатаются на экран. Задайте EMAIL_URL, например smtp://127.0.0.1:25.",
        )
    ]


def hang_up(server):
    """Take a call and say nothing."""
    server.accept()[0].close()


def test_mail_server_that_is_not_there_or_hangs_up(public_site, look):
    public_site.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    public_site.EMAIL_HOST = "127.0.0.1"
    with socket.create_server(("127.0.0.1", 0)) as server:
        public_site.EMAIL_PORT = server.getsockname()[1]
        rude = threading.Thread(target=hang_up, args=(server,))
        rude.start()
        found = look("mail_server")
        rude.join()
    there = f"127.0.0.1:{public_site.EMAIL_PORT}"
    advice = "Письма ждут в очереди и не пропадут. Проверьте EMAIL_URL и сам сервер."
    assert found in (
        [("wrong", f"Почтовый сервер {there} не пускает ({kind}). {advice}")]
        for kind in ("SMTPServerDisconnected", "ConnectionResetError")
    )
    assert look("mail_server") == [
        ("wrong", f"Почтовый сервер {there} не пускает (ConnectionRefusedError). {advice}")
    ]


def test_mail_server_that_answers(public_site, look):
    public_site.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    public_site.EMAIL_HOST = "127.0.0.1"

    def greet(server):
        with server.accept()[0] as line, line.makefile("rwb", buffering=0) as talk:
            talk.write(b"220 mail\r\n")
            while talk.readline().strip().lower() != b"quit":
                talk.write(b"250 mail\r\n")
            talk.write(b"221 bye\r\n")

    with socket.create_server(("127.0.0.1", 0)) as server:
        public_site.EMAIL_PORT = server.getsockname()[1]
        polite = threading.Thread(target=greet, args=(server,))
        polite.start()
        assert look("mail_server") == []
        polite.join()


def test_little_room(folders, look, monkeypatch):
    """The disk is as it is; what counts as little is moved around it."""
    assert disk.TOO_LITTLE < disk.LITTLE
    free = shutil.disk_usage(folders).free
    monkeypatch.setattr(disk, "LITTLE", free * 2)
    assert {level for level, _ in look("disk")} == {"warning"}
    monkeypatch.setattr(disk, "TOO_LITTLE", free * 2)
    found = look("disk")
    assert {level for level, _ in found} == {"wrong"}
    assert found[0][1].startswith("На диске с /")
    assert found[0][1].endswith(" МБ. Уберите старые копии и журналы или добавьте места.")


def test_files_that_others_may_read(public_site, folders, look):
    key = folders / "secret_key"
    key.write_text("secret")
    key.chmod(0o644)
    assert look("permissions") == [], "the folder itself is closed"
    folders.chmod(0o755)
    advice = f"Закройте: chmod -R go-rwx {folders} {folders / 'media'}"
    assert look("permissions") == [("wrong", f"Открыто другим пользователям машины: {key}. {advice}")]
    key.chmod(0o600)
    assert look("permissions") == []
    (folders / "media").chmod(0o755)
    assert look("permissions") == [
        ("wrong", f"Открыто другим пользователям машины: {folders / 'media'}. {advice}")
    ]


def test_copies(public_site, folders, look):
    place = folders / "backups"
    assert look("copies") == [
        (
            "warning",
            (
                f"В {place} нет ни одной копии. Сделайте: manage.py backup {place}/portal.backup; "
                "включите таймер: systemctl enable --now portal-backup.timer."
            ),
        )
    ]
    copy = place / "portal.backup"
    copy.write_bytes(b"copy")
    assert look("copies") == []
    made = timezone.now() - timedelta(hours=26, minutes=1)
    os.utime(copy, (made.timestamp(), made.timestamp()))
    assert look("copies") == [
        (
            "wrong",
            (
                f"Последняя копия, {copy}, сделана {timezone.localtime(made):%d.%m.%Y %H:%M}. "
                "Посмотрите: journalctl -u portal-backup."
            ),
        )
    ]
    (place / "later.backup").touch()
    assert look("copies") == [
        ("wrong", f"Последняя копия, {place / 'later.backup'}, пуста. Сделайте новую: manage.py backup.")
    ]


def queue(person, **fields):
    return Notice.objects.create(person=person, topic=Topic.PAIR, subject="Тема", text="Текст", **fields)


def test_letters_that_wait(public_site, people, look):
    now = timezone.now()
    queue(people["mentor"], next_try_at=now - timedelta(minutes=44))
    queue(people["mentor"], next_try_at=now + timedelta(hours=3))
    assert look("letters", now) == []
    late = now - timedelta(minutes=46)
    queue(people["mentee"], next_try_at=late)
    assert look("letters", now) == [
        (
            "wrong",
            (
                f"Писем в очереди: 2, первое ждёт с {timezone.localtime(late):%d.%m.%Y %H:%M}. "
                "Включите таймер: systemctl enable --now portal-letters.timer."
            ),
        )
    ]


def test_letters_that_were_given_up(public_site, people, look):
    queue(people["mentor"], state=NoticeState.FAILED)
    assert look("letters") == [
        (
            "warning",
            "Писем, которые за неделю не удалось отправить: 1. Причины — в управлении, раздел «Письма».",
        )
    ]


def test_daily_commands(public_site, db, look):
    assert look("timers") == [
        (
            "warning",
            (
                "Ежедневные напоминания ещё ни разу не запускались. "
                "Включите таймер: systemctl enable --now portal-daily.timer."
            ),
        )
    ]
    said = StringIO()
    call_command("run_daily", stdout=said)
    assert "remind_surveys: " in said.getvalue()
    assert look("timers") == []
    ran = set(Entry.objects.filter(action=ACTION).values_list("data__command", flat=True))
    assert {"remind_half_years", "ask_pulse", "remind_surveys", "remind_requests", "remind_roadmaps"} <= ran
    assert ran <= set(COMMANDS)
    tomorrow = timezone.now() + timedelta(hours=27)
    found = look("timers", tomorrow)
    assert len(found) == len(ran)
    assert found[0][0] == "wrong"
    assert found[0][1].endswith("Посмотрите: journalctl -u portal-daily; запустите: manage.py run_daily.")


def test_failed_command_neither_stops_the_next_nor_counts_as_run(
    public_site, db, look, monkeypatch, tmp_path
):
    """`import_xlsx` lacks its arguments here: a real command that really refuses."""
    monkeypatch.setattr("mentorship.operation.daily.run_daily.__defaults__", (("import_xlsx", "ask_pulse"),))
    said = StringIO()
    with pytest.raises(CommandError, match=r"^Не удалось: import_xlsx\. Подробности в журнале службы\.$"):
        call_command("run_daily", stdout=said)
    assert said.getvalue().startswith("import_xlsx: не удалось: ")
    assert Entry.objects.get(action=ACTION, data__ok=True).text == "ask_pulse"
    assert Entry.objects.get(action=ACTION, data__ok=False).text == "import_xlsx"


def test_entry_from_the_future(db, look):
    """The journal is only added to, so the entry is made while the clock looks an hour back."""
    record(by=None, action="test")
    last = Entry.objects.latest("at").at
    assert look("clock", last) == []
    assert look("clock", last - timedelta(hours=1)) == [
        (
            "wrong",
            (
                f"Последняя запись журнала сделана в будущем, {timezone.localtime(last):%d.%m.%Y %H:%M}: "
                "часы переводили назад. Проверьте дату сервера: timedatectl."
            ),
        )
    ]


def test_time_zone_of_nowhere(settings, db, look):
    settings.TIME_ZONE = "UTC"
    assert look("clock") == [
        (
            "warning",
            "Часовой пояс — UTC: день на портале начнётся не тогда, что у людей. Задайте TIME_ZONE.",
        )
    ]
