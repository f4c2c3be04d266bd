"""manage.py load_demo: the demonstration municipality, once (contract §1)."""

import os
import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reports.demo.canaries.planting import plant
from reports.demo.load import is_loaded, load_demo
from reports.demo.logins import LOGINS, role_words
from schools.models import Municipality


class Command(BaseCommand):
    help = (
        "Загружает демонстрационный муниципалитет с вымышленными людьми и входом для каждой роли; "
        "второй запуск ничего не меняет. Пароль всех входов — DEMO_PASSWORD, иначе случайный."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="не печатать входы, если данные уже есть")
        parser.add_argument(
            "--canaries",
            action="store_true",
            help=(
                "вписать в каждое личное текстовое поле примера свою метку "
                "«Kn.приложение.модель.поле.школа.номер.z»: по ней видно, откуда утекли данные. "
                "Только для проверок: тексты примера пропадут"
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self._load(options)
        if options["canaries"]:
            self._plant()

    def _plant(self) -> None:
        """Mark the demonstration; data that somebody brought in is never overwritten."""
        if Municipality.objects.count() > 1:
            raise CommandError(
                "Метки не поставлены: в базе есть и другие муниципалитеты. "
                "Возьмите для проверки отдельную базу (DATABASE_URL) с одним только примером."
            )
        plant()
        self.stdout.write("Метки стоят во всех личных полях примера.")

    def _load(self, options: dict[str, Any]) -> None:
        if is_loaded():
            if not options["quiet"]:
                self.stdout.write("Демонстрационный муниципалитет уже есть: он оставлен как есть.")
                self._print_logins("прежний: он был напечатан при первой загрузке")
            return
        password = os.environ.get("DEMO_PASSWORD") or secrets.token_urlsafe(9)
        load_demo(on=timezone.localdate(), password=password)
        self.stdout.write("Демонстрационный муниципалитет загружен. Все люди вымышлены.")
        self._print_logins(password)

    def _print_logins(self, password: str) -> None:
        self.stdout.write(f"Пароль каждого входа: {password}")
        for username in LOGINS:
            self.stdout.write(f"  {username:12} {role_words(username)}")
