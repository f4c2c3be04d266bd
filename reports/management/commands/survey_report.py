"""manage.py survey_report: one role's questionnaires, «ожидание → итог», masks applied (contract §1)."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mentorship.spreadsheets.layout import LayoutRefused
from mentorship.spreadsheets.places import find_municipality
from reports.arguments import academic_year
from reports.survey_reports.display import compared_rows, too_few, yes_rows
from reports.thresholds import smallest_group
from schools import years
from schools.models import Municipality
from surveys.enums import Respondent
from surveys.results import Group, RoleReport, Rules, report_of


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
        report = report_of(group, Rules(smallest_group(today, [place.pk for place in covered])))
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
        else:
            self._tell(group, report)

    def _tell(self, group: Group, report: RoleReport) -> None:
        self.stdout.write(f"Анкеты, {Respondent(group.role).label}, {years.label(group.year)}")
        funnel = (
            f"Приглашены {report.invited}, ответили «до» {report.before}, «после» {report.after}, "
            f"на обе анкеты {report.both}."
        )
        self.stdout.write(" ".join(filter(None, (funnel, too_few(report.invited, report.after)))))
        self.stdout.write("\nОжидание → итог, медианы (пар ответов):")
        for row in compared_rows(report):
            self.stdout.write(f"  {row.medians} ({row.figures.n}), {row.counts}: {row.item.text}")
        self.stdout.write("\nДоля ответивших «да»:")
        for yes in yes_rows(report):
            self.stdout.write(f"  {yes.share}, {yes.parts}, интервал {yes.interval}: {yes.item.text}")
