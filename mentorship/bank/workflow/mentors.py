"""Transitions of mentors (domain.md §4.1): every function is one transaction with one entry of the journal.

`by` is the account that acts (None: a command or an import), `on` the day; ValidationError says in Russian
what stands in the way. Who may call what is said by `mentorship.bank.rights`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.bank.enums import LISTED_STATES, MENTOR_MOVES, MentorSource, MentorState
from mentorship.bank.models import Difficulty, Mentor, MentorPlace
from mentorship.bank.workflow.cards import put_card
from mentorship.bank.workflow.moves import check, enter, given, lock, note, start
from schools.enums import ConsentKind
from schools.models import Consent, Person

if TYPE_CHECKING:
    from schools.models import User

NO_CONSENT = (
    "Нет действующего согласия на обработку персональных данных. Его даёт сам педагог на странице "
    "«Согласия», или методист вносит согласие, подписанное на бумаге."
)


@transaction.atomic
def nominate(
    *,
    person: Person,
    source: MentorSource,
    card: Mapping[str, Any],
    by: "User | None",
    on: date,
    difficulties: Iterable[Difficulty] = (),
    **fields: Any,
) -> Mentor:
    """Put a person forward, anew after a refusal or a withdrawal; `card` as `put_card` takes it.

    `difficulties` are those the person helps with; `fields` are further fields of Mentor: about, capacity,
    favourite_topic.
    """
    if not person.is_teacher or person.school_id is None:
        raise ValidationError("Наставником может стать педагог школы: у этого сотрудника школа не указана.")
    mentor = Mentor.objects.filter(pk=person.pk).first()
    before = mentor.state if mentor else ""
    if mentor is None:
        (mentor,) = Mentor.objects.enlist([person], source=source, state_date=on, **fields)
    else:
        _nominate_again(mentor, source, fields, on)
    mentor.difficulties.add(*difficulties)
    put_card(mentor=mentor, card=card, by=by, on=on)
    note(mentor, "nominate", by=by, before=before, text=mentor.get_source_display())
    return mentor


def _nominate_again(mentor: Mentor, source: MentorSource, fields: Mapping[str, Any], on: date) -> None:
    """Put somebody forward who was turned down or had withdrawn."""
    lock(mentor)
    if mentor.state == MentorState.RETIRED:
        raise ValidationError(f"{mentor} уже был в банке и выведен: методист возвращает его из карточки.")
    if not mentor.is_gone:
        raise ValidationError(f"{mentor} уже в банке, состояние: «{mentor.get_state_display()}».")
    if source == MentorSource.CURATOR:
        raise ValidationError(
            f"{mentor}: кандидатура была, состояние — «{mentor.get_state_display()}». Снова её подаёт сам "
            "педагог или методист."
        )
    mentor.source, mentor.about = source, fields.get("about") or mentor.about
    mentor.favourite_topic = fields.get("favourite_topic") or mentor.favourite_topic
    enter(mentor, MentorState.CANDIDATE, on)


@transaction.atomic
def nominate_again(*, mentor: Mentor, by: "User | None", on: date) -> None:
    """Put somebody forward anew with the cards that are there: the person's own wish, or the methodist's."""
    before = start(mentor, "nominate")
    is_own = by is not None and by.person_id == mentor.pk
    mentor.source = MentorSource.SELF if is_own else MentorSource.METHODIST
    enter(mentor, MentorState.CANDIDATE, on)
    note(mentor, "nominate", by=by, before=before, text=mentor.get_source_display())


@transaction.atomic
def accept_mentor(*, mentor: Mentor, by: "User | None", on: date) -> None:
    """Take a candidate into the bank; needs a live consent to processing and no twin in the bank."""
    before = start(mentor, "accept")
    _require_consent(mentor)
    _refuse_twin(mentor)
    enter(mentor, MentorState.IN_BANK, on)
    note(mentor, "accept", by=by, before=before)


@transaction.atomic
def reject_mentor(*, mentor: Mentor, reason: str, by: "User | None", on: date) -> None:
    """Turn a candidate down, saying why."""
    before = start(mentor, "reject")
    text = given(reason, "Напишите, почему кандидатура отклонена: кандидат увидит эти слова.")
    enter(mentor, MentorState.REJECTED, on)
    note(mentor, "reject", by=by, before=before, text=text)


@transaction.atomic
def withdraw_mentor(*, mentor: Mentor, by: "User | None", on: date, reason: str = "") -> None:
    """Take a nomination back."""
    before = start(mentor, "withdraw")
    enter(mentor, MentorState.WITHDRAWN, on)
    note(mentor, "withdraw", by=by, before=before, text=reason)


@transaction.atomic
def suspend_mentor(*, mentor: Mentor, reason: str, by: "User | None", on: date) -> None:
    """Take a mentor out of the search for a while; pairs at work stay."""
    before = start(mentor, "suspend")
    text = given(reason, "Напишите, почему наставник приостановлен.")
    mentor.state_before = before
    enter(mentor, MentorState.SUSPENDED, on)
    note(mentor, "suspend", by=by, before=before, text=text)


@transaction.atomic
def ask_pause(*, mentor: Mentor, reason: str, by: "User | None", on: date) -> None:
    """Ask the methodist for a suspension; the state stays as it is."""
    lock(mentor)
    if not mentor.is_listed:
        raise ValidationError(
            f"{mentor}: просить о приостановке нельзя из состояния «{mentor.get_state_display()}»."
        )
    text = given(reason, "Напишите, почему просите о приостановке: методист увидит эти слова.")
    note(mentor, "ask_pause", by=by, before=mentor.state, text=text)


@transaction.atomic
def resume_mentor(*, mentor: Mentor, by: "User | None", on: date) -> None:
    """Bring a suspended mentor back to the state before."""
    before = start(mentor, "resume")
    target = MentorState(mentor.state_before or MentorState.IN_BANK)
    mentor.state_before = ""
    enter(mentor, target, on)
    note(mentor, "resume", by=by, before=before)


@transaction.atomic
def retire_mentor(*, mentor: Mentor, reason: str, by: "User | None", on: date) -> None:
    """Take a mentor out of the bank for good; not while mentees hold places."""
    before = start(mentor, "retire")
    text = given(reason, "Напишите, почему наставник выводится из банка.")
    held = MentorPlace.objects.taken(on).filter(mentor=mentor).count()
    if held:
        raise ValidationError(f"У наставника есть наставляемые ({held}): сначала завершите его пары.")
    mentor.state_before = ""
    enter(mentor, MentorState.RETIRED, on)
    note(mentor, "retire", by=by, before=before, text=text)


@transaction.atomic
def restore_mentor(*, mentor: Mentor, by: "User | None", on: date) -> None:
    """Bring a retired mentor back into the bank, with a live consent."""
    before = start(mentor, "restore")
    _require_consent(mentor)
    enter(mentor, MentorState.IN_BANK, on)
    note(mentor, "restore", by=by, before=before)


@transaction.atomic
def lock_mentor(*, mentor: Mentor, by: "User | None", on: date) -> None:
    """The consent to processing is withdrawn: out of the bank whatever the state, running pairs or not.

    Called by `mentorship.bank.withdrawal`; who has left already is left alone. The way back: the methodist's
    return to the bank with a renewed consent.
    """
    lock(mentor)
    if mentor.state == MentorState.RETIRED:
        return
    before = start(mentor, "lock")
    mentor.state_before = ""
    enter(mentor, MentorState.RETIRED, on)
    note(mentor, "lock", by=by, before=before, text="Отозвано согласие на обработку персональных данных.")


@transaction.atomic
def mark_active(*, mentor: Mentor, by: "User | None", on: date) -> None:
    """A pair of the mentor has started (called by the workflow of pairs); active already: nothing to do."""
    lock(mentor)
    before = mentor.state
    if before == MentorState.SUSPENDED:
        mentor.state_before = MentorState.ACTIVE
        mentor.save(update_fields=["state_before"])
    elif before != MentorState.ACTIVE:
        check(mentor, MENTOR_MOVES["start"])
        enter(mentor, MentorState.ACTIVE, on)
        note(mentor, "start", by=by, before=before)


@transaction.atomic
def mark_free(*, mentor: Mentor, by: "User | None", on: date) -> None:
    """The last pair of the mentor has ended (called by the workflow of pairs): back among the free ones."""
    lock(mentor)
    if mentor.state == MentorState.SUSPENDED:
        mentor.state_before = _rest_state(mentor)
        mentor.save(update_fields=["state_before"])
    elif mentor.state == MentorState.ACTIVE:
        enter(mentor, _rest_state(mentor), on)
        note(mentor, "finish", by=by, before=MentorState.ACTIVE)


def _rest_state(mentor: Mentor) -> MentorState:
    """Where a mentor without pairs stands: as far as interview and training have come."""
    if mentor.training_waiver or mentor.person.trainings.exists():
        return MentorState.TRAINED
    if mentor.interviews.filter(is_ready=True).exists():
        return MentorState.SELECTED
    return MentorState.IN_BANK


def _require_consent(mentor: Mentor) -> None:
    live = Consent.objects.filter(
        person=mentor.person_id, kind=ConsentKind.PROCESSING, withdrawn_date__isnull=True
    )
    if not live.exists():
        raise ValidationError(NO_CONSENT)


def _refuse_twin(mentor: Mentor) -> None:
    """One person who was entered twice: the same name, school and e-mail (domain.md §4.1)."""
    person = mentor.person
    if not person.email:
        return
    twins = Mentor.objects.filter(
        person__name_key=person.name_key,
        person__school=person.school_id,
        person__email__iexact=person.email,
        state__in=LISTED_STATES,
    )
    twin = twins.exclude(pk=mentor.pk).select_related("person").first()
    if twin is not None:
        raise ValidationError(
            f"В банке уже есть {twin} из той же школы с той же почтой (код {twin.person.code}): "
            "вероятно, один человек заведён дважды."
        )
