"""Requests about own data: asked for, proposed by the methodist, fulfilled by the head, or refused."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from mentorship.audit.log import record
from mentorship.privacy.enums import Ground, RequestState, Wish
from mentorship.privacy.erasing import erase, refusals
from mentorship.privacy.models import Act, PersonalRequest
from mentorship.privacy.retention import ANSWER_WORKING_DAYS, ERASE_DAYS, working_days_after
from schools.enums import Role
from schools.models import Person, User


@transaction.atomic
def ask(*, person: Person, wish: Wish, text: str, by: User, on: date) -> PersonalRequest:
    """A person asks the centre to mend or to destroy the own data; the law gives the day of the answer."""
    due = (
        working_days_after(on, ANSWER_WORKING_DAYS)
        if wish == Wish.CORRECT
        else on + timedelta(days=ERASE_DAYS)
    )
    if wish == Wish.CORRECT and not text.strip():
        raise ValidationError({"text": "Напишите, что исправить и как верно."})
    asked = PersonalRequest(
        person=person,
        municipality=person.municipality,
        wish=wish,
        text=text.strip(),
        asked_date=on,
        due_date=due,
        asked_by=by,
    )
    asked.full_clean()
    asked.save()
    record(by=by, action="personal.asked", target=asked, text=f"срок {due:%d.%m.%Y}")
    return asked


@transaction.atomic
def propose(*, person: Person, ground: Ground, text: str, by: User, on: date) -> PersonalRequest:
    """Propose to destroy a person's data; a request the person made becomes the proposal."""
    if by.person_id == person.pk:
        raise ValidationError("О себе попросите на странице «Мои данные».")
    if standing := refusals(person, on):
        raise ValidationError(standing)
    waiting = PersonalRequest.objects.waiting().filter(person=person, wish=Wish.ERASE)
    held = waiting.select_for_update(of=("self",)).first()
    if held is None:
        held = PersonalRequest(
            person=person,
            municipality=person.municipality,
            wish=Wish.ERASE,
            asked_date=on,
            due_date=on + timedelta(days=ERASE_DAYS),
            asked_by=by,
        )
    elif held.state == RequestState.PROPOSED:
        raise ValidationError("Уничтожить данные этого человека уже предложено: решает руководитель центра.")
    held.ground, held.state, held.proposed_by = ground, RequestState.PROPOSED, by
    held.text = held.text or text.strip()
    held.full_clean()
    held.save()
    record(by=by, action="personal.proposed", target=held, text=f"{held.get_ground_display()}")
    return held


@transaction.atomic
def destroy(*, asked: PersonalRequest, reason: str, by: User, now: datetime) -> Act:
    """The second step: the head, who is not the one who proposed it, destroys the data."""
    held = _locked(asked)
    if held.wish != Wish.ERASE or held.state != RequestState.PROPOSED or held.person is None:
        raise ValidationError("Сначала методист предлагает уничтожить данные: так решают двое.")
    if by.pk == held.proposed_by_id:
        raise ValidationError("Предложили вы: уничтожить должен другой человек.")
    if Role.HEAD not in by.access.roles:
        raise ValidationError("Уничтожает данные руководитель центра.")
    act = erase(
        person=held.person,
        reason=reason,
        ground=Ground(held.ground),
        by=by,
        now=now,
        proposed_by=held.proposed_by,
    )
    PersonalRequest.objects.filter(pk=held.pk).update(
        state=RequestState.DONE, answered_by=by, answered_date=localdate(act.done_at), act=act
    )
    return act


@transaction.atomic
def answer(*, asked: PersonalRequest, text: str, is_refused: bool, by: User, on: date) -> PersonalRequest:
    """Write the answer: what was mended, or why the wish is not fulfilled."""
    held = _locked(asked)
    if not held.is_open:
        raise ValidationError("На эту просьбу уже ответили.")
    if not is_refused and held.wish == Wish.ERASE:
        raise ValidationError("Просьба уничтожить данные исполняется актом, а не ответом.")
    if not text.strip():
        raise ValidationError({"text": "Напишите ответ: человек увидит его на странице «Мои данные»."})
    held.state = RequestState.REFUSED if is_refused else RequestState.DONE
    held.answer, held.answered_by, held.answered_date = text.strip(), by, on
    held.full_clean()
    held.save()
    record(by=by, action="personal.answered", target=held, text=held.get_state_display())
    return held


def _locked(asked: PersonalRequest) -> PersonalRequest:
    rows = PersonalRequest.objects.select_for_update(of=("self",)).select_related("person", "proposed_by")
    return rows.get(pk=asked.pk)
