"""What is done to a pupil: consent taken or withdrawn, leaving, destruction."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mentorship.audit.log import record_view
from mentorship.pupils import workflow
from mentorship.pupils.destroyed import act_of
from mentorship.pupils.enums import NAMED_STATES, PupilState
from mentorship.pupils.forms import ConsentForm, DayForm
from mentorship.pupils.views.asking import Asking, run_form
from mentorship.pupils.views.cards import find_pupil, list_step
from schools.forms import PortalForm
from schools.guards import area_required


class Act(NamedTuple):
    """An act: the change it makes, its form, its page in words, what is said afterwards."""

    perform: Callable[..., Any]
    form: type[forms.Form]
    heading: str
    words: str
    verb: str
    done: str
    states: tuple[PupilState, ...]
    tone: str = ""


_LIVING = tuple(state for state in PupilState if state != PupilState.ERASED)
ACTS: dict[str, Act] = {
    "consent": Act(
        workflow.give_consent,
        ConsentForm,
        "Внести согласие",
        "Согласие подписывает родитель, опекун или попечитель, а с 18 лет — сам ученик. "
        "Оригинал остаётся в школе.",
        "Записать согласие",
        "Согласие записано: ученик может участвовать.",
        _LIVING,
    ),
    "withdraw": Act(
        workflow.withdraw_consent,
        DayForm,
        "Отметить отзыв согласия",
        "Пары ученика прервутся, имя скроется сразу, данные нужно уничтожить не позднее чем через 30 дней.",
        "Отметить отзыв",
        "Отзыв отмечен: имя скрыто, участие прекращено.",
        (PupilState.READY,),
        "warn",
    ),
    "leave": Act(
        workflow.leave_school,
        DayForm,
        "Ученик выбыл из школы",
        "Пары ученика прервутся, имя скроется сразу, данные нужно уничтожить не позднее чем через 30 дней.",
        "Отметить выбытие",
        "Выбытие отмечено: имя скрыто.",
        NAMED_STATES,
        "warn",
    ),
    "erase": Act(
        workflow.erase_pupil,
        PortalForm,
        "Уничтожить данные ученика",
        "Имя, буква класса, сведения о подписавшем и сканы исчезнут навсегда. "
        "Останутся только числа: пары и встречи.",
        "Уничтожить навсегда",
        "Данные уничтожены, запись об этом есть в журнале.",
        _LIVING,
        "bad",
    ),
}


@area_required("pupils", change=True)
def act(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Ask for what the act needs and carry it out."""
    user: Any = request.user
    pupil = find_pupil(request, pk, change=True)
    if code not in ACTS:
        raise Http404
    chosen, today = ACTS[code], timezone.localdate()

    def do(data: dict[str, Any]) -> tuple[str, str]:
        chosen.perform(pupil=pupil, on=today, by=user, **data)
        return chosen.done, pupil.get_absolute_url()

    initial = {"day": today, "given_date": today}
    form = chosen.form(
        request.POST if request.method == "POST" else None, request.FILES or None, initial=initial
    )
    steps = (list_step(), (pupil.get_absolute_url(), pupil.shown_name))
    asking = Asking(chosen.heading, chosen.words, chosen.verb, pupil.get_absolute_url(), steps, chosen.tone)
    return run_form(request, form, do, asking)


@area_required("pupils")
def destroyed(request: HttpRequest, pk: int) -> HttpResponse:
    """The act of destroying a pupil's data, for printing."""
    pupil = find_pupil(request, pk)
    made = act_of(pupil)
    if made is None:
        raise Http404
    record_view(by=request.user, target=pupil, what="act")
    return render(request, "pupils/destroyed.html", {"act": made, "pupil": pupil})
