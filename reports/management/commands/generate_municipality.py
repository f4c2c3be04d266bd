"""manage.py generate_municipality: invented data of any size, in bulk (contract §1, §8)."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reports.arguments import day
from reports.generated.several import generate_several
from reports.generated.size import Size


class Command(BaseCommand):
    help = (
        "Создаёт вымышленный муниципалитет любого размера: школы с показателями трёх лет, педагоги, банк "
        "наставников, пары с приказами, анкеты «до» и «после». Для замеров и проб: не запускайте на базе с "
        "настоящими данными. Каждый запуск добавляет новый муниципалитет; одинаковые --seed и --on дают "
        "одинаковые данные. Учётные записи кураторов, директоров и сотрудников центра создаются без пароля: "
        "его задаёт manage.py changepassword."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--schools", metavar="N", type=int, default=30, help="школ в муниципалитете (30)")
        parser.add_argument("--teachers", metavar="N", type=int, default=700, help="педагогов (700)")
        parser.add_argument(
            "--pairs", metavar="N", type=int, default=300, help="пар за три учебных года (300)"
        )
        parser.add_argument(
            "--responses", metavar="N", type=int, default=1200, help="заполненных анкет (1200)"
        )
        parser.add_argument("--seed", metavar="N", type=int, default=1, help="зерно случайности (1)")
        parser.add_argument("--on", metavar="ГГГГ-ММ-ДД", type=day, help="вокруг какого дня (сегодня)")
        parser.add_argument(
            "--municipalities",
            metavar="N",
            type=int,
            default=1,
            help="сколько таких муниципалитетов, каждый со своим зерном: --seed, --seed + 1, … (1)",
        )
        parser.add_argument(
            "--processes",
            metavar="N",
            type=int,
            default=1,
            help="сколько из них создавать сразу; только для PostgreSQL (1)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        size = Size(*(options[name] for name in ("schools", "teachers", "pairs", "responses")))
        on = options["on"] or timezone.localdate()
        if min(options["municipalities"], options["processes"]) < 1:
            raise CommandError("Муниципалитетов и процессов нужно не меньше одного.")
        several = generate_several(
            size=size,
            seed=options["seed"],
            on=on,
            count=options["municipalities"],
            processes=options["processes"],
        )
        try:
            for made in several:
                self.stdout.write(f"{made.name}: готово за {made.seconds:.1f} с")
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
