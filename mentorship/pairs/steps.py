"""The buttons of a pair's page as forms and calls of the workflow."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.forms import BaseForm

from mentorship.pairs import forms, workflow
from mentorship.pairs.actions import Actor
from mentorship.pairs.candidates import waiting_request_of
from mentorship.pairs.enums import Initiator, OrderScope
from mentorship.pairs.models import Pair, PairMember
from schools.models import Person, User


@dataclass(frozen=True)
class Case:
    """One press of a button: on which pair with which members, by whom in which capacities, on which day."""

    pair: Pair
    members: list[PairMember]
    user: User
    actors: frozenset[Actor]
    today: date

    def people(self) -> Any:
        """Whom the account may make a mentee of this pair."""
        scope = self.user.access.scope("pairs", change=True)
        reached = scope.q(municipality="municipality", school="school")
        return Person.objects.filter(reached, municipality=self.pair.municipality_id)


class Step(NamedTuple):
    """The form of an action (None: nothing to fill in), what it does, how it went, what it means."""

    make_form: Callable[[Case, Any], BaseForm] | None
    run: Callable[[Case, dict[str, Any]], object]
    done: str
    words: str


def _reason(case: Case, data: Any) -> BaseForm:
    return forms.ReasonForm(data)


def _order_form(case: Case, data: Any) -> BaseForm:
    """A methodist chooses whose order it is; a curator registers the own school's."""
    form = forms.OrderForm(data, initial={"scope": workflow.fitting_scope(case.pair, case.members)})
    return form if Actor.METHODIST in case.actors else form.without_scope()


def _order(case: Case, data: dict[str, Any]) -> None:
    if Actor.METHODIST not in case.actors:
        school = workflow.common_school(case.pair, case.members)
        own = case.user.access.scope("pairs", change=True).schools
        if school is None or school.pk not in own:
            raise ValidationError(
                "Пара объединяет разные школы: её закрепляет приказ муниципалитета, передайте его методисту."
            )
    workflow.register_order(
        pairs=[case.pair],
        number=data["number"],
        order_date=data["order_date"],
        scope=OrderScope(data.get("scope", OrderScope.SCHOOL)),
        by=case.user,
        today=case.today,
    )


def _start_form(case: Case, data: Any) -> BaseForm:
    order = case.pair.order
    day = max(order.date, case.today) if order and order.date else case.today
    return forms.StartForm(data, initial={"start_date": day})


def _completion_form(case: Case, data: Any) -> BaseForm:
    pair = case.pair
    initial = {"result": pair.result, "effects": pair.effects.all(), "end_date": case.today}
    return forms.ProtocolForm(data, initial=initial)


def _result_form(case: Case, data: Any) -> BaseForm:
    pair = case.pair
    return forms.ProposedProtocolForm(data, initial={"result": pair.result, "effects": pair.effects.all()})


def _dissolution_form(case: Case, data: Any) -> BaseForm:
    """Filled with the request of a side where there is one: its day is the day of the warning."""
    pair = case.pair
    initial: dict[str, Any] = {"notice_date": case.today}
    if pair.ending_asked_date is None:
        return forms.DissolutionForm(data, initial=initial)
    by_mentor = pair.ending_asked_by_id == pair.mentor_id
    initial = {
        "initiator": Initiator.MENTOR if by_mentor else Initiator.MENTEE,
        "notice_date": pair.ending_asked_date,
        "reason": pair.ending_asked_why,
    }
    return forms.DissolutionForm(data, initial=initial)


def _ask_dissolution(case: Case, data: dict[str, Any]) -> None:
    workflow.ask_to_dissolve(pair=case.pair, person=_own_person(case), by=case.user, today=case.today, **data)


def _replacement_form(case: Case, data: Any) -> BaseForm:
    """The same form of mentoring and, ticked, every mentee who was there at the end."""
    pair = case.pair
    left = pair.members.select_related("mentee", "request").order_by("pk")
    stayed = [member for member in case.members if not _left_early(case, member)]
    initial = {"form": pair.form, "variant": pair.variant, "members": [member.pk for member in stayed]}
    return forms.ReplacementForm(data, people=case.people(), members=left, initial=initial)


def _left_early(case: Case, member: PairMember) -> bool:
    last = max((item.end_date for item in case.members if item.end_date), default=None)
    return member.end_date is not None and last is not None and member.end_date < last


def _replace(case: Case, data: dict[str, Any]) -> None:
    workflow.propose_replacement(
        pair=case.pair,
        mentor=data["mentor"].mentor,
        members=list(data["members"]),
        topic=workflow.Topic(
            form=data["form"],
            variant=data["variant"],
            focus=case.pair.focus,
            subject=case.pair.subject,
            goal=case.pair.goal,
        ),
        by=case.user,
        today=case.today,
    )


def _add_member(case: Case, data: dict[str, Any]) -> None:
    mentee = data["mentee"]
    candidate = workflow.Candidate(mentee, waiting_request_of(mentee, case.today))
    workflow.add_member(
        pair=case.pair,
        candidate=candidate,
        start_date=data["start_date"],
        by=case.user,
        today=case.today,
    )


def _confirm(case: Case, data: dict[str, Any]) -> None:
    workflow.confirm(pair=case.pair, person=_own_person(case), by=case.user, today=case.today)


def _own_person(case: Case) -> Person:
    person = case.user.access.person
    if person is None:
        raise ValidationError("У учётной записи нет сотрудника: обратитесь к методисту.")
    return person


STEPS: dict[str, Step] = {
    "confirm": Step(
        None,
        _confirm,
        "Участие подтверждено.",
        "Подтверждая участие, наставник соглашается вести наставляемого, а наставляемый — работать с этим "
        "наставником. Когда подтвердят все, пара станет согласованной.",
    ),
    "agree": Step(
        None,
        lambda case, data: workflow.agree(pair=case.pair, by=case.user, today=case.today),
        "Пара согласована.",
        "Отметьте, если письменные согласия наставника и всех наставляемых у вас на руках. Каждый "
        "наставляемый займёт место у наставника.",
    ),
    "order": Step(
        _order_form,
        _order,
        "Пара закреплена приказом.",
        "Впишите номер и дату подписанного приказа (распоряжения). Один приказ может закрепить много пар.",
    ),
    "start": Step(
        _start_form,
        lambda case, data: workflow.start(pair=case.pair, by=case.user, today=case.today, **data),
        "Пара начала работу.",
        "С этого дня наставник и наставляемые участвуют в программе.",
    ),
    "pause": Step(
        _reason,
        lambda case, data: workflow.pause(pair=case.pair, by=case.user, **data),
        "Пара приостановлена.",
        "Места у наставника останутся занятыми; работу можно возобновить.",
    ),
    "resume": Step(
        None,
        lambda case, data: workflow.resume(pair=case.pair, by=case.user, today=case.today),
        "Пара возобновила работу.",
        "Пара снова станет действующей.",
    ),
    "ask_completion": Step(
        _result_form,
        lambda case, data: workflow.ask_to_complete(pair=case.pair, by=case.user, today=case.today, **data),
        "Итог записан, методист увидит предложение завершить пару.",
        "Напишите итог: методист проверит его и завершит пару.",
    ),
    "complete": Step(
        _completion_form,
        lambda case, data: workflow.complete(pair=case.pair, by=case.user, today=case.today, **data),
        "Пара завершена.",
        "Места у наставника освободятся, запросы наставляемых закроются. Вернуть пару в работу будет нельзя.",
    ),
    "ask_dissolution": Step(
        _reason,
        _ask_dissolution,
        "Просьба передана куратору и методисту.",
        "Пара продолжит работу, пока куратор или методист не решит. Причину увидят только они и вы.",
    ),
    "answer_dissolution": Step(
        lambda case, data: forms.AnswerForm(data),
        lambda case, data: workflow.answer_dissolution(pair=case.pair, by=case.user, **data),
        "Просьба закрыта, пара продолжает работу.",
        "Напишите, на чём договорились: ответ получат обе стороны.",
    ),
    "dissolve": Step(
        _dissolution_form,
        lambda case, data: workflow.dissolve(pair=case.pair, by=case.user, today=case.today, **data),
        "Пара расторгнута.",
        "Места у наставника освободятся, запросы наставляемых вернутся в очередь.",
    ),
    "cancel": Step(
        _reason,
        lambda case, data: workflow.cancel(pair=case.pair, by=case.user, **data),
        "Пара отменена.",
        "Предложение будет снято, запросы наставляемых вернутся в очередь.",
    ),
    "replace": Step(
        _replacement_form,
        _replace,
        "Замена предложена: новая пара ждёт согласия сторон.",
        "Другой наставник возьмёт наставляемых этой пары. Их запросы уже вернулись в очередь и перейдут "
        "к новой паре; обе пары будут названы на страницах друг друга.",
    ),
    "add_member": Step(
        lambda case, data: forms.MemberForm(data, people=case.people()),
        _add_member,
        "Наставляемый добавлен.",
        "Наставляемый займёт место у наставника. Если пара уже работает, впишите день, с которого он в ней.",
    ),
}
