"""What contests ask of a person: to answer, to propose, to sum up, to give papers; what they bring."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import BaseExpression

from mentorship.practices.contests.enums import ContestState
from mentorship.practices.models import Award, Contest, ContestEntry, EntryPerson
from schools.models import School, User
from schools.workplace import Task, Told, summed, tell

# Schools are asked so many days before the nominating ends.
SOON_DAYS = 14
# News of the own: results and papers stand on the workplace so long; the centre is reminded of papers longer.
NEWS_DAYS = 14
AWARD_DAYS = 60


def tasks_for(user: User, on: date, told: Told | None = None) -> list[Task]:
    """The tasks of those proposed, of schools, of the centre; a query for each sort that has any."""
    told = tell(user, asks(user, on)) if told is None else told
    sorts: dict[str, Callable[[User, date], list[Task]]] = {
        "contest_answers": _own,
        "contest_results": _results,
        "contest_papers": _papers,
        "contest_ending": _of_schools,
        "contest_over": _over,
        "contest_unawarded": _to_award,
    }
    return [
        task for name, tasks in sorts.items() if told.get(name, {}).get("count") for task in tasks(user, on)
    ]


def asks(user: User, on: date) -> dict[str, BaseExpression]:
    """How many of each sort there are, for those whom the sort concerns."""
    access = user.access
    scope = access.scope("contests", change=True)
    rows: dict[str, QuerySet[Any]] = {}
    if access.person is not None and "teacher" in access.roles:
        person = access.person.pk
        rows["contest_answers"] = _asked(person)
        rows["contest_results"] = _told_of(person, on)
        rows["contest_papers"] = _given(person, on)
    if scope.schools:
        rows["contest_ending"] = _ending(scope.schools, on)
    if scope.municipalities or scope.everywhere:
        rows["contest_over"] = _due(user, on)
        rows["contest_unawarded"] = _unawarded(user, on)
    return {name: summed(found, count=Count("pk")) for name, found in rows.items()}


def _asked(person: int) -> QuerySet[EntryPerson]:
    """Entries that name the person and wait for an answer."""
    return EntryPerson.objects.filter(person=person, agreed_date=None, refused_date=None)


def _told_of(person: int, on: date) -> QuerySet[EntryPerson]:
    """Results of the last days that concern the person."""
    return EntryPerson.objects.filter(
        person=person,
        refused_date=None,
        entry__nomination__contest__state=ContestState.ANNOUNCED,
        entry__nomination__contest__announced_date__range=(on - timedelta(days=NEWS_DAYS), on),
    )


def _given(person: int, on: date) -> QuerySet[Award]:
    """The person's awards of the last days."""
    span = (on - timedelta(days=NEWS_DAYS), on)
    return Award.objects.in_force().filter(person=person, date__range=span)


def _due(user: User, on: date) -> QuerySet[Contest]:
    """Contests whose next step is the centre's: nominating that is over, results whose day has come."""
    return Contest.objects.filter(
        user.access.scope("contests", change=True).q(municipality="municipality")
    ).filter(
        Q(state=ContestState.NOMINATING, nominate_until__lt=on)
        | Q(state=ContestState.JUDGED, results_date__lte=on)
    )


def _unawarded(user: User, on: date) -> QuerySet[Contest]:
    """Announced contests whose placed have no paper yet."""
    placed = ContestEntry.objects.filter(nomination__contest=OuterRef("pk")).exclude(place="")
    given = Award.objects.in_force().filter(entry__nomination__contest=OuterRef("pk"))
    return Contest.objects.filter(
        Exists(placed),
        ~Exists(given),
        user.access.scope("awards", change=True).q(municipality="municipality"),
        state=ContestState.ANNOUNCED,
        announced_date__range=(on - timedelta(days=AWARD_DAYS), on),
    )


def _ending(schools: frozenset[int], on: date) -> QuerySet[Contest]:
    """Contests that end soon and in which none of the schools has proposed anybody."""
    near = School.objects.filter(pk__in=schools, municipality=OuterRef("municipality"))
    proposed = ContestEntry.objects.filter(nomination__contest=OuterRef("pk"), school__in=schools)
    return Contest.objects.filter(
        Exists(near),
        ~Exists(proposed),
        state=ContestState.NOMINATING,
        nominate_until__range=(on, on + timedelta(days=SOON_DAYS)),
    )


def _own(user: User, on: date) -> list[Task]:
    asked = _asked(user.person_id)  # type: ignore[arg-type]
    return [
        Task(
            title="Вас выдвинули на конкурс",
            text=f"«{part.entry.nomination.contest.title}»: согласитесь участвовать или откажитесь.",
            url=part.entry.get_absolute_url(),
            action="Ответить",
        )
        for part in asked.select_related("entry__nomination__contest").order_by("pk")
    ]


def _results(user: User, on: date) -> list[Task]:
    told = _told_of(user.person_id, on)  # type: ignore[arg-type]
    return [
        Task(
            title=f"Объявлены итоги: {part.entry.nomination.contest.title}",
            text=f"Ваш результат — {part.entry.get_place_display()}."
            if part.entry.place
            else "Спасибо за участие.",
            url=part.entry.get_absolute_url(),
            action="Посмотреть",
            tone="ok",
        )
        for part in told.select_related("entry__nomination__contest").order_by("pk")
    ]


def _papers(user: User, on: date) -> list[Task]:
    return [
        Task(
            title=f"Вам выдали: {award.get_kind_display()}",
            text=f"№ {award.number}. Награду можно посмотреть и распечатать.",
            url=award.get_absolute_url(),
            action="Открыть",
            tone="ok",
        )
        for award in _given(user.person_id, on).order_by("pk")  # type: ignore[arg-type]
    ]


def _of_schools(user: User, on: date) -> list[Task]:
    ending = _ending(user.access.scope("contests", change=True).schools, on)
    return [
        Task(
            title=f"Выдвиньте на конкурс: {contest.title}",
            text="Ваша школа ещё никого не предложила.",
            url=contest.get_absolute_url(),
            action="Выбрать кандидата",
            due=contest.nominate_until,
        )
        for contest in ending.order_by("nominate_until", "pk")
    ]


def _over(user: User, on: date) -> list[Task]:
    words = {
        ContestState.NOMINATING: (
            "Закройте выдвижение", "Последний день для школ прошёл. Дальше — решение жюри и итоги.",
        ),
        ContestState.JUDGED: ("Объявите итоги", "День итогов, который назвали участникам, наступил."),
    }  # fmt: skip
    return [
        Task(
            title=f"{words[ContestState(contest.state)][0]}: {contest.title}",
            text=words[ContestState(contest.state)][1],
            url=contest.get_absolute_url(),
            action="Открыть конкурс",
            tone="warn",
        )
        for contest in _due(user, on).order_by("nominate_until", "pk")
    ]


def _to_award(user: User, on: date) -> list[Task]:
    return [
        Task(
            title=f"Выдайте награды: {contest.title}",
            text="Итоги объявлены, дипломов у победителей и лауреатов ещё нет.",
            url=contest.get_absolute_url(),
            action="Открыть конкурс",
        )
        for contest in _unawarded(user, on).order_by("announced_date", "pk")
    ]
