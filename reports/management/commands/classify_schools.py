"""manage.py classify_schools: quartiles, stable results and grounds of risk of a year (contract §1, §5)."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mentorship.spreadsheets.layout import LayoutRefused
from mentorship.spreadsheets.places import find_municipality
from reports.arguments import academic_year
from reports.record.classes import school_classes
from schools import years
from schools.models import Municipality, School
from schools.rating import SchoolClass

RULES = {
    "stable_low": "стабильно низкие",
    "stable_high": "стабильно высокие",
    "risk_unstable": "риск: неустойчивость",
    "risk_spread": "риск: разрыв ГИА и ВПР",
    "risk_below_average": "риск: ниже среднего",
    "effective": "эффективная школа",
}
SOURCES = {"imported": "загружен", "computed": "посчитан"}


class Command(BaseCommand):
    help = "Классы школ за учебный год: квартиль ИОР, стабильные результаты, зоны риска, эффективные школы."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--year", metavar="ГГГГ/ГГГГ", type=academic_year, help="учебный год (по умолчанию нынешний)"
        )
        parser.add_argument("--municipality", metavar="НАЗВАНИЕ", help="только школы этого муниципалитета")
        parser.add_argument("--json", action="store_true", help="в виде JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        year = options["year"] or years.year_of(today)
        try:
            named = options["municipality"]
            places = [find_municipality(named)] if named else list(Municipality.objects.all())
        except LayoutRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        classes = school_classes(places, year, today)
        if options["json"]:
            found = {code: _as_json(school_class) for code, school_class in classes.items()}
            answer = {"year": years.label(year), "schools": found}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
        else:
            self._table(year, places, classes)

    def _table(self, year: int, places: list[Municipality], classes: dict[str, SchoolClass]) -> None:
        names = dict(School.objects.filter(municipality__in=places).values_list("code", "name"))
        self.stdout.write(f"Классы школ за {years.label(year)}, школ: {len(classes)}")
        for code, school_class in classes.items():
            quartile = school_class.quartile or "—"
            source = SOURCES.get(school_class.quartile_source or "", school_class.why["quartile"])
            held = [words for rule, words in RULES.items() if getattr(school_class, rule)]
            marks = "; ".join(held) or "без отметок"
            self.stdout.write(f"{code:10} {names[code]:40} квартиль {quartile} ({source}): {marks}")


def _as_json(school_class: SchoolClass) -> dict[str, Any]:
    """The shape of contract §1; a rule without enough data is null."""
    rules = {rule: getattr(school_class, rule) for rule in RULES}
    source = {"quartile": school_class.quartile, "quartile_source": school_class.quartile_source}
    return {**source, **rules, "why": school_class.why}
