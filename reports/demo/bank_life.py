"""The bank of the demonstration beside its workbook: interviews, trainings, reserve, wishes, a draft."""

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import MenteeRequest, Mentor, SelectionCriterion, TrainingProgramme
from mentorship.bank.models.preferences import Side
from mentorship.bank.workflow import (
    exclude_from_reserve,
    include_in_reserve,
    name_wishes,
    put_session,
    record_interview,
    record_training,
    suspend_mentor,
)
from mentorship.pairs.desk.runs import Aim, draft_run, set_lock
from mentorship.programmes.models import MentoringForm
from mentorship.spreadsheets.words import fold
from reports.demo import lists
from reports.demo.invention import People
from schools.models import Municipality, Person, User

INTERVIEWED, READY, TRAINED = 6, 5, 3
IN_RESERVE = 5
ASKED = 8


def look_after_the_bank(people: People, municipality: Municipality, accounts: Mapping[str, User]) -> None:
    """What the methodist does with mentors and requests between two workbooks."""
    methodist = accounts["methodist"]
    _talk_to_mentors(people, municipality, methodist)
    programme = TrainingProgramme.objects.get(key=fold(lists.TRAINING))
    _teach(people, municipality, programme, methodist)
    _keep_a_reserve(people, municipality, programme, methodist)
    _name_wishes(people, municipality, methodist)
    _draft_pairs(municipality, methodist)


def _talk_to_mentors(people: People, municipality: Municipality, by: User) -> None:
    """Interviews of those who wait in the bank; some are trained since, one needs a pause."""
    waiting = Mentor.objects.filter(person__municipality=municipality, state=MentorState.IN_BANK)
    criteria = list(SelectionCriterion.objects.order_by("pk"))
    for number, mentor in enumerate(waiting.select_related("person").order_by("pk")[:INTERVIEWED]):
        is_ready = number < READY
        record_interview(
            mentor=mentor, date=people.on - timedelta(days=30 - number), is_ready=is_ready, by=by,
            on=people.on, criteria=criteria if is_ready else criteria[:2], interviewers=by.person.short_name,
            with_psychologist=number % 2 == 0,
            notes="" if is_ready else "Хочет начать со следующего полугодия.",
        )  # fmt: skip
        if number < TRAINED:
            day = people.on - timedelta(days=12 - number)
            record_training(
                mentor=mentor, programme=lists.TRAINING, date=day, by=by, on=people.on, hours=36,
                is_distance=number == 1, certificate=f"Н-{day:%y}/{number + 1:03}",
            )  # fmt: skip
    last = Mentor.objects.filter(person__municipality=municipality, state=MentorState.IN_BANK).last()
    if last is not None:
        suspend_mentor(mentor=last, reason="Длительная командировка, вернётся весной.", by=by, on=people.on)


def _teach(people: People, municipality: Municipality, programme: TrainingProgramme, by: User) -> None:
    """Three sessions are behind with those who came, two lie ahead."""
    mentors = list(Mentor.objects.listed().filter(person__municipality=municipality).order_by("pk")[:14])
    for number, (days, title, is_distance) in enumerate(lists.SESSIONS):
        came = [mentor.person for mentor in mentors[number:]] if days <= 0 else []
        fields = {
            "date": people.on + timedelta(days=days), "title": title, "hours": 4, "is_distance": is_distance,
            "place": "Вебинар" if is_distance else "Методический центр", "lecturer": by.person.short_name,
        }  # fmt: skip
        put_session(
            programme=programme, municipality=municipality, fields=fields, attended=came, by=by, on=people.on
        )


def _keep_a_reserve(
    people: People, municipality: Municipality, programme: TrainingProgramme, by: User
) -> None:
    """Experienced teachers beside the bank; one has become a deputy head and left."""
    teachers = Person.objects.filter(municipality=municipality, school__isnull=False, mentor__isnull=True)
    codes = [teacher.code for teacher in people.teachers if teacher.experience(people.on) >= 8]
    directors = {people.director(school).code for school in people.schools}
    able = [code for code in codes if code not in directors]
    chosen = teachers.filter(code__in=able).order_by("code")[:IN_RESERVE]
    for number, person in enumerate(chosen):
        member = include_in_reserve(
            person=person, included_date=people.on - timedelta(days=200 - number), by=by, on=people.on,
            target_position=lists.POSITIONS[number % len(lists.POSITIONS)], programme=programme,
            basis="Рекомендация педагогического совета школы",
        )  # fmt: skip
        if number == IN_RESERVE - 1:
            exclude_from_reserve(
                member=member, excluded_date=people.on - timedelta(days=10), by=by, on=people.on,
                reason="Назначен заместителем директора",
            )  # fmt: skip


def _name_wishes(people: People, municipality: Municipality, by: User) -> None:
    """After the group meeting some mentees have named mentors, some mentors mentees."""
    waiting = MenteeRequest.objects.filter(person__municipality=municipality, state=RequestState.ACCEPTED)
    mentees = [item.person for item in waiting.select_related("person").order_by("pk")[:ASKED]]
    listed = Mentor.objects.listed().filter(person__municipality=municipality).select_related("person")
    mentors = [mentor.person for mentor in listed.order_by("pk")[: ASKED + 2]]
    for number, mentee in enumerate(dict.fromkeys(mentees)):
        near = [person for person in mentors[number : number + 2] if person != mentee]
        name_wishes(person=mentee, side=Side.MENTEE, chosen=near, by=by, on=people.on)
        if number % 2 == 0 and near:
            name_wishes(person=near[0], side=Side.MENTOR, chosen=[mentee], by=by, on=people.on)


def _draft_pairs(municipality: Municipality, by: User) -> None:
    """A draft over the whole pool lies on the desk, its first pair is kept."""
    aim = Aim(form=MentoringForm.objects.get(code="tt"))
    run = draft_run(municipality=municipality, aim=aim, by=by, now=timezone.now())
    line = run.lines.filter(mentor__isnull=False).order_by("pk").first()
    if line is not None:
        set_lock(line=line, is_locked=True, by=by)
