"""Moves of a half-year report: written, submitted, returned or checked, waived (domain.md §4.5)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from mentorship.audit.log import record
from mentorship.notices.enums import Topic
from mentorship.notices.posting import post
from mentorship.pairs.enums import LIVE_STATES, ReportState
from mentorship.pairs.half_years.rights import OPEN_STATES, curators_of
from mentorship.pairs.models import HalfYearReport
from schools.models import Person, User
from schools.stamps import ChangedMeanwhile

TEXTS = (
    "plan_done",
    "activities",
    "products",
    "difficulties",
    "proposals",
    "help_needed",
    "next_plan",
)
CHANGED_MEANWHILE = (
    "Отчёт тем временем изменили в другом окне. Ниже — ваш текст: сравните его с сохранённым "
    "и отправьте ещё раз."
)


def titles() -> list[tuple[str, str]]:
    """The texts of a report by field name, with what each is called on paper."""
    named = {field.name: str(field.verbose_name) for field in HalfYearReport._meta.concrete_fields}
    return [(name, named[name]) for name in TEXTS]


def lock(report: HalfYearReport) -> HalfYearReport:
    """Return the report as it stands now, its row locked until the transaction ends."""
    fresh = HalfYearReport.objects.select_for_update(of=("self",))
    return fresh.select_related("period", "pair__mentor__person").get(pk=report.pk)


@transaction.atomic
def save(
    *, report: HalfYearReport, values: Mapping[str, Any], version: int, by: User | None
) -> HalfYearReport:
    """Keep what the mentor has written; `version` is the one the form was opened with."""
    return _written(lock(report), values, version)


@transaction.atomic
def submit(*, report: HalfYearReport, by: User | None, on: date) -> HalfYearReport:
    """Hand the report in; what was done and, while the pair lives, what comes next must be said."""
    return _handed_in(lock(report), by, on)


def save_and_submit(
    *, report: HalfYearReport, values: Mapping[str, Any], version: int, by: User | None, on: date
) -> HalfYearReport:
    """Both in one go; a report that is not complete is kept all the same before it is refused."""
    refusal = None
    with transaction.atomic():
        report = _written(lock(report), values, version)
        try:
            with transaction.atomic():
                report = _handed_in(report, by, on)
        except ValidationError as error:
            refusal = error
    if refusal is not None:
        raise refusal
    return report


def _written(report: HalfYearReport, values: Mapping[str, Any], version: int) -> HalfYearReport:
    if report.state not in OPEN_STATES:
        raise _refusal(report, "изменить")
    if report.version != version:
        raise ChangedMeanwhile(CHANGED_MEANWHILE)
    for name in (*TEXTS, "progress"):
        setattr(report, name, values[name])
    report.version += 1
    report.full_clean(exclude=["pair", "period"])
    report.save()
    report.effects.set(values["effects"])
    return report


def _handed_in(report: HalfYearReport, by: User | None, on: date) -> HalfYearReport:
    if report.state not in OPEN_STATES:
        raise _refusal(report, "сдать")
    missing = {}
    if not report.plan_done.strip():
        missing["plan_done"] = "Напишите, что выполнено: без этого отчёт не сдать."
    if not report.next_plan.strip() and report.pair.state in LIVE_STATES:
        missing["next_plan"] = "Пара продолжается: напишите план на следующее полугодие."
    if missing:
        raise ValidationError(missing)
    report.submitted_at, report.submitted_by = timezone.now(), by.person if by else None
    _move(report, ReportState.SUBMITTED, by=by, text="Отчёт сдан")
    people = [assignment.person for assignment in curators_of(report, on)]
    _tell(report, people, "Отчёт наставника ждёт проверки", "наставник сдал отчёт. Примите его или верните.")
    return report


@transaction.atomic
def return_report(*, report: HalfYearReport, remark: str, by: User | None) -> HalfYearReport:
    """Send the report back with remarks."""
    report = _checked(report, ReportState.SUBMITTED, "вернуть", by)
    report.remark = _required(remark, "Напишите, что поправить: без замечаний отчёт не вернуть.")
    _move(report, ReportState.RETURNED, by=by, text="Отчёт возвращён", comment=report.remark)
    mentor = [report.pair.mentor.person]
    _tell(report, mentor, "Отчёт вернули с замечаниями", f"отчёт вернули. Замечания: {report.remark}")
    return report


@transaction.atomic
def check(*, report: HalfYearReport, by: User | None) -> HalfYearReport:
    """Accept the report; never by its author."""
    report = _checked(report, ReportState.SUBMITTED, "принять", by)
    report.checked_at, report.checked_by = timezone.now(), by.person if by else None
    _move(report, ReportState.CHECKED, by=by, text="Отчёт принят")
    _tell(report, [report.pair.mentor.person], "Отчёт принят", "куратор принял ваш отчёт. Спасибо.")
    return report


@transaction.atomic
def reopen(*, report: HalfYearReport, reason: str, by: User | None) -> HalfYearReport:
    """Take a check back."""
    report = lock(report)
    if report.state != ReportState.CHECKED:
        raise _refusal(report, "вернуть на проверку")
    reason = _required(reason, "Напишите, почему проверка отменяется.")
    report.checked_at = report.checked_by = None
    _move(report, ReportState.SUBMITTED, by=by, text="Проверка отменена", comment=reason)
    return report


@transaction.atomic
def waive(*, report: HalfYearReport, reason: str, by: User | None) -> HalfYearReport:
    """Say that no report is needed, and why."""
    report = lock(report)
    if report.state != ReportState.DRAFT:
        raise _refusal(report, "отметить ненужным")
    report.waiver_reason = _required(reason, "Напишите, почему отчёт не требуется.")
    _move(report, ReportState.WAIVED, by=by, text="Отчёт не требуется", comment=report.waiver_reason)
    mentor = [report.pair.mentor.person]
    _tell(report, mentor, "Отчёт не требуется", f"отчёт сдавать не нужно: {report.waiver_reason}")
    return report


def _checked(report: HalfYearReport, state: ReportState, verb: str, by: User | None) -> HalfYearReport:
    """The locked report in the state; refused to its author."""
    report = lock(report)
    if report.state != state:
        raise _refusal(report, verb)
    if by is not None and by.person_id == report.pair.mentor_id:
        raise ValidationError("Свой отчёт не проверяют: это делает куратор школы наставляемого.")
    return report


def _refusal(report: HalfYearReport, verb: str) -> ValidationError:
    state = ReportState(report.state).label
    return ValidationError(f"Отчёт нельзя {verb}: сейчас он {state}. Обновите страницу.")


def _required(text: str, sentence: str) -> str:
    text = text.strip()
    if not text:
        raise ValidationError(sentence)
    return text


def _move(report: HalfYearReport, to: ReportState, *, by: User | None, text: str, comment: str = "") -> None:
    """Write the new state and the entry of the journal."""
    before = report.state
    report.state = to
    report.version += 1
    report.full_clean(exclude=["pair", "period"])
    report.save()
    words = f"{text}: {comment}" if comment else text
    data = {"from": before, "to": str(to), "comment": comment}
    record(by=by, action=f"half_years.{to}", target=report, text=words, data=data)


def _tell(report: HalfYearReport, people: list[Person], subject: str, words: str) -> None:
    """A letter to those whom the move concerns."""
    text = f"{report.pair}, {report.period}: {words}"
    post(Topic.REPORT, people, f"{subject}: {report.pair}", text, path=f"/half-years/{report.pk}/")
