"""Rules of a school's class set by hand: with reason and author, kept for ever (domain.md §1.3).

Whoever may change the analysis of schools sets a rule for a school and a year; the computed answer stays in
the words. What is set anew withdraws what stood before, and a withdrawal leaves the row with its day.
"""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mentorship.audit.log import record
from schools import years
from schools.enums import ClassRule
from schools.models import ClassOverride, Municipality, School, User
from schools.rulings import Ruling
from schools.russian import short_name
from schools.versions import end_of

AREA = "school_analysis"
SHORTEST_REASON = 10


@transaction.atomic
def set_by_hand(
    *, school: School, year: int, rule: str, value: bool, reason: str, by: User | None, on: date
) -> ClassOverride:
    """Answer a rule by hand; the same answer for the same reason given twice is one."""
    _check_right(by, school)
    reason = " ".join(reason.split())
    _check(year, rule, reason, on)
    School.objects.select_for_update().get(pk=school.pk)  # two at once would both find nothing to withdraw
    standing = ClassOverride.objects.filter(
        school=school, year=year, rule=rule, withdrawn_at__isnull=True
    ).first()
    if standing and (standing.value, standing.reason) == (value, reason):
        return standing
    if standing:
        _withdraw(standing, by)
    override = ClassOverride(school=school, year=year, rule=rule, value=value, reason=reason, set_by=by)
    override.full_clean(exclude=["set_by", "withdrawn_by"])
    override.save()
    data = {"year": years.label(year), "rule": rule, "value": value}
    record(by=by, action="class_override.set", target=override, text=reason, data=data)
    return override


@transaction.atomic
def withdraw(*, override: ClassOverride, by: User | None) -> ClassOverride:
    """Let the computed answer hold again."""
    _check_right(by, override.school)
    override = ClassOverride.objects.select_for_update().get(pk=override.pk)
    if override.withdrawn_at is not None:
        raise ValidationError("Этот признак уже отменён: действует ответ по расчёту.")
    _withdraw(override, by)
    return override


def rulings_in_force(
    municipalities: Collection[Municipality], year: int, on: date
) -> dict[str, dict[str, Ruling]]:
    """What stood by hand at the end of the day, by Код ОО and rule: one query."""
    moment = end_of(on)
    standing = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=moment)
    rows = ClassOverride.objects.filter(
        standing, school__municipality__in=municipalities, year=year, set_at__lt=moment
    )
    found: dict[str, dict[str, Ruling]] = {}
    for row in rows.select_related("school", "set_by__person"):
        found.setdefault(row.school.code, {})[row.rule] = Ruling(row.value, row.reason, signed(row))
    return found


def signed(override: ClassOverride) -> str:
    """Who set the rule and when: «Липова З. М., 03.11.2025»."""
    return f"{author(override.set_by)}, {timezone.localtime(override.set_at):%d.%m.%Y}"


def author(user: User | None) -> str:
    """An account in a signature: surname and initials; None is a command on the server."""
    if user is None:
        return "команда на сервере"
    return short_name(user.get_full_name())


def _withdraw(override: ClassOverride, by: User | None) -> None:
    override.withdrawn_at, override.withdrawn_by = timezone.now(), by
    override.save(update_fields=["withdrawn_at", "withdrawn_by"])
    data = {"year": years.label(override.year), "rule": override.rule, "value": override.value}
    record(by=by, action="class_override.withdrawn", target=override, text=override.reason, data=data)


def _check_right(by: User | None, school: School) -> None:
    if by is None:
        return
    if not by.access.scope(AREA, change=True).reaches(municipality=school.municipality_id, school=school.pk):
        raise ValidationError("Признаки школы изменяют руководитель центра и методист её муниципалитета.")


def _check(year: int, rule: str, reason: str, on: date) -> None:
    if rule not in ClassRule.values:
        raise ValidationError({"rule": f"Такого признака нет. Есть: {', '.join(ClassRule.labels)}."})
    if year > years.year_of(on):
        raise ValidationError({"year": f"Учебный год {years.label(year)} ещё не начался."})
    if sum(letter.isalpha() for letter in reason) < SHORTEST_REASON:
        raise ValidationError(
            {"reason": f"Запишите основание: не короче {SHORTEST_REASON} букв, чтобы его поняли через год."}
        )
