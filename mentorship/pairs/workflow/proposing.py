"""From nothing to a proposal, and from a proposal to the agreement of both sides or a refusal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.bank.enums import WAITING_STATES
from mentorship.bank.models import MenteeRequest, Mentor
from mentorship.pairs import letters
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import NeverTogether, Pair, PairMember
from mentorship.pairs.numbers import next_number
from mentorship.pairs.places import lock_mentor, release_places, require_places
from mentorship.pairs.workflow.consequences import match_request, reopen_requests
from mentorship.pairs.workflow.moves import check_move, lock, members_of, move, note
from mentorship.pairs.workflow.planned import cancel_open
from mentorship.programmes.models import Focus, FormVariant, MentoringForm
from mentorship.spreadsheets.words import fold
from schools.models import Municipality, Person, Subject, User
from schools.sentences import require_words


@dataclass(frozen=True)
class Topic:
    """What a pair works on: its form, and if they are known the variant, direction, subject, goal."""

    form: MentoringForm
    variant: FormVariant | None = None
    focus: Focus | None = None
    subject: Subject | None = None
    goal: str = ""


@dataclass(frozen=True)
class Candidate:
    """Who is to be a mentee, and the request that the pair answers."""

    mentee: Person
    request: MenteeRequest | None = None


@transaction.atomic
def propose(
    *,
    mentor: Mentor,
    candidates: Sequence[Candidate],
    topic: Topic,
    by: User | None,
    today: date,
    number: str = "",
    replaces: Pair | None = None,
    is_told: bool = True,
) -> Pair:
    """Make a proposal; the requests become «подобран». Places are taken only at the agreement.

    `replaces` is the pair in whose place it stands. Unless it `is_told` here, the caller tells both sides.

    ValidationError: the mentor is not in the bank or full, a mentee is the mentor, is paired already in this
    form, or is of another municipality; the form is not for adults, the variant not of the form.
    """
    mentor = lock_mentor(mentor.pk)
    check_listed(mentor)
    _check_topic(topic)
    if not candidates:
        raise ValidationError("Назовите хотя бы одного наставляемого.")
    for candidate in sorted(candidates, key=lambda item: item.mentee.pk):
        check_candidate(mentor, candidate, topic.form, today)
    require_places(mentor, len(candidates), today)
    pair = _make_pair(mentor, topic, number, today, replaces)
    members = [
        PairMember(pair=pair, mentor=mentor, mentee=item.mentee, request=item.request) for item in candidates
    ]
    for member in members:
        member.validate_constraints()
        member.save()
        match_request(member, by=by)
    names = ", ".join(str(item.mentee) for item in candidates)
    note(pair, by=by, action="propose", text=f"Пара предложена: {mentor} — {names}", to=PairState.PROPOSED)
    if is_told:
        letters.tell("propose", pair, members, by=by)
    return pair


def check_listed(mentor: Mentor) -> None:
    """Only a mentor of the bank is proposed."""
    if not Mentor.objects.listed().filter(pk=mentor.pk).exists():
        raise ValidationError(
            f"Наставник {mentor} сейчас не в банке (состояние «{mentor.get_state_display()}»"
            f"{', согласие отозвано' if mentor.is_listed else ''}): верните его в банк или выберите другого."
        )


def check_candidate(mentor: Mentor, candidate: Candidate, form: MentoringForm, today: date) -> None:
    """Refuse oneself, another municipality, «никогда вместе», a second such pair, a foreign request."""
    # The row is locked so that two methodists at once cannot pair the same mentee twice.
    mentee = Person.objects.select_for_update(of=("self",)).get(pk=candidate.mentee.pk)
    if mentee.pk == mentor.pk:
        raise ValidationError(f"{mentee} не может быть своим наставляемым: выберите другого наставника.")
    if mentee.municipality_id != mentor.person.municipality_id:
        raise ValidationError(
            f"{mentor} и {mentee} работают в разных муниципалитетах: выберите наставника из того же."
        )
    if NeverTogether.objects.live().of_two(mentee.pk, mentor.pk).exists():
        raise ValidationError(
            f"{mentor} и {mentee}: методист отметил «никогда вместе». Выберите другого наставника."
        )
    held = (
        PairMember.objects.live(today).filter(mentee=mentee, pair__form=form).select_related("pair").first()
    )
    if held is not None:
        raise ValidationError(
            f"{mentee} уже в паре № {held.pair.number} ({held.pair.get_state_display()}) формы «{form}». "
            "Дождитесь её завершения, отмените её или выберите другую форму."
        )
    _check_request(mentee, candidate.request)


def _check_request(mentee: Person, request: MenteeRequest | None) -> None:
    if request is None:
        return
    if request.person_id != mentee.pk:
        raise ValidationError(f"Запрос «{request}» подал не {mentee}: выберите его собственный запрос.")
    if request.state not in WAITING_STATES:
        raise ValidationError(
            f"Запрос «{request}» не ждёт наставника (состояние «{request.get_state_display()}»): "
            "обновите список запросов и выберите другой."
        )


def _check_topic(topic: Topic) -> None:
    """Pupils take part as counts only; a variant belongs to its form."""
    if not topic.form.is_for_adults:
        raise ValidationError(
            f"Форма «{topic.form}» ведётся числами по школам, без имён: выберите форму для педагогов."
        )
    if topic.variant is not None and topic.variant.form_id != topic.form.pk:
        raise ValidationError(
            f"Вариант «{topic.variant}» — другой формы: выберите вариант формы «{topic.form}»."
        )


def _make_pair(mentor: Mentor, topic: Topic, number: str, today: date, replaces: Pair | None) -> Pair:
    """Store the pair under a number that is free in its municipality."""
    if mentor.person.municipality_id is None:
        raise ValidationError(f"У наставника {mentor} не указан муниципалитет: укажите его в карточке.")
    # Two proposals at once wait for each other here, so that they get two numbers.
    municipality = Municipality.objects.select_for_update().get(pk=mentor.person.municipality_id)
    pair = Pair(
        municipality=municipality,
        number=number.strip() or next_number(municipality, today),
        mentor=mentor,
        form=topic.form,
        variant=topic.variant,
        focus=topic.focus,
        subject=topic.subject,
        goal=topic.goal.strip(),
        replaces=replaces,
    )
    pair.number_key = fold(pair.number)
    pair.full_clean()
    pair.save()
    return pair


@transaction.atomic
def cancel(*, pair: Pair, reason: str, by: User | None) -> Pair:
    """Call off a proposed or agreed pair: places are free again, requests return to the queue.

    Also how a mentor or a mentee refuses.
    """
    pair = lock(pair)
    check_move(pair, PairState.CANCELLED)
    reason = require_words(reason, "Напишите, почему пара отменяется: причину увидят обе стороны.")
    pair.ending_reason = reason
    members = members_of(pair)
    release_places(members)
    move(pair, PairState.CANCELLED, by=by, action="cancel", text="Пара отменена", comment=reason)
    cancel_open(pair, by=by)
    reopen_requests(members, by=by, reason=reason)
    letters.tell("cancel", pair, members, by=by, reason=reason)
    return pair
