"""Weights and rules of a municipality: read for a day, changed by new rows."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.pairs.desk.conditions import MINIMUM, WEIGHTS, Conditions
from mentorship.pairs.enums import SchoolRule, SubjectRule
from mentorship.pairs.models import MatchCriterion, MatchRule
from mentorship.pairs.models.criteria import RuleCode
from schools.models import Municipality, User

RULE_DEFAULTS: dict[str, int] = {
    RuleCode.SCHOOL: SchoolRule.ANY,
    RuleCode.SUBJECT: SubjectRule.ANY,
    RuleCode.DIRECTOR: 1,
    RuleCode.MINIMUM: MINIMUM,
}


def values_in_force(municipality: int | None, on: date) -> dict[str, int]:
    """Every weight and rule by code as it holds on the day; two queries."""
    weights = MatchCriterion.objects.filter(municipality=municipality).in_force(on)
    rules = MatchRule.objects.filter(municipality=municipality).in_force(on)
    return {**WEIGHTS, **weights, **RULE_DEFAULTS, **rules}


def conditions_of(municipality: int | None, on: date) -> Conditions:
    """The conditions of matching in a municipality on a day."""
    return conditions_from(values_in_force(municipality, on))


def conditions_from(values: dict[str, int]) -> Conditions:
    """Conditions of values by code."""
    return Conditions(
        weights={code: values[code] for code in WEIGHTS},
        school_rule=values[RuleCode.SCHOOL],
        subject_rule=values[RuleCode.SUBJECT],
        bars_director=bool(values[RuleCode.DIRECTOR]),
        minimum=values[RuleCode.MINIMUM],
    )


@transaction.atomic
def change_conditions(
    *, municipality: Municipality, values: dict[str, int], by: User | None, on: date
) -> int:
    """Add a row for every value that differs from what holds; return how many. Nothing is rewritten."""
    # two methodists at once: the second one sees what the first has written
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    before = values_in_force(municipality.pk, on)
    if not any({code: values.get(code, before[code]) for code in WEIGHTS}.values()):
        raise ValidationError("Хотя бы один признак должен весить больше нуля: иначе выбирать не по чему.")
    changed = {code: value for code, value in values.items() if before[code] != value}
    for code, value in changed.items():
        model: Any = MatchCriterion if code in WEIGHTS else MatchRule
        row = model(municipality=municipality, code=code, value=value, from_date=on, set_by=by)
        row.full_clean(exclude=["municipality", "set_by"])
        row.save()
        record(
            by=by,
            action="pairs.change_conditions",
            target=row,
            text=f"{row.get_code_display()}: {before[code]} → {value}",
            data={"code": code, "before": before[code], "after": value},
        )
    return len(changed)
