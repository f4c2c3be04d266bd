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
from mentorship.bank.models import Difficulty, Interview, Mentor, MentorPlace, Training, TrainingProgramme
from mentorship.bank.workflow.cards import put_card
from mentorship.bank.workflow.moves import check, given, lock, note
from mentorship.spreadsheets.words import fold, tidy
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
    mentor.source, mentor.about = source, fields.get("about") or mentor.about
    mentor.favourite_topic = fields.get("favourite_topic") or mentor.favourite_topic
    _enter(mentor, MentorState.CANDIDATE, on)


@transaction.atomic
def accept_mentor(*, mentor: Mentor, by: "User | None", on: date) -> None:
    """Take a candidate into the bank; needs a live consent to processing and no twin in the bank."""
    before = _start(mentor, "accept")
    _require_consent(mentor)
    _refuse_twin(mentor)
    _enter(mentor, MentorState.IN_BANK, on)
    note(mentor, "accept", by=by, before=before)


@transaction.atomic
def reject_mentor(*, mentor: Mentor, reason: str, by: "User | None", on: date) -> None:
    """Turn a candidate down, saying why."""
    before = _start(mentor, "reject")
    text = given(reason, "Напишите, почему кандидатура отклонена: кандидат увидит эти слова.")
    _enter(mentor, MentorState.REJECTED, on)
    note(mentor, "reject", by=by, before=before, text=text)


@transaction.atomic
def withdraw_mentor(*, mentor: Mentor, by: "User | None", on: date, reason: str = "") -> None:
    """Take a nomination back."""
    before = _start(mentor, "withdraw")
    _enter(mentor, MentorState.WITHDRAWN, on)
    note(mentor, "withdraw", by=by, before=before, text=reason)


@transaction.atomic
def record_interview(
    *, mentor: Mentor, date: date, is_ready: bool, by: "User | None", on: date, **details: Any
) -> Interview:
    """Record an interview held on `date`: who is ready is selected, who is not stays in the bank.

    `details` are further fields of Interview: interviewers, with_psychologist, notes.
    """
    before = _start(mentor, "select")
    _refuse_future(date, on, "Собеседование")
    interview = Interview(mentor=mentor, date=date, is_ready=is_ready, **details)
    interview.full_clean()
    interview.save()
    if is_ready:
        _enter(mentor, MentorState.SELECTED, on)
    text = f"Собеседование {date:%d.%m.%Y}: {'готов' if is_ready else 'не готов'}."
    note(mentor, "select", by=by, before=before, text=text)
    return interview


@transaction.atomic
def record_training(
    *,
    mentor: Mentor,
    programme: str,
    date: date,
    by: "User | None",
    on: date,
    hours: int | None = None,
    certificate: str = "",
) -> Training:
    """Record a training that ended on `date`: a selected mentor is trained now. A new programme is added."""
    before = _start(mentor, "train")
    _refuse_future(date, on, "Обучение")
    word, _ = TrainingProgramme.objects.get_or_create(key=fold(programme), defaults={"name": tidy(programme)})
    training = Training(person=mentor.person, programme=word, date=date, hours=hours, certificate=certificate)
    training.full_clean()
    training.save()
    _enter(mentor, MentorState.TRAINED, on)
    note(mentor, "train", by=by, before=before, text=f"{word}, {date:%d.%m.%Y}")
    return training


@transaction.atomic
def waive_training(*, mentor: Mentor, reason: str, by: "User | None", on: date) -> None:
    """Let a selected mentor do without training, saying why (domain.md A-30)."""
    before = _start(mentor, "waive")
    mentor.training_waiver = given(reason, "Напишите, почему обучение не нужно.")
    mentor.full_clean()
    _enter(mentor, MentorState.TRAINED, on)
    note(mentor, "waive", by=by, before=before, text=mentor.training_waiver)


@transaction.atomic
def suspend_mentor(*, mentor: Mentor, reason: str, by: "User | None", on: date) -> None:
    """Take a mentor out of the search for a while; pairs at work stay."""
    before = _start(mentor, "suspend")
    text = given(reason, "Напишите, почему наставник приостановлен.")
    mentor.state_before = before
    _enter(mentor, MentorState.SUSPENDED, on)
    note(mentor, "suspend", by=by, before=before, text=text)


@transaction.atomic
def resume_mentor(*, mentor: Mentor, by: "User | None", on: date) -> None:
    """Bring a suspended mentor back to the state before."""
    before = _start(mentor, "resume")
    target = MentorState(mentor.state_before or MentorState.IN_BANK)
    mentor.state_before = ""
    _enter(mentor, target, on)
    note(mentor, "resume", by=by, before=before)


@transaction.atomic
def retire_mentor(*, mentor: Mentor, reason: str, by: "User | None", on: date) -> None:
    """Take a mentor out of the bank for good; not while mentees hold places."""
    before = _start(mentor, "retire")
    text = given(reason, "Напишите, почему наставник выводится из банка.")
    held = MentorPlace.objects.taken(on).filter(mentor=mentor).count()
    if held:
        raise ValidationError(f"У наставника есть наставляемые ({held}): сначала завершите его пары.")
    mentor.state_before = ""
    _enter(mentor, MentorState.RETIRED, on)
    note(mentor, "retire", by=by, before=before, text=text)


@transaction.atomic
def restore_mentor(*, mentor: Mentor, by: "User | None", on: date) -> None:
    """Bring a retired mentor back into the bank, with a live consent."""
    before = _start(mentor, "restore")
    _require_consent(mentor)
    _enter(mentor, MentorState.IN_BANK, on)
    note(mentor, "restore", by=by, before=before)


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
        _enter(mentor, MentorState.ACTIVE, on)
        note(mentor, "start", by=by, before=before)


@transaction.atomic
def mark_free(*, mentor: Mentor, by: "User | None", on: date) -> None:
    """The last pair of the mentor has ended (called by the workflow of pairs): back among the free ones."""
    lock(mentor)
    if mentor.state == MentorState.SUSPENDED:
        mentor.state_before = _rest_state(mentor)
        mentor.save(update_fields=["state_before"])
    elif mentor.state == MentorState.ACTIVE:
        _enter(mentor, _rest_state(mentor), on)
        note(mentor, "finish", by=by, before=MentorState.ACTIVE)


def _rest_state(mentor: Mentor) -> MentorState:
    """Where a mentor without pairs stands: as far as interview and training have come."""
    if mentor.training_waiver or mentor.person.trainings.exists():
        return MentorState.TRAINED
    if mentor.interviews.filter(is_ready=True).exists():
        return MentorState.SELECTED
    return MentorState.IN_BANK


def _start(mentor: Mentor, move: str) -> str:
    """Lock the mentor, check the move and return the state before."""
    lock(mentor)
    check(mentor, MENTOR_MOVES[move])
    return mentor.state


def _enter(mentor: Mentor, state: MentorState, on: date) -> None:
    mentor.state, mentor.state_date = state, on
    mentor.save()


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


def _refuse_future(day: date, on: date, what: str) -> None:
    if day > on:
        raise ValidationError({"date": f"{what}: {day:%d.%m.%Y} ещё не наступило."})
