"""Changes of a draft: solved, solved again, a pair locked, a pair chosen by hand, the draft thrown away.

Every function is one transaction; `by` is the account that acts, `now` the moment it acts at. ValidationError
says in Russian what stands in the way.
"""

from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from mentorship.audit.log import record
from mentorship.bank.models import Mentor
from mentorship.pairs.desk.answers import Match, Plan, Unmatched
from mentorship.pairs.desk.conditions import breach
from mentorship.pairs.desk.pool import Pool, read_pool
from mentorship.pairs.enums import Objective, RunState
from mentorship.pairs.matching import Fit, judged
from mentorship.pairs.models import MatchLine, MatchRun
from mentorship.programmes.models import FormVariant, MentoringForm
from schools.models import Municipality, User
from schools.sentences import require_words

LEFT_OUT = "методист оставил запрос без наставника"
NO_FIT = Fit(0)
BATCH = 100
_WRITTEN = (
    "mentor", "score", "reasons_for", "reasons_against", "reason", "relaxation", "override_reason",
)  # fmt: skip


class Aim(NamedTuple):
    """What a run is for: the form and variant of its pairs, and the objective."""

    form: MentoringForm
    variant: FormVariant | None = None
    objective: Objective = Objective.PEOPLE


class Solved(NamedTuple):
    """What solving again has changed: lines with another mentor, and locked people who no longer wait."""

    changed: int
    gone: list[str]


@transaction.atomic
def draft_run(*, municipality: Municipality, aim: Aim, by: User | None, now: datetime) -> MatchRun:
    """Solve the whole pool of a municipality and keep the answer as a draft."""
    _check_aim(aim)
    run = MatchRun(municipality=municipality, created_by=by)
    _solve(run, aim, now)
    record(by=by, action="pairs.draft_run", target=run, text=f"{run} посчитан", data={"total": run.total})
    return run


@transaction.atomic
def solve_again(*, run: MatchRun, aim: Aim, by: User | None, now: datetime) -> Solved:
    """Solve a draft with the requests, mentors, weights and rules of the moment; locked lines stay."""
    _check_aim(aim)
    run = lock_draft(run, "посчитать заново")
    solved = _solve(run, aim, now)
    record(
        by=by, action="pairs.solve_run", target=run, text=f"{run} посчитан заново", data={"total": run.total}
    )
    return solved


@transaction.atomic
def set_lock(*, line: MatchLine, is_locked: bool, by: User | None) -> MatchLine:
    """Keep a line as it is when the rest is solved again, or let it go."""
    run = lock_draft(line.run, "изменить")
    line = run.lines.select_related("request__person", "mentor__person").get(pk=line.pk)
    if is_locked and line.mentor_id is None:
        raise ValidationError("Закрепляют подобранную пару: у этого запроса наставника нет.")
    line.is_locked = is_locked
    line.save(update_fields=["is_locked"])
    text = f"{'Закреплена' if is_locked else 'Откреплена'} строка: {line}"
    record(by=by, action="pairs.lock_line", target=run, text=text, data={"line": line.pk})
    return line


@transaction.atomic
def override(
    *, line: MatchLine, mentor: Mentor | None, reason: str, by: User | None, now: datetime
) -> Solved:
    """Give a request the mentor the methodist chose (None: nobody), lock it and solve the rest again."""
    run = lock_draft(line.run, "изменить")
    line = run.lines.select_related("request__person").get(pk=line.pk)
    reason = require_words(reason, "Напишите, почему выбираете сами: это увидит тот, кто публикует.")
    pool = read_pool(run.municipality_id, run.form, timezone.localdate(now))
    if mentor is None:
        _put(line, None, NO_FIT, reason=LEFT_OUT)
    else:
        _choose(run, line, mentor, pool)
    line.is_locked, line.override_reason = True, reason
    line.full_clean(exclude=["run", "request", "mentor"])
    line.save()
    aim = Aim(run.form, run.variant, Objective(run.objective))
    solved = _solve(run, aim, now, pool)
    text = f"Выбрано вручную: {line.request.person} — {mentor or 'без наставника'}"
    record(
        by=by, action="pairs.override_line", target=run, text=text, data={"reason": reason, "line": line.pk}
    )
    return solved


@transaction.atomic
def discard(*, run: MatchRun, by: User | None, now: datetime) -> MatchRun:
    """Throw a draft away; it stays in the list."""
    run = lock_draft(run, "отбросить")
    run.state, run.closed_at, run.closed_by = RunState.DISCARDED, now, by
    run.save(update_fields=["state", "closed_at", "closed_by"])
    record(by=by, action="pairs.discard_run", target=run, text=f"{run} отброшен")
    return run


def lock_draft(run: MatchRun, verb: str) -> MatchRun:
    """Return the run as it stands now, its row locked until the transaction ends; only a draft."""
    fresh = MatchRun.objects.select_for_update(of=("self",)).select_related("form", "variant", "municipality")
    run = fresh.get(pk=run.pk)
    if not run.is_draft:
        raise ValidationError(
            f"{run} уже {run.get_state_display()}: {verb} его нельзя. Начните новый кнопкой «Подобрать всем»."
        )
    return run


def _check_aim(aim: Aim) -> None:
    if not aim.form.is_for_adults:
        raise ValidationError(f"Форма «{aim.form}» ведётся числами по школам: выберите форму для педагогов.")
    if aim.variant is not None and aim.variant.form_id != aim.form.pk:
        raise ValidationError(f"Вариант «{aim.variant}» — другой формы: выберите вариант формы «{aim.form}».")


def _solve(run: MatchRun, aim: Aim, now: datetime, pool: Pool | None = None) -> Solved:
    """Solve, keep what it was solved from, rewrite the lines that are not locked."""
    pool = pool or read_pool(run.municipality_id, aim.form, timezone.localdate(now))
    run.form, run.variant, run.objective = aim
    known = run.lines.select_related("request__person") if run.pk else []
    lines = {line.request_id: line for line in known}
    gone = [line for pk, line in lines.items() if pk not in pool.requests]
    locked = {pk: line for pk, line in lines.items() if line.is_locked and pk in pool.requests}
    plan = pool.plan(aim.objective, {pk: line.mentor_id for pk, line in locked.items()})
    _rescore(locked, pool)
    run.conditions = pool.conditions.as_json()
    run.offered = {str(offer.pk): offer.places for offer in pool.offers}
    run.recruits = [list(recruit) for recruit in plan.recruits]
    run.total = plan.total + sum(line.score for line in locked.values())
    run.solved_at = now
    run.save()
    MatchLine.objects.filter(pk__in=[line.pk for line in gone]).delete()
    changed = _write(run, plan, lines)
    return Solved(changed, [str(line.request.person) for line in gone])


def _rescore(locked: dict[int, MatchLine], pool: Pool) -> None:
    """Locked pairs keep their mentors; what they score follows the weights of the moment."""
    needs = {need.request: need for need in pool.needs}
    offers = {offer.pk: offer for offer in pool.offers}
    known = []
    for line in locked.values():
        offer = offers.get(line.mentor_id or 0)
        if offer is not None:
            _put(line, offer.pk, judged(needs[line.request_id], offer, pool.conditions))
            known.append(line)
    MatchLine.objects.bulk_update(known, ["score", "reasons_for", "reasons_against"], batch_size=BATCH)


def _write(run: MatchRun, plan: Plan, lines: dict[int, MatchLine]) -> int:
    """Write the plan into the lines; return how many of those that were there have another mentor."""
    new: list[MatchLine] = []
    old: list[MatchLine] = []
    changed = 0
    answers: list[Match | Unmatched] = [*plan.matches, *plan.unmatched]
    for item in answers:
        line = lines.get(item.need.request) or MatchLine(run=run, request_id=item.need.request)
        before = line.mentor_id
        if isinstance(item, Match):
            _put(line, item.mentor.pk, item.fit)
        else:
            _put(line, None, NO_FIT, reason=item.reason, relaxation=item.relaxation)
        line.override_reason = ""
        changed += line.pk is not None and line.mentor_id != before
        (new if line.pk is None else old).append(line)
    MatchLine.objects.bulk_create(new, batch_size=BATCH)
    MatchLine.objects.bulk_update(old, _WRITTEN, batch_size=BATCH)
    return changed


def _choose(run: MatchRun, line: MatchLine, mentor: Mentor, pool: Pool) -> None:
    """Put the chosen mentor into the line, or say what stands in the way."""
    need = next((need for need in pool.needs if need.request == line.request_id), None)
    if need is None:
        raise ValidationError(f"Запрос «{line.request}» больше не ждёт наставника: посчитайте подбор заново.")
    if need.obstacle:
        raise ValidationError(f"{line.request.person}: {need.obstacle}. Сначала нужно {need.way_out}.")
    offer = next((offer for offer in pool.offers if offer.pk == mentor.pk), None)
    if offer is None:
        raise ValidationError(f"Наставника {mentor} сейчас нет в банке: выберите другого.")
    words = breach(need, offer, pool.conditions)
    if words:
        raise ValidationError(f"Наставник {mentor} не подходит по правилам: {words}. Выберите другого.")
    locked = run.lines.filter(is_locked=True, mentor=mentor).exclude(pk=line.pk)
    if offer.places <= locked.count():
        raise ValidationError(
            f"У наставника {mentor} нет места: свободно {offer.free} из {offer.capacity}, обещано другим "
            f"парам {offer.promised}, закреплено в подборе {locked.count()}. Выберите другого или открепите "
            "строку."
        )
    _put(line, offer.pk, judged(need, offer, pool.conditions))


def _put(line: MatchLine, mentor: int | None, fit: Fit, reason: str = "", relaxation: str = "") -> None:
    line.mentor_id, line.score = mentor, fit.score
    line.reasons_for, line.reasons_against = list(fit.reasons_for), list(fit.reasons_against)
    line.reason, line.relaxation = reason, relaxation
