"""manage.py survey_report: one role's questionnaires, «ожидание → итог», masks applied (contract §1)."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mentorship.spreadsheets.layout import LayoutRefused
from mentorship.spreadsheets.places import find_municipality
from schools import years
from schools.russian import percent
from surveys.enums import Respondent
from surveys.results import Group, compared_items, survey_report, yes_items


def academic_year(text: str) -> int:
    """A school year, for argparse."""
    try:
        return years.parse(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None


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
        named = options["municipality"]
        try:
            municipality = find_municipality(named) if named else None
        except LayoutRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        year = options["year"] or years.year_of(timezone.localdate())
        group = Group(options["role"], year, municipality)
        report = survey_report(group)
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1))
        else:
            self._tell(group, report)

    def _tell(self, group: Group, report: dict[str, Any]) -> None:
        role = Respondent(group.role)
        self.stdout.write(f"Анкеты, {role.label}, {years.label(group.year)}")
        funnel = "приглашены {invited}, ответили «до» {before}, «после» {after}, на обе анкеты {both}"
        self.stdout.write(funnel.format(**report))
        self.stdout.write("\nОжидание → итог, медианы")
        for item in compared_items(role):
            self.stdout.write(f"  {item.text}: {item_words(report['items'][item.code])}")
        self.stdout.write("\nДоля ответивших «да»")
        for item in yes_items(role):
            self.stdout.write(f"  {item.text} {yes_words(report['yes'][item.code])}")


def item_words(figures: dict[str, Any]) -> str:
    """One item in a line: medians from 5 pairs on, counts from 10 on."""
    if figures["hidden"]:
        return f"скрыто: пар {figures['n']}, меньше 5"
    words = f"{figures['median_before']:g} → {figures['median_after']:g} (пар {figures['n']}"
    if figures["higher"] is None:
        return f"{words})"
    counts = "выше {higher}, совпало {same}, ниже {lower}".format(**figures)
    return f"{words}; {counts})"


def yes_words(figures: dict[str, Any]) -> str:
    """One yes/no item in a line."""
    if figures["hidden"]:
        return f"скрыто: ответили {figures['answered']}, слишком мало «да», «нет» или ответов"
    low, high = percent(figures["wilson_low"]), percent(figures["wilson_high"])
    share = percent(figures["share"])
    return f"{share} ({figures['yes']} из {figures['answered']}; интервал Уилсона {low} – {high})"
