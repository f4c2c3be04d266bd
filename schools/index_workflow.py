"""ИОР and ИСБШ by the portal: a run is computed, kept with its inputs, put into the schools' records once."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from mentorship.audit.log import record
from schools import years
from schools.enums import IndexKind
from schools.index_inputs import characteristics, gather, indicators, kinds_of, population_words
from schools.index_sources import str_of
from schools.indices.measured import Refused
from schools.indices.regression import RESULTS_INDEX
from schools.indices.runs import HIGHER, LOWER, compute, differences
from schools.indices.spelling import plain
from schools.models import IndexRun, IndexStudy, Municipality, SchoolKind, SchoolYear, User

STUDY = "Расчёт портала"
FIELD = {IndexKind.RESULTS.value: "results_index", IndexKind.WELLBEING.value: "wellbeing_index"}
QUARTILE = {IndexKind.RESULTS.value: "results_quartile", IndexKind.WELLBEING.value: "wellbeing_quartile"}
# SQLite takes 999 parameters a statement; a bulk update takes three a row.
BATCH = 300

Json = dict[str, Any]


@transaction.atomic
def calculate(
    *, municipality: Municipality, year: int, index: str, parameters: Json, by: User | None, on: date
) -> IndexRun:
    """Compute an index of a year and keep the run; nothing in the schools' records changes yet.

    `parameters`: "kinds", keys of kinds of schools (none: all schools); for ИОР "indicators" with "source",
    "weight", "direction", "low", "high" (decimals, a bound may be None); for ИСБШ "characteristics", codes.
    """
    if years.first_day(year) > on:
        raise ValidationError(f"Учебный год {years.label(year)} ещё не начался.")
    kinds = _kinds(municipality, parameters.get("kinds", ()))
    chosen = _CHOSEN[index](municipality, year, parameters)
    kept = {**chosen, "kinds": [{"key": kind.key, "name": kind.name} for kind in kinds]}
    inputs = gather(municipality, year, _sources(index, kept), [kind.key for kind in kinds])
    try:
        results = compute(index, kept, inputs)
    except Refused as error:
        raise ValidationError(error.sentences) from None
    words = population_words(municipality, kinds, results["schools"], len(inputs["schools"]))
    run = IndexRun(municipality=municipality, year=year, index=index, population=words, created_by=by)
    run.parameters, run.inputs, run.results = kept, inputs, results
    run.save()
    record(by=by, action="index.calculated", target=run, text=words, data={"parameters": kept})
    return run


def _kinds(municipality: Municipality, keys: Collection[str]) -> list[SchoolKind]:
    if not keys:
        return []
    known = {kind.key: kind for kind in kinds_of(municipality)}
    unknown = [key for key in keys if key not in known]
    if unknown:
        raise ValidationError(f"Школ такого вида в муниципалитете нет: {', '.join(unknown)}.")
    return [known[key] for key in sorted(keys)]


def _indicators(municipality: Municipality, year: int, parameters: Json) -> Json:
    """A set of indicators with their names, as the run keeps it."""
    known = {source.code: source.name for source in indicators(municipality, year)}
    rows = []
    for row in parameters["indicators"]:
        _check_known(row["source"], known, year)
        if row["direction"] not in (HIGHER, LOWER):
            raise ValidationError(f"Показатель «{known[row['source']]}»: выберите, что лучше.")
        bounds = {side: None if row[side] is None else plain(row[side]) for side in ("low", "high")}
        named = {"source": row["source"], "name": known[row["source"]], "direction": row["direction"]}
        rows.append({**named, "weight": plain(row["weight"]), **bounds})
    return {"indicators": rows}


def _characteristics(municipality: Municipality, year: int, parameters: Json) -> Json:
    known = {source.code: source.name for source in characteristics(municipality, year)}
    for source in parameters["characteristics"]:
        _check_known(source, known, year)
    chosen = sorted(set(parameters["characteristics"]))
    return {"characteristics": [{"source": source, "name": known[source]} for source in chosen]}


_CHOSEN = {IndexKind.RESULTS.value: _indicators, IndexKind.WELLBEING.value: _characteristics}


def _check_known(source: str, known: dict[str, str], year: int) -> None:
    if source not in known:
        name = source.partition(":")[2] or source
        raise ValidationError(f"За {years.label(year)} данных «{name}» нет ни у одной школы.")


def _sources(index: str, parameters: Json) -> list[str]:
    """The codes of everything a run with these parameters reads."""
    if index == IndexKind.RESULTS:
        return [row["source"] for row in parameters["indicators"]]
    return [RESULTS_INDEX, *(row["source"] for row in parameters["characteristics"])]


def recompute(run: IndexRun) -> Json:
    """Compute again from what the run keeps: the same results to the last digit; raises Refused."""
    return compute(run.index, run.parameters, run.inputs)


def disagreements(run: IndexRun) -> list[str]:
    """What comes out otherwise when the run is repeated, in Russian; nothing where every digit agrees."""
    return differences(run.index, run.parameters, run.inputs, run.results)


def changed_since(run: IndexRun) -> list[str]:
    """Schools whose data are not what the run was computed from, by name; three queries."""
    kinds = [kind["key"] for kind in run.parameters["kinds"]]
    now = gather(run.municipality, run.year, _sources(run.index, run.parameters), kinds)
    was, is_now = ({row["code"]: row["values"] for row in kept["schools"]} for kept in (run.inputs, now))
    names = {row["code"]: row["name"] for row in [*now["schools"], *run.inputs["schools"]]}
    return [names[code] for code in sorted(names) if was.get(code) != is_now.get(code)]


class Applied(NamedTuple):
    """What a run changed: schools that got another value, those that had it, those without the year."""

    changed: list[str]
    same: list[str]
    without_year: list[str]


@transaction.atomic
def apply(*, run: IndexRun, by: User | None, on: date) -> Applied:
    """Put the index into the schools' records of the year, and the run on record as its source.

    Own quartiles stay as they are; a school without a record of the year is named, none is made.
    """
    run = _locked(run)
    if run.applied_at is not None:
        day = timezone.localtime(run.applied_at)
        raise ValidationError(f"Расчёт № {run.pk} уже внесён в записи школ {day:%d.%m.%Y}.")
    stored = _stored(run)
    if not any(row["code"] in stored for row in run.results["indices"]):
        raise ValidationError(
            f"Ни у одной школы нет записи за {years.label(run.year)}: загрузите «Учебные годы школ», "
            "затем внесите расчёт."
        )
    done = _write(run, stored, by)
    run.applied_at, run.applied_by = timezone.now(), by
    run.save(update_fields=["applied_at", "applied_by"])
    record(
        by=by, action="index.applied", target=run, text=reason(run),
        data={"changed": done.changed, "same": len(done.same), "without_year": done.without_year,
              "source_before": _name_source(run, on)},
    )  # fmt: skip
    return done


def _locked(run: IndexRun) -> IndexRun:
    """The run as it is stored, one at a time in a municipality: no other is put in side by side."""
    Municipality.objects.select_for_update().get(pk=run.municipality_id)
    return IndexRun.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=run.pk)


def reason(run: IndexRun) -> str:
    """Why a school's record changed, in its history: «Расчёт ИОР № 5»."""
    return f"Расчёт {run.get_index_display()} № {run.pk}"


def _stored(run: IndexRun) -> dict[str, SchoolYear]:
    """The schools' records of the run's year by Код ОО, locked; one query."""
    rows = SchoolYear.objects.select_for_update(of=("self",)).select_related("school")
    of_year = rows.filter(school__municipality=run.municipality_id, year=run.year).order_by("pk")
    return {row.school.code: row for row in of_year}


def _write(run: IndexRun, stored: dict[str, SchoolYear], by: User | None) -> Applied:
    """Store the values with a version of each record: bulk statements leave none by themselves."""
    field, done, changed = FIELD[run.index], Applied([], [], []), []
    for row in run.results["indices"]:
        school_year, value = stored.get(row["code"]), Decimal(row["index"])
        if school_year is None:
            done.without_year.append(row["name"])
        elif getattr(school_year, field) == value:
            done.same.append(row["name"])
        else:
            setattr(school_year, field, value)
            done.changed.append(row["name"])
            changed.append(school_year)
    SchoolYear.objects.bulk_update(changed, [field], batch_size=BATCH)
    SchoolYear.history.bulk_history_create(
        changed, batch_size=BATCH, update=True, default_user=by, default_change_reason=reason(run)
    )
    return done


def _name_source(run: IndexRun, on: date) -> str:
    """Record the run as the source of the year's index; return what stood there."""
    key = {"municipality": run.municipality, "year": run.year, "index": run.index}
    held = IndexStudy.objects.filter(**key).first()
    before = str_of(held)
    study = held or IndexStudy(**key)
    study.study, study.order = STUDY, f"расчёт № {run.pk} от {on:%d.%m.%Y}"
    study.population, study.run = run.population, run
    study.full_clean()
    study.save()
    return before
