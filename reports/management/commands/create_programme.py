"""manage.py create_programme: a programme with its sets of indicators and targets (contract §1)."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from mentorship.spreadsheets.layout import LayoutRefused
from mentorship.spreadsheets.places import find_municipality
from reports.arguments import academic_year, day
from reports.workflow import create_programme


class Command(BaseCommand):
    help = "Создаёт программу муниципалитета с наборами показателей и целями."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="КОД", help="код программы латиницей")
        parser.add_argument("--municipality", metavar="НАЗВАНИЕ", required=True, help="муниципалитет")
        parser.add_argument("--title", metavar="НАЗВАНИЕ", required=True, help="наименование программы")
        parser.add_argument("--start", metavar="ГГГГ-ММ-ДД", type=day, required=True, help="первый день")
        parser.add_argument("--end", metavar="ГГГГ-ММ-ДД", type=day, required=True, help="последний день")
        parser.add_argument(
            "--baseline-year", metavar="ГГГГ/ГГГГ", type=academic_year, required=True, help="базовый год"
        )
        parser.add_argument(
            "--sets",
            metavar="НАБОРЫ",
            help="через запятую: municipal_programme,district_order,municipal_targets (по умолчанию все)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        sets = [name.strip() for name in (options["sets"] or "").split(",") if name.strip()]
        try:
            programme = create_programme(
                by=None,
                code=options["code"],
                municipality=find_municipality(options["municipality"]),
                title=options["title"],
                start_date=options["start"],
                end_date=options["end"],
                baseline_year=options["baseline_year"],
                sets=sets,
            )
        except LayoutRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        count = programme.targets.count()
        self.stdout.write(f"Создана программа «{programme}» ({programme.code}): целей показателей — {count}.")
