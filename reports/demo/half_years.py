"""Half-year reports of the demonstration: a period behind, the running one, a report in every state."""

from datetime import date, timedelta

from mentorship.pairs.enums import HalfYear
from mentorship.pairs.half_years import workflow
from mentorship.pairs.half_years.periods import half_of, open_period, usual_dates
from mentorship.pairs.models import Effect, HalfYearReport, ReportingPeriod
from reports.demo.invention import People
from schools.models import Municipality, User

# What becomes of so many reports of the running period, in turn.
FATES = ("draft", "submitted", "checked", "returned", "submitted", "checked", "waived", "draft")


def report_half_years(people: People, municipality: Municipality, methodist: User) -> None:
    """Last year's second half is checked but for two late ones; the running half is on its way."""
    behind = _open(municipality, people.year - 1, HalfYear.SECOND, people.on, methodist)
    for number, report in enumerate(behind.reports.order_by("pk")):
        if number > 1:
            _go(report, "checked", people.on, number)
    year, half = half_of(people.on)
    running = _open(municipality, year, half, people.on, methodist)
    for number, report in enumerate(running.reports.order_by("pk")):
        _go(report, FATES[number % len(FATES)], people.on, number)


def _open(municipality: Municipality, year: int, half: int, on: date, by: User) -> ReportingPeriod:
    dates = usual_dates(year, half)
    if dates.end > on:
        # The reports of the running half may come early.
        dates = dates._replace(due=max(dates.due, on + timedelta(days=14)))
    return open_period(municipality=municipality, year=year, half=half, dates=dates, by=by, today=on)


def _go(report: HalfYearReport, fate: str, on: date, number: int) -> None:
    """Take a draft as far as its fate says."""
    if fate == "draft":
        return
    if fate == "waived":
        workflow.waive(report=report, reason="Наставник был в длительном отпуске.", by=None)
        return
    values = _values(report, number)
    sent = workflow.save_and_submit(report=report, values=values, version=report.version, by=None, on=on)
    if fate == "checked":
        workflow.check(report=sent, by=None)
    elif fate == "returned":
        remark = "Напишите, какие уроки посетили и что изменилось после разбора."
        workflow.return_report(report=sent, remark=remark, by=None)


def _values(report: HalfYearReport, number: int) -> dict[str, object]:
    effects = Effect.objects.order_by("pk")[number % 3 : number % 3 + 2]
    return {
        "plan_done": report.plan_done or "Посещены четыре урока, проведены разборы.",
        "activities": "Школьный методический день, открытый урок.",
        "products": report.products,
        "difficulties": "Не хватает общих свободных часов.",
        "proposals": "Ставить один общий методический час в неделю.",
        "help_needed": "",
        "next_plan": "Два открытых урока, банк заданий, участие в конкурсе.",
        "progress": 5 + number % 5,
        "effects": list(effects),
    }
