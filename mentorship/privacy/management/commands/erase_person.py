"""manage.py erase_person CODE --reason R: destroys a person's data, leaves the act (contract §1)."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mentorship.privacy.enums import Ground
from mentorship.privacy.erasing import erase
from mentorship.privacy.models import Act
from schools.models import Person


class Command(BaseCommand):
    help = (
        "Уничтожает персональные данные человека во всём портале и составляет акт с выгрузкой из журнала. "
        "Показатели и итоги анкет остаются числами без имени. Вернуть данные нельзя."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="CODE", help="код педагога")
        parser.add_argument("--reason", required=True, metavar="R", help="причина: войдёт в акт")
        parser.add_argument(
            "--ground",
            choices=Ground.values,
            default=Ground.ASKED.value,
            help="основание: " + ", ".join(f"{ground.value} — {ground.label}" for ground in Ground),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        code = options["code"].strip()
        person = Person.objects.filter(code=code).first()
        if person is None:
            self._tell_known(code)
            return
        try:
            act = erase(
                person=person,
                reason=options["reason"],
                ground=Ground(options["ground"]),
                by=None,
                now=timezone.now(),
            )
        except ValidationError as refusal:
            raise CommandError("\n".join(refusal.messages)) from refusal
        self._print(act)

    def _tell_known(self, code: str) -> None:
        """Nobody has the code: either the work is done, or the code is wrong."""
        act = Act.objects.filter(subject_code=code).first()
        if act is None:
            raise CommandError(f"Человека с кодом «{code}» на портале нет. Проверьте код педагога.")
        self.stdout.write(f"Данные уже уничтожены {timezone.localtime(act.done_at):%d.%m.%Y}: {act}.")

    def _print(self, act: Act) -> None:
        self.stdout.write(
            f"{act} от {timezone.localtime(act.done_at):%d.%m.%Y %H:%M}, код {act.subject_code}."
        )
        for item in act.items:
            self.stdout.write(f"  {item['what']}: {item['how']}, {item['count']}")
        for file in act.files.all():
            self.stdout.write(
                f"  {file.path}: {file.get_sign_display()}. Методист решит о нём на странице акта "
                f"до {file.due_date:%d.%m.%Y}."
            )
        self.stdout.write(
            f"Резервные копии сотрутся до {act.backups_until:%d.%m.%Y}. "
            f"Хранить акт до {act.keep_until:%d.%m.%Y}."
        )
