"""Publishing a draft: its lines become proposals, all in one transaction.

Two methodists who publish at once wait for each other at the mentors they share: the rows of mentors are
locked first, then those of mentees, each by key, as a single proposal locks them (docs/adr/0010).
"""

from datetime import date, datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from mentorship.audit.log import record
from mentorship.bank.models import Mentor
from mentorship.pairs import letters
from mentorship.pairs.desk.runs import lock_draft
from mentorship.pairs.desk.standing import Standing, standing_of
from mentorship.pairs.enums import LineState, RunState
from mentorship.pairs.models import MatchLine, MatchRun, Pair, PairMember
from mentorship.pairs.workflow import Candidate, Topic, propose
from schools.models import Person, User


class Published(NamedTuple):
    """The pairs that were proposed, and the lines that could not be."""

    pairs: list[Pair]
    left: list[MatchLine]


@transaction.atomic
def publish(*, run: MatchRun, by: User | None, now: datetime) -> Published:
    """Propose every pair of the draft; a line that became impossible is named and left.

    Places that are promised to proposals count as taken: a mentor is never offered more than fit.
    ValidationError where not one pair can be proposed: then the draft stays.
    """
    run = lock_draft(run, "опубликовать")
    today = timezone.localdate(now)
    lines = _locked_lines(run)
    standing = standing_of(run, lines, today)
    places = standing.places()
    outcome = Published([], [])
    for line in sorted(lines, key=lambda line: (not line.is_locked, line.pk)):
        _publish_line(run, line, standing, places, by, today, outcome)
    if not outcome.pairs:
        raise ValidationError(_nothing(outcome.left))
    MatchLine.objects.bulk_update([*lines], ["state", "reason", "pair"], batch_size=100)
    run.state, run.closed_at, run.closed_by = RunState.PUBLISHED, now, by
    run.save(update_fields=["state", "closed_at", "closed_by"])
    text = f"{run} опубликован: пар {len(outcome.pairs)}, не получилось {len(outcome.left)}"
    record(by=by, action="pairs.publish_run", target=run, text=text)
    _tell(outcome.pairs, by)
    return outcome


def _tell(pairs: list[Pair], by: User | None) -> None:
    """The letters of all proposals in a few queries."""
    members = Prefetch("members", PairMember.objects.select_related("mentee"))
    made = Pair.objects.filter(pk__in=[pair.pk for pair in pairs]).select_related("mentor__person")
    letters.tell_all("propose", made.prefetch_related(members).order_by("pk"), by=by)


def _locked_lines(run: MatchRun) -> list[MatchLine]:
    """The lines with a mentor, read once their mentors and mentees are locked, always in the same order."""
    matched = run.lines.filter(mentor__isnull=False)
    mentors = Mentor.objects.filter(pk__in=matched.values("mentor"))
    list(mentors.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    mentees = Person.objects.filter(pk__in=matched.values("request__person"))
    list(mentees.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    return list(
        matched.select_related("request__person__school", "request__subject", "request__focus")
        .select_related("request__difficulty", "request__mentee_category", "mentor__person")
        .order_by("pk")
    )


def _publish_line(
    run: MatchRun,
    line: MatchLine,
    standing: Standing,
    places: dict[int, int],
    by: User | None,
    today: date,
    outcome: Published,
) -> None:
    """Propose one pair, or note why not."""
    words, mentor = standing.problem(line, places), line.mentor
    if not words and mentor is not None:
        try:
            line.pair = _propose(run, line, mentor, by, today)
        except ValidationError as refusal:
            words = " ".join(refusal.messages)
            places[mentor.pk] += 1
        else:
            outcome.pairs.append(line.pair)
    line.state, line.reason = (LineState.LEFT, words) if words else (LineState.PUBLISHED, "")
    if words:
        outcome.left.append(line)


def _propose(run: MatchRun, line: MatchLine, mentor: Mentor, by: User | None, today: date) -> Pair:
    request = line.request
    return propose(
        mentor=mentor,
        candidates=[Candidate(request.person, request)],
        topic=Topic(form=run.form, variant=run.variant, focus=request.focus, subject=request.subject),
        by=by,
        today=today,
        is_told=False,
    )


def _nothing(left: list[MatchLine]) -> str:
    """Why the draft came to nothing, and what to do."""
    if not left:
        return "В подборе нет ни одной пары: публиковать нечего."
    told = "; ".join(f"{line.request.person} — {line.reason}" for line in left[:5])
    return f"Ни одной пары предложить не удалось: {told}. Посчитайте подбор заново."
