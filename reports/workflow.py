"""Changes of programmes' targets and of the department's papers."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from mentorship.audit.log import record
from mentorship.programmes.models import IndicatorSet, Programme
from reports.enums import SnapshotState
from reports.indicators.targets import default_targets
from reports.models import IndicatorTarget, Snapshot, Statistic
from reports.papers.frozen import facts_of
from reports.quality.ledger import count_of
from reports.snapshots import computed
from schools.models import Municipality, User


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


@transaction.atomic
def take_snapshot(*, by: User, programme: Programme, on: date) -> Snapshot:
    """Fix the indicators as they stand on the day; a draft until the head approves it.

    Beside them stand how many findings on the data there were, and what the documents print besides.
    """
    findings = count_of(by, timezone.localdate(), municipality=programme.municipality)
    figures = {**computed(programme, on), "data_findings": findings, "facts": facts_of(programme, on)}
    known = Snapshot.objects.filter(programme=programme, as_of=on, state=SnapshotState.APPROVED)
    snapshot = Snapshot.objects.create(
        programme=programme, as_of=on, figures=figures, taken_by=by, refines=known.order_by("-pk").first()
    )
    record(by=by, action="snapshot.taken", target=snapshot)
    return snapshot


@transaction.atomic
def approve_snapshot(*, by: User, snapshot: Snapshot) -> Snapshot:
    """The head signs a snapshot; from then on it never changes."""
    snapshot = Snapshot.objects.select_for_update().get(pk=snapshot.pk)
    if snapshot.state == SnapshotState.APPROVED:
        raise ValidationError("Этот отчёт уже утверждён.")
    snapshot.state = SnapshotState.APPROVED
    snapshot.approved_at, snapshot.approved_by = timezone.now(), by
    snapshot.save(update_fields=["state", "approved_at", "approved_by"])
    record(by=by, action="snapshot.approved", target=snapshot)
    return snapshot


@transaction.atomic
def enter_statistic(*, by: User, statistic: Statistic) -> Statistic:
    """Store an entered figure with its source and author."""
    statistic.entered_by = by
    if statistic.denominator is not None and statistic.numerator > statistic.denominator:
        raise ValidationError({"numerator": "Числитель больше знаменателя."})
    statistic.full_clean()
    statistic.save()
    record(
        by=by, action="statistic.entered", target=statistic,
        data={"numerator": statistic.numerator, "denominator": statistic.denominator},
    )  # fmt: skip
    return statistic
