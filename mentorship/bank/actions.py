"""Buttons of the pages of mentors and requests: in which state, for whom, what they ask and what they do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from mentorship.bank import forms, mentor_forms, workflow
from mentorship.bank.enums import LISTED_STATES, MENTOR_MOVES, REQUEST_MOVES, MentorState
from mentorship.bank.models import MenteeRequest, Mentor
from mentorship.bank.rights import DESK, Actor
from schools.forms import PortalForm
from schools.models import User

_M, _C, _SELF, _HEAD = Actor.METHODIST, Actor.CURATOR, Actor.SELF, Actor.HEAD
_ALL = frozenset(Actor) - {Actor.HEAD}

# What an action calls: the row, the account, the day, what the form brought.
Do = Callable[[Any, User, date, Mapping[str, Any]], object]


@dataclass(frozen=True)
class Action:
    """A button: its words, in which states it stands and for whom; `is_main` is the way forward."""

    words: str
    states: tuple[str, ...]
    actors: frozenset[Actor]
    do: Do
    done: str
    form: type[PortalForm] = forms.NothingAsked
    is_main: bool = False
    is_grave: bool = False

    def is_open(self, state: str, actors: frozenset[Actor]) -> bool:
        """Whether one of the actors may press it in the state."""
        return state in self.states and bool(self.actors & actors)


def _mentor(function: Callable[..., object]) -> Do:
    return lambda row, by, on, data: function(mentor=row, by=by, on=on, **data)


def _request(function: Callable[..., object]) -> Do:
    return lambda row, by, on, data: function(request=row, by=by, **data)


def _move(words: Mapping[str, Any], name: str, do: Do, actors: frozenset[Actor], **fields: Any) -> Action:
    return Action(words[name].words, words[name].sources, actors, do, **fields)


def _of_mentor(name: str, function: Callable[..., object], actors: frozenset[Actor], **fields: Any) -> Action:
    return _move(MENTOR_MOVES, name, _mentor(function), actors, **fields)


def _of_request(name: str, do: Do, actors: frozenset[Actor], **fields: Any) -> Action:
    return _move(REQUEST_MOVES, name, do, actors, **fields)


_METHODIST = frozenset({_M})

# In the order of the page.
MENTOR_ACTIONS: dict[str, Action] = {
    "accept": _of_mentor(
        "accept", workflow.accept_mentor, _METHODIST, done="Кандидат принят в банк.", is_main=True
    ),
    "select": Action(
        "Записать собеседование",
        MENTOR_MOVES["select"].sources,
        frozenset({_M, _HEAD}),
        _mentor(workflow.record_interview),
        form=mentor_forms.InterviewForm,
        done="Собеседование записано.",
        is_main=True,
    ),
    "train": _of_mentor(
        "train",
        workflow.record_training,
        _METHODIST,
        form=mentor_forms.TrainingForm,
        done="Обучение записано.",
        is_main=True,
    ),
    "nominate": _of_mentor(
        "nominate",
        workflow.nominate_again,
        frozenset({_M, _SELF}),
        done="Кандидатура подана снова: решение примет методист.",
        is_main=True,
    ),
    "resume": _of_mentor(
        "resume", workflow.resume_mentor, _METHODIST, done="Наставник снова в банке.", is_main=True
    ),
    "restore": _of_mentor(
        "restore", workflow.restore_mentor, _METHODIST, done="Наставник возвращён в банк.", is_main=True
    ),
    "capacity": Action(
        "Изменить число мест",
        (MentorState.CANDIDATE, *LISTED_STATES, MentorState.SUSPENDED),
        _ALL,
        _mentor(workflow.set_capacity),
        "Число мест изменено.",
        form=forms.CapacityForm,
    ),
    "topics": Action(
        "Изменить темы",
        (MentorState.CANDIDATE, *LISTED_STATES, MentorState.SUSPENDED),
        _ALL,
        _mentor(workflow.set_topics),
        "Темы изменены.",
        form=forms.TopicsForm,
    ),
    "waive": _of_mentor(
        "waive",
        workflow.waive_training,
        _METHODIST,
        form=forms.ReasonForm,
        done="Записано: обучение не нужно.",
    ),
    "suspend": _of_mentor(
        "suspend",
        workflow.suspend_mentor,
        _METHODIST,
        form=mentor_forms.SuspensionForm,
        done="Наставник приостановлен.",
    ),
    "ask_pause": Action(
        "Попросить о приостановке",
        LISTED_STATES,
        frozenset({_SELF}),
        _mentor(workflow.ask_pause),
        "Просьба отправлена методисту.",
        form=forms.ReasonForm,
    ),
    "reject": _of_mentor(
        "reject",
        workflow.reject_mentor,
        _METHODIST,
        form=forms.ReasonForm,
        done="Кандидатура отклонена.",
        is_grave=True,
    ),
    "withdraw": _of_mentor(
        "withdraw",
        workflow.withdraw_mentor,
        frozenset({_C, _SELF}),
        done="Кандидатура отозвана.",
        is_grave=True,
    ),
    "retire": _of_mentor(
        "retire",
        workflow.retire_mentor,
        frozenset({_M, _HEAD, _SELF}),
        form=forms.ReasonForm,
        done="Наставник выведен из банка.",
        is_grave=True,
    ),
}


def _submit(row: MenteeRequest, by: User, on: date, data: Mapping[str, Any]) -> object:
    return workflow.submit_request(request=row, by=by, on=on)


REQUEST_ACTIONS: dict[str, Action] = {
    "submit": _of_request("submit", _submit, _ALL, done="Запрос подан.", is_main=True),
    "accept": _of_request(
        "accept",
        _request(workflow.accept_request),
        DESK,
        form=forms.AcceptanceForm,
        done="Запрос принят в базу наставляемых.",
        is_main=True,
    ),
    "revive": _of_request(
        "revive",
        _request(workflow.revive_request),
        _ALL,
        done="Запрос снова черновик: поправьте и подайте его.",
        is_main=True,
    ),
    "return": _of_request(
        "return",
        _request(workflow.return_request),
        DESK,
        form=forms.ReasonForm,
        done="Запрос возвращён на уточнение.",
    ),
    "reject": _of_request(
        "reject",
        _request(workflow.reject_request),
        _METHODIST,
        form=forms.ReasonForm,
        done="Запрос отклонён.",
        is_grave=True,
    ),
    "withdraw": _of_request(
        "withdraw", _request(workflow.withdraw_request), _ALL, done="Запрос отозван.", is_grave=True
    ),
}


@dataclass
class Offer:
    """An action offered on a page, with its form."""

    name: str
    action: Action
    form: PortalForm


def offers(
    actions: Mapping[str, Action], row: Mentor | MenteeRequest, actors: frozenset[Actor]
) -> list[Offer]:
    """What the page offers in the row's state, with unbound forms."""
    return [
        Offer(name, action, action.form(row=row, prefix=name))
        for name, action in actions.items()
        if action.is_open(row.state, actors)
    ]


def perform(
    offer: Offer, row: Mentor | MenteeRequest, *, by: User, on: date, data: Mapping[str, Any]
) -> bool:
    """Do what was pressed; False with the errors on the offer's form where that was refused."""
    form = offer.form = offer.action.form(data, row=row, prefix=offer.name)
    if not form.is_valid():
        return False
    try:
        offer.action.do(row, by, on, form.cleaned_data)
    except ValidationError as refusal:
        forms.refuse(form, refusal)
        return False
    return True
