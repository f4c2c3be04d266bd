"""manage.py indicators: the indicators of a programme on a day (contract §1)."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mentorship.spreadsheets.layout import LayoutRefused
from mentorship.spreadsheets.places import find_municipality
from reports.arguments import day
from reports.choosing import NoProgramme, choose_programme
from reports.display import shown
from reports.indicators.readings import Reading, payload, read_indicators
from schools.models import Municipality, School


def _find_school(code: str, municipality: Municipality | None) -> School:
    """The school of a Код ОО, within the municipality where one is named."""
    schools = School.objects.filter(code=code).select_related("municipality")
    if municipality is not None:
        schools = schools.filter(municipality=municipality)
    school = schools.first()
    if school is None:
        where = f" в муниципалитете «{municipality}»" if municipality else ""
        raise CommandError(f"Школы с кодом «{code}»{where} нет: проверьте код.")
    return school


class Command(BaseCommand):
    help = "Показатели программы на день: числитель, знаменатель, значение, цель, состояние."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", metavar="ГГГГ-ММ-ДД", type=day, help="на какой день (сегодня)")
        parser.add_argument("--programme", metavar="КОД", default="", help="код программы")
        parser.add_argument("--municipality", metavar="НАЗВАНИЕ", help="муниципалитет")
        parser.add_argument("--school", metavar="КОД", help="код ОО: показатели одной школы")
        parser.add_argument("--json", action="store_true", help="в виде JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        on: date = options["as_of"] or timezone.localdate()
        try:
            named = options["municipality"]
            municipality = find_municipality(named) if named else None
            school = _find_school(options["school"], municipality) if options["school"] else None
            # a school's programme is one of its own municipality, however many there are
            place = school.municipality if school else municipality
            programme = choose_programme(options["programme"], place)
        except (LayoutRefused, NoProgramme) as refusal:
            raise CommandError(str(refusal)) from refusal
        readings = read_indicators(programme, on, school)
        if options["json"]:
            self.stdout.write(json.dumps(payload(programme, on, readings), ensure_ascii=False, indent=1))
            return
        self.stdout.write(f"{programme} ({programme.code}), на {on:%d.%m.%Y}")
        for reading in readings:
            self.stdout.write(self._line(reading))

    def _line(self, reading: Reading) -> str:
        ratio = reading.ratio
        value = shown(ratio.value, is_share=reading.is_share)
        parts = f" ({ratio.part} из {ratio.whole})" if ratio.part is not None and ratio.whole else ""
        indicator = reading.indicator
        return f"{indicator.code:32} {value:>10}{parts}  {reading.status.label}  {indicator.title}"
