"""The steps of anything that is published: submit, return with a remark, publish, withdraw, reopen."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.practices.enums import STEPS, PublicState
from mentorship.practices.letters import tell_of_step
from mentorship.practices.models import Moderated, Practice
from schools.sentences import require_words
from schools.stamps import ChangedMeanwhile

if TYPE_CHECKING:
    from schools.models import User

# What only a second person does.
OF_MODERATOR: Final = frozenset({"return", "publish", "withdraw"})
ASKS_WHY: Final = {
    "return": "Напишите, что исправить.",
    "withdraw": "Напишите, почему снимаете с публикации.",
}
MOST_DAYS_AHEAD: Final = 366


@transaction.atomic
def take_step(
    *,
    row: Moderated,
    step: str,
    version: int,
    by: "User | None",
    on: date,
    words: str = "",
    publish_date: date | None = None,
) -> None:
    """Lead a row one step on; `words` is the remark or the reason, `publish_date` may lie ahead."""
    row = lock(row, version)
    before, after = STEPS[step]
    if row.state != before:
        raise ValidationError(
            f"Так можно поступить, пока состояние «{before.label}»; сейчас — «{row.get_state_display()}»."
        )
    words = require_words(words, ASKS_WHY[step]) if step in ASKS_WHY else ""
    if step in ("submit", "publish"):
        row.full_clean()
        _require_agreements(row)
    if step == "publish":
        row.publish_date = _publish_day(publish_date or on, on)
    row.state, row.remark, row.version = after, words, row.version + 1
    row.save()
    record(by=by, action=f"public.{step}", target=row, text=f"{row}. {words}".strip())
    tell_of_step(row, step, words=words, by=by)


def lock(row: Any, version: int) -> Any:
    """The stored row, held until the end of the change; refused where another window was quicker."""
    held = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    if held.version != version:
        raise ChangedMeanwhile(
            "Запись тем временем изменили в другом окне. Посмотрите, что в ней теперь, и повторите."
        )
    return held


def steps_of(row: Moderated, *, may_write: bool, may_moderate: bool) -> list[str]:
    """What may be done with the row now, the chief step first."""
    fitting = [step for step, (before, _) in STEPS.items() if before == row.state]
    if PublicState(row.state) == PublicState.REVIEW:
        fitting = ["publish", "return"]
    return [step for step in fitting if (may_moderate if step in OF_MODERATOR else may_write or may_moderate)]


def _publish_day(day: date, on: date) -> date:
    if not on - timedelta(days=MOST_DAYS_AHEAD) <= day <= on + timedelta(days=MOST_DAYS_AHEAD):
        raise ValidationError({"publish_date": "Дата публикации — не дальше года от сегодняшней."})
    return day


def _require_agreements(row: Moderated) -> None:
    """A practice goes on only with both voices and the consent of every author."""
    if not isinstance(row, Practice):
        return
    empty = [name for name in ("problem", "solution", "plan", "fact", "result") if not getattr(row, name)]
    if empty:
        fields = {field.name: field.verbose_name for field in row._meta.local_fields}
        names = ", ".join(f"«{fields[name]}»" for name in empty)
        raise ValidationError(f"Не заполнено: {names}.")
    authors = list(row.authors.select_related("person"))
    silent = [author.person.short_name for author in authors if not author.words]
    if silent or not authors:
        raise ValidationError(f"Нет слов автора: {', '.join(silent) or 'обоих'}. У практики два голоса.")
    missing = [author.person.short_name for author in row.authors.disagreeing().select_related("person")]
    if missing:
        raise ValidationError(f"Нет согласия на публикацию: {', '.join(missing)}.")
