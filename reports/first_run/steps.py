"""Which first steps are done and which are missing; nothing of it is stored, one query tells it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Exists, QuerySet
from django.db.models.expressions import BaseExpression
from django.db.models.functions import JSONObject
from django.urls import reverse

from mentorship.bank.models import MenteeRequest, Mentor, Training
from mentorship.pairs.models import Pair
from mentorship.programmes.models import Programme
from reports.models import Statistic
from schools.enums import Role
from schools.models import Diagnostic, Municipality, Person, RoleAssignment, School, SchoolYear, User
from schools.workplace import Told, tell
from surveys.models import Campaign, Response

Rows = Callable[[User, date], "QuerySet[Any]"]


@dataclass(frozen=True)
class Step:
    """One step: what to do, why, where, who sees it and who may take it.

    `area` is whose right shows the step, `asks` the permissions without which it is somebody else's.
    """

    code: str
    title: str
    why: str
    url: tuple[str, ...]
    action: str
    area: str
    asks: tuple[str, ...]
    rows: Rows
    whose: str = "Это делает методист."


@dataclass(frozen=True)
class Standing:
    """A step as it stands for a person."""

    step: Step
    is_done: bool
    is_own: bool

    @property
    def address(self) -> str:
        """Where the step is taken."""
        name, *args = self.step.url
        return reverse(name, args=args)


@dataclass(frozen=True)
class FirstRun:
    """Every step in order, and the tables that a centre at work may bring besides."""

    standings: tuple[Standing, ...]
    further: tuple[Standing, ...]

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(standing.is_done for standing in self.standings)

    @property
    def is_over(self) -> bool:
        """Whether nothing is missing."""
        return self.done == len(self.standings)

    @property
    def next(self) -> Standing | None:
        """The first step that is missing and the person's own."""
        return next((one for one in self.standings if one.is_own and not one.is_done), None)


def _keepers(user: User, on: date) -> "QuerySet[RoleAssignment]":
    """Roles of methodists and heads in force."""
    return RoleAssignment.objects.visible_to(user).in_force(on).filter(role__in=(Role.METHODIST, Role.HEAD))


STEPS: Final = (
    Step(
        "municipality",
        "Создать муниципалитет",
        "Впишите название: к нему относятся школы, люди и программа.",
        ("admin:schools_municipality_add",),
        "Создать муниципалитет",
        "schools",
        ("accounts.change", "schools.change"),
        lambda user, on: Municipality.objects.visible_to(user, "schools"),
        "Это делает администратор.",
    ),
    Step(
        "methodist",
        "Дать вход методисту",
        "Назовите методиста и отдайте ему ссылку: дальше портал наполняет он.",
        ("first_run:methodist",),
        "Назвать методиста",
        "accounts",
        ("accounts.change",),
        _keepers,
        "Это делает администратор.",
    ),
    Step(
        "schools",
        "Загрузить школы",
        "Таблица Excel: код, муниципалитет, название. Портал сначала покажет, что сделает.",
        ("admin:import_kind", "schools"),
        "Загрузить школы",
        "schools",
        ("import.change", "schools.change"),
        lambda user, on: School.objects.visible_to(user, "schools"),
    ),
    Step(
        "school_years",
        "Загрузить учебные годы школ",
        "Индексы, ШНОР и ШССУ, сколько педагогов: без них показатели не из чего считать.",
        ("admin:import_kind", "school_years"),
        "Загрузить учебные годы",
        "schools",
        ("import.change", "schools.change"),
        lambda user, on: SchoolYear.objects.visible_to(user, "schools"),
    ),
    Step(
        "staff",
        "Загрузить сотрудников",
        "Педагоги всех школ: из них складываются пары и доли.",
        ("admin:import_kind", "staff"),
        "Загрузить сотрудников",
        "people",
        ("import.change", "people.change"),
        lambda user, on: Person.objects.visible_to(user).teachers(),
    ),
    Step(
        "roles",
        "Назначить кураторов и директоров",
        "Таблица ролей открывает им вход: куратор ведёт запросы, пары и дорожную карту своей школы.",
        ("admin:import_kind", "roles"),
        "Загрузить роли",
        "people",
        ("import.change", "people.change"),
        lambda user, on: RoleAssignment.objects.visible_to(user).in_force(on).curators(),
    ),
    Step(
        "programme",
        "Создать программу",
        "Название, сроки и наборы показателей: с программой появляются цели.",
        ("programme_add",),
        "Создать программу",
        "programmes",
        ("programmes.change",),
        lambda user, on: Programme.objects.visible_to(user),
    ),
    Step(
        "bank",
        "Наполнить банк наставников",
        "Загрузите банк в девяти столбцах муниципального образца.",
        ("admin:import_kind", "bank"),
        "Загрузить банк",
        "bank",
        ("import.change", "bank.change"),
        lambda user, on: Mentor.objects.visible_to(user),
    ),
    Step(
        "campaign",
        "Открыть кампанию анкет",
        "Первая анкета спрашивает, чего участники ждут; сравнить её потом можно только с тем, что спросили.",
        ("surveys:campaign_add",),
        "Открыть кампанию",
        "campaigns",
        ("campaigns.change",),
        lambda user, on: Campaign.objects.visible_to(user).published(),
    ),
)

# What a centre that is at work already brings besides; none of it is missing where mentoring only begins.
FURTHER: Final = (
    Step(
        "requests", "Запросы", "", ("admin:import_kind", "requests"), "Запросы", "requests",
        ("import.change", "requests.change"), lambda user, on: MenteeRequest.objects.visible_to(user),
    ),
    Step(
        "pairs", "Пары и группы", "", ("admin:import_kind", "pairs"), "Пары и группы", "pairs",
        ("import.change", "pairs.change"), lambda user, on: Pair.objects.visible_to(user),
    ),
    Step(
        "diagnostics", "Диагностики", "", ("admin:import_kind", "diagnostics"), "Диагностики", "people",
        ("import.change", "people.change", "requests.change"),
        lambda user, on: Diagnostic.objects.visible_to(user),
    ),
    Step(
        "trainings", "Обучение наставников", "", ("admin:import_kind", "trainings"), "Обучение наставников",
        "bank", ("import.change", "bank.change"),
        lambda user, on: Training.objects.visible_to(user),
    ),
    Step(
        "statistics", "Сведения школ", "", ("admin:import_kind", "statistics"), "Сведения школ", "statistics",
        ("import.change", "statistics.change"), lambda user, on: Statistic.objects.visible_to(user),
    ),
    Step(
        "answers", "Ответы на анкеты", "", ("admin:import_kind", "answers"), "Ответы на анкеты", "campaigns",
        ("import.change", "campaigns.change"),
        lambda user, on: Response.objects.filter(campaign__in=Campaign.objects.visible_to(user)),
    ),
)  # fmt: skip


def first_run(user: User, on: date, told: Told | None = None) -> FirstRun:
    """The steps that the account's areas show, with what is done: one query, none where it was `told`."""
    shown = _shown(user)
    found = (tell(user, _found(user, on)) if told is None else told)["first_run"]
    standings = {
        step.code: Standing(step, is_done=bool(found[step.code]), is_own=user.has_perms(list(step.asks)))
        for step in shown
    }
    return FirstRun(
        tuple(standings[step.code] for step in STEPS if step.code in standings),
        tuple(standings[step.code] for step in FURTHER if step.code in standings),
    )


def _shown(user: User) -> list[Step]:
    return [step for step in (*STEPS, *FURTHER) if user.access.may_see(step.area)]


def _found(user: User, on: date) -> dict[str, BaseExpression]:
    """Whether there is any row of each step, within the account's scope."""
    rows = {step.code: Exists(step.rows(user, on).order_by()) for step in _shown(user)}
    return {"first_run": JSONObject(**rows)}


def _is_for(user: User) -> bool:
    """Whether the first page may show the steps: not to whom they are not for, nor to who hid them."""
    return user.access.may_change("import") and not user.first_steps_hidden_date


def asks(user: User, on: date) -> dict[str, BaseExpression]:
    """What the card of the first page wants to know."""
    return _found(user, on) if _is_for(user) else {}


def card_of(user: User, on: date, told: Told | None = None) -> FirstRun | None:
    """What the first page shows: nothing to whom it is not for, who hid it, or when all is done."""
    if not _is_for(user):
        return None
    found = first_run(user, on, told)
    return None if found.is_over else found
