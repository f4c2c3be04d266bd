"""Changes of programmes' targets and of the department's papers."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.programmes.models import IndicatorSet, Programme
from reports.indicators.targets import default_targets
from reports.models import IndicatorTarget
from schools.models import Municipality


@transaction.atomic
def create_programme(
    *,
    by: Any,
    code: str,
    municipality: Municipality,
    title: str,
    start_date: date,
    end_date: date,
    baseline_year: int,
    sets: list[str] | None = None,
) -> Programme:
    """A programme with its sets of indicators and their targets; all three sets when none is named."""
    chosen = sets or [str(value) for value in IndicatorSet.values]
    unknown = [name for name in chosen if name not in IndicatorSet.values]
    if unknown:
        allowed = ", ".join(IndicatorSet.values)
        raise ValidationError(f"Нет такого набора показателей: {', '.join(unknown)}. Есть: {allowed}.")
    programme = Programme(
        code=code,
        municipality=municipality,
        title=title,
        start_date=start_date,
        end_date=end_date,
        baseline_year=baseline_year,
        sets=chosen,
    )
    programme.full_clean()
    programme.save()
    IndicatorTarget.objects.bulk_create(
        IndicatorTarget(
            programme=programme, indicator=indicator, value=goal.value, due_date=goal.due, rule=goal.rule
        )
        for indicator, goal in default_targets(chosen, start_date, end_date)
    )
    record(by=by, action="programme.created", target=programme, data={"sets": chosen})
    return programme
