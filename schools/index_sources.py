"""Where the indices of schools come from: a study outside, with its order, or a run of the portal."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from mentorship.audit.log import record
from schools.enums import IndexKind
from schools.models import IndexStudy, Municipality, User

Key = tuple[int, str]


def sources(municipality: Municipality, years: Collection[int]) -> dict[Key, IndexStudy]:
    """The recorded sources by school year and `IndexKind`; one query, the run comes without its data."""
    rows = IndexStudy.objects.filter(municipality=municipality, year__in=years)
    rows = rows.select_related("run").defer("run__parameters", "run__inputs", "run__results")
    return {(row.year, row.index): row for row in rows}


@transaction.atomic
def record_source(
    *,
    municipality: Municipality,
    year: int,
    index: IndexKind,
    study: str,
    population: str,
    order: str = "",
    by: User | None,
    on: date,
) -> IndexStudy:
    """Write down the study an imported index comes from; a run of the portal named before gives way."""
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    held = IndexStudy.objects.filter(municipality=municipality, year=year, index=index).first()
    before = str_of(held)
    held = held or IndexStudy(municipality=municipality, year=year, index=index)
    held.study, held.order, held.population = study.strip(), order.strip(), population.strip()
    held.run = None
    held.full_clean()
    held.save()
    record(
        by=by, action="index.source_recorded", target=held, text=f"{on:%d.%m.%Y}",
        data={"before": before, "after": str_of(held)},
    )  # fmt: skip
    return held


def str_of(study: IndexStudy | None) -> str:
    """A source in one line, for the journal; "" for none."""
    if study is None:
        return ""
    return "; ".join(part for part in (study.study, study.order, study.population) if part)
