"""Taking back a publication at once: its proposals are called off while nobody has answered them."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.pairs.enums import PairState, RunState
from mentorship.pairs.models import MatchRun, Pair
from mentorship.pairs.workflow import cancel
from mentorship.pairs.workflow.moves import lock_all
from schools.models import User
from schools.russian import plural

REASON = "Методист отменил публикацию подбора"


@transaction.atomic
def take_back_run(*, run: MatchRun, by: User) -> list[Pair]:
    """Call off every pair that the run proposed; the requests wait again, both sides get a letter.

    ValidationError, and nothing is changed, when one of the pairs has moved on or somebody has agreed.
    """
    run = MatchRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    pairs = lock_all(Pair.objects.filter(pk__in=run.lines.filter(pair__isnull=False).values("pair")))
    if run.state != RunState.PUBLISHED or not pairs:
        raise ValidationError(f"{run} не опубликован: отменять нечего.")
    for pair in pairs:
        _check_untouched(pair)
    for pair in pairs:
        cancel(pair=pair, reason=REASON, by=by)
    record(by=by, action="pairs.take_back_run", target=run, text=f"{run}: {_cancelled(pairs)}")
    return pairs


def _check_untouched(pair: Pair) -> None:
    """A proposal as it was published: nobody has agreed, nothing was decided."""
    answered = pair.mentor_agreed_date or any(member.agreed_date for member in pair.members.all())
    if pair.state == PairState.PROPOSED and not answered:
        return
    what = "на неё уже согласились" if pair.state == PairState.PROPOSED else pair.get_state_display()
    raise ValidationError(
        f"Отменить всё разом уже нельзя: пара № {pair.number} изменилась после публикации ({what}). "
        "Отмените ненужные пары по одной."
    )


def undo(key: int, user: User) -> str:
    """Take back a publication within the user's reach, in a sentence; called by `schools.comfort.undo`."""
    run = MatchRun.objects.visible_to(user).filter(pk=key).first()
    if run is None or not user.access.scope("matching", change=True).reaches(
        municipality=run.municipality_id
    ):
        raise PermissionDenied
    words = _cancelled(take_back_run(run=run, by=user))
    return f"Публикация отменена: {words}, запросы снова ждут наставника. Обеим сторонам ушло письмо."


def _cancelled(pairs: list[Pair]) -> str:
    count = len(pairs)
    return f"{count} {plural(count, 'пара отменена', 'пары отменены', 'пар отменено')}"
