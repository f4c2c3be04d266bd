"""manage.py survey_report: one role's questionnaires, «ожидание → итог», masks applied (contract §1)."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mentorship.spreadsheets.layout import LayoutRefused
from mentorship.spreadsheets.places import find_municipality
from reports.arguments import academic_year
from reports.survey_display import ComparedRow, YesRow, too_few
from reports.thresholds import smallest_group
from schools import years
from schools.models import Municipality
from surveys.enums import Respondent
from surveys.results import Group, compared_items, survey_report, yes_items


class Command(BaseCommand):
    help = (
        "Итоги анкет одной роли за учебный год: «ожидание → итог» и доли «да». "
        "Данные малых групп скрыты так же, как на странице отчёта."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--role",
            choices=Respondent.values,
            required=True,
            help="mentee — наставляемые, mentor — наставники",
        )
        parser.add_argument(
            "--year", metavar="ГГГГ/ГГГГ", type=academic_year, help="учебный год (по умолчанию нынешний)"
        )
        parser.add_argument("--municipality", metavar="НАЗВАНИЕ", help="только этого муниципалитета")
        parser.add_argument("--json", action="store_true", help="в виде JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        named, today = options["municipality"], timezone.localdate()
        try:
            municipality = find_municipality(named) if named else None
        except LayoutRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        year = years.year_of(today) if options["year"] is None else options["year"]
        group = Group(options["role"], year, municipality)
        covered = [municipality] if municipality else Municipality.objects.all()
        report = survey_report(group, k=smallest_group(today, [place.pk for place in covered]))
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1))
        else:
            self._tell(group, report)

    def _tell(self, group: Group, report: dict[str, Any]) -> None:
        role = Respondent(group.role)
        self.stdout.write(f"Анкеты, {role.label}, {years.label(group.year)}")
        funnel = "Приглашены {invited}, ответили «до» {before}, «после» {after}, на обе анкеты {both}."
        self.stdout.write(" ".join(filter(None, (funnel.format(**report), too_few(report)))))
        self.stdout.write("\nОжидание → итог, медианы (пар ответов):")
        for item in compared_items(role):
            row = ComparedRow(item, "", report["items"][item.code])
            self.stdout.write(f"  {row.medians} ({row.figures['n']}), {row.counts}: {item.text}")
        self.stdout.write("\nДоля ответивших «да»:")
        for item in yes_items(role):
            yes = YesRow(item, report["yes"][item.code])
            self.stdout.write(f"  {yes.share}, {yes.parts}, интервал {yes.interval}: {item.text}")
