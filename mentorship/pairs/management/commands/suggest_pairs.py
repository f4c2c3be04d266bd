"""manage.py suggest_pairs: the best assignment of mentors to waiting requests (contract §1)."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mentorship.pairs.desk.answers import Plan
from mentorship.pairs.desk.pool import read_pool, usual_form
from mentorship.pairs.enums import Objective
from mentorship.programmes.models import Programme
from mentorship.spreadsheets.layout import LayoutRefused
from mentorship.spreadsheets.places import find_municipality
from schools.models import Municipality, Person


def _places(programme: str, named: str | None) -> list[Municipality]:
    """The municipalities whose requests and mentors are matched, each within itself."""
    place = find_municipality(named) if named else None
    if not programme:
        return [place] if place else list(Municipality.objects.order_by("key"))
    found = Programme.objects.select_related("municipality").filter(code=programme).first()
    if found is None:
        known = ", ".join(Programme.objects.values_list("code", flat=True)[:20]) or "пока нет ни одной"
        raise CommandError(f"Программы «{programme}» нет. Есть: {known}.")
    if place is not None and place != found.municipality:
        raise CommandError(f"Программа «{programme}» — муниципалитета «{found.municipality}», не «{place}».")
    return [found.municipality]


class Command(BaseCommand):
    help = (
        "Лучший подбор наставников сразу для всех ожидающих запросов, как по кнопке «Подобрать всем»; "
        "ничего не сохраняет."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--programme", metavar="КОД", default="", help="код программы: запросы её муниципалитета"
        )
        parser.add_argument("--municipality", metavar="НАЗВАНИЕ", help="муниципалитет (иначе все)")
        parser.add_argument(
            "--objective",
            choices=Objective.values,
            default=Objective.PEOPLE,
            help="people — наставник как можно большему числу (по умолчанию), fit — лучшее совпадение",
        )
        parser.add_argument("--json", action="store_true", help="в виде JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        today, objective = timezone.localdate(), Objective(options["objective"])
        try:
            places = _places(options["programme"], options["municipality"])
        except LayoutRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        form = usual_form()
        plans = [read_pool(place.pk, form, today).plan(objective) for place in places]
        answer = _payload(plans)
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
        else:
            self._tell(answer)

    def _tell(self, answer: dict[str, Any]) -> None:
        for pair in answer["pairs"]:
            why = "; ".join(pair["why"])
            line = f"запрос {pair['request']}: {pair['mentee']} — {pair['mentor']}, {pair['score']} из 100"
            self.stdout.write(f"{line} ({why})")
        for item in answer["unmatched"]:
            self.stdout.write(f"запрос {item['request']}: без наставника — {item['reason']}")
            self.stdout.write(f"    помогло бы: {item['smallest_relaxation']}")
        counts = f"Пар: {len(answer['pairs'])}, без наставника: {len(answer['unmatched'])}"
        self.stdout.write(f"{counts}, сумма баллов: {answer['total_score']}.")


def _payload(plans: list[Plan]) -> dict[str, Any]:
    """The shape of contract §1."""
    matches = [match for plan in plans for match in plan.matches]
    people = {key for match in matches for key in (match.need.mentee, match.mentor.pk)}
    codes = Person.objects.in_bulk(people)
    return {
        "pairs": [
            {
                "request": match.need.request,
                "mentee": codes[match.need.mentee].code,
                "mentor": codes[match.mentor.pk].code,
                "score": match.fit.score,
                "why": [*match.fit.reasons_for, *match.fit.reasons_against],
            }
            for match in matches
        ],
        "unmatched": [
            {"request": item.need.request, "reason": item.reason, "smallest_relaxation": item.relaxation}
            for plan in plans
            for item in plan.unmatched
        ],
        "total_score": sum(plan.total for plan in plans),
    }
