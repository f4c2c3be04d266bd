"""The centre of the demonstration: passport, composition, work plan, meetings, the event of the year."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from mentorship.bank.models import Mentor
from mentorship.programmes.models import BudgetLine, Programme
from mentorship.programmes.models.centre import Part
from mentorship.programmes.workflow import Named, set_composition
from mentorship.roadmap.enums import EventState, MeetingState
from mentorship.roadmap.models import CoordinationMeeting, TownEvent, WorkPlan
from mentorship.roadmap.workflow.meetings import (
    Question,
    Sitting,
    Task,
    add_decision,
    close_decision,
    hold_meeting,
    save_meeting,
)
from mentorship.roadmap.workplan.workflow import (
    Line,
    approve_plan,
    create_plan,
    mark_item,
    save_item,
    save_town_event,
)
from reports.demo.invention import People
from schools.models import Municipality, School, User

MENTORS_IN_CENTRE = 6
HEAD_POSITION = "Руководитель муниципального наставнического центра"


def work_of_the_centre(people: People, municipality: Municipality, accounts: Mapping[str, User]) -> None:
    """Everything that the centre keeps on record."""
    _write_passport(municipality, people.year)
    _staff_the_centre(municipality, people.on, accounts)
    _hold_meetings(municipality, people.on, accounts)
    _plan_the_year(municipality, people, accounts)
    _hold_the_event(municipality, people, accounts)


def _write_passport(municipality: Municipality, year: int) -> None:
    programme = Programme.objects.get(municipality=municipality)
    programme.developers = "Управление образования Приозёрского округа\nМетодический центр"
    programme.executors = "Муниципальные образовательные организации Приозёрского округа"
    programme.goal = "Создать систему наставничества, которая поднимает качество образования в школах округа."
    programme.tasks = (
        "1. Вовлечь в наставничество не меньше 70 % педагогов школ с низкими результатами.\n"
        "2. Вдвое сократить число таких школ.\n"
        "3. Каждый год измерять предметные и методические компетенции учителей."
    )
    programme.expected_results = (
        "Педагоги школ с низкими результатами работают с наставниками.\n"
        "Школы переходят в режим эффективного развития."
    )
    programme.mechanism = "Взаимодействие всех участников, планирование, проекты школ."
    programme.control = "Совет школ округа, педагогические советы, учредитель."
    programme.budget = "В пределах текущего финансирования школ и методического центра."
    programme.published_at_url = "https://centre.example.org/mentoring/"
    programme.normative_base = (
        "Федеральный закон от 29 декабря 2012 г. № 273-ФЗ «Об образовании в Российской Федерации»\n"
        "Распоряжение Минпросвещения России от 25.12.2019 № Р-145"
    )
    programme.management = "Управление образования → методический центр и наставнический центр → школы."
    programme.order_number, programme.order_date = "214", date(year - 2, 8, 28)
    programme.save()
    for number, amount in enumerate(("120000", "135000.50", "150000")):
        BudgetLine.objects.create(
            programme=programme, year=year - 2 + number, source="Бюджет округа", amount=Decimal(amount)
        )


def _staff_the_centre(municipality: Municipality, on: date, accounts: Mapping[str, User]) -> None:
    """Two compositions, so that the page has a history."""
    mentors = Mentor.objects.listed().filter(person__municipality=municipality).select_related("person")
    members = [Named(mentor.person, Part.MENTOR) for mentor in mentors[: MENTORS_IN_CENTRE + 1]]
    led = [Named(accounts["head"].person, Part.HEAD), Named(accounts["methodist"].person, Part.METHODIST)]
    for named, day, number in ((members[:-1], 400, "7"), (members[1:], 60, "12")):
        start = on - timedelta(days=day)
        set_composition(
            municipality=municipality,
            named=[*led, *named],
            start_date=start,
            basis=f"приказ от {start:%d.%m.%Y} № {number}",
            base="Методический центр округа",
            by=None,
        )


def _hold_meetings(municipality: Municipality, on: date, accounts: Mapping[str, User]) -> None:
    """One coordination meeting is behind, one ahead; of its decisions one is done and one late."""
    approver, methodist, curator = (accounts[name] for name in ("approver", "methodist", "curator"))
    held = save_meeting(
        meeting=CoordinationMeeting(
            municipality=municipality,
            date=on - timedelta(days=20),
            place="Методический центр",
            topic="Итоги формирования пар, сроки анкет «до»",
        ),
        sitting=Sitting(
            [Question("Как сложились пары", methodist.person.short_name), Question("Сроки анкетирования")],
            [approver.person, methodist.person, curator.person],
        ),
        on=on,
        by=approver,
    )
    done = add_decision(
        meeting=held,
        by=approver,
        task=Task(
            "Разослать школам памятку о встречах пары.", methodist.person, due_date=on - timedelta(days=10)
        ),
    )
    for task in (
        Task(
            "Завершить анкетирование «до» в школах округа.",
            owner_role="curator",
            due_date=on + timedelta(days=9),
        ),
        Task(
            "Составить список тем открытых уроков.",
            owner_school=curator.person.school,
            due_date=on - timedelta(days=4),
        ),
    ):
        add_decision(meeting=held, task=task, by=approver)
    hold_meeting(
        meeting=held,
        on=on,
        by=approver,
        protocol_number="1",
        chair=approver.person.short_name,
        secretary=methodist.person.short_name,
    )
    close_decision(
        decision=done, done_date=on - timedelta(days=12), note="Разослана всем школам.", on=on, by=methodist
    )
    save_meeting(
        meeting=CoordinationMeeting(
            municipality=municipality,
            date=on + timedelta(days=45),
            place="Методический центр",
            topic="Ход дорожных карт, подготовка фестиваля практик",
        ),
        sitting=Sitting([Question("Школы, которые отстают"), Question("Программа фестиваля")]),
        on=on,
        by=approver,
    )


def _plan_the_year(municipality: Municipality, people: People, accounts: Mapping[str, User]) -> None:
    """The plan of the year is approved and partly carried out, one row was changed since."""
    head, methodist = accounts["head"], accounts["methodist"]
    plan = create_plan(municipality=municipality, year=people.year, by=methodist)
    approve_plan(plan=plan, on=people.on, by=head, approver_position=HEAD_POSITION, order_number="219")
    plan = WorkPlan.objects.get(pk=plan.pk)
    due = plan.items.filter(due_date__lt=people.on).order_by("order")
    for place, item in enumerate(due):
        if place % 4 != 3:
            mark_item(
                item=item,
                done_date=min(people.on, item.due_date),
                outcome="Проведено.",
                on=people.on,
                by=methodist,
            )
    moved = plan.items.filter(state=EventState.PLANNED, due_date__gt=people.on).order_by("order").first()
    if moved is not None:
        line = Line(
            section=moved.section,
            title=moved.title,
            term_text="перенесено на неделю",
            place="Методический центр",
            responsible=moved.responsible,
            due_date=moved.due_date + timedelta(days=7),
            owner=methodist.person,
            expected=moved.expected,
        )
        save_item(plan=plan, item=moved, line=line, by=methodist, reason="Каникулы в школах")


def _hold_the_event(municipality: Municipality, people: People, accounts: Mapping[str, User]) -> None:
    """Last year's festival is behind, this year's lies ahead."""
    schools = list(School.objects.filter(municipality=municipality).order_by("code"))
    last = TownEvent(
        municipality=municipality,
        date=date(people.year, 5, 16),
        place="Лицей № 1",
        state=MeetingState.HELD,
        topic="Фестиваль лучших практик наставничества",
        result="Девять школ показали открытые уроки пар; лучшие практики вошли в сборник.",
        news_url="https://centre.example.org/news/festival",
    )
    save_town_event(event=last, schools=schools[:9], on=max(people.on, last.date), by=accounts["head"])
    ahead = TownEvent(
        municipality=municipality,
        date=max(people.on + timedelta(days=30), date(people.year + 1, 5, 15)),
        place="Гимназия № 2",
        topic="Форум наставников округа",
    )
    save_town_event(event=ahead, schools=[], on=people.on, by=accounts["head"])
