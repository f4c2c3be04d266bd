"""Pupils of the demonstration: invented names, consents on paper, pairs of the three forms."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from mentorship.pupils import workflow
from mentorship.pupils.ages import SchoolClass
from mentorship.pupils.enums import Goal, MeetingTopic, PupilForm
from mentorship.pupils.models import Pupil, PupilPair
from reports.demo import lists
from reports.demo.cast import Name, invent
from reports.demo.invention import People
from schools.models import Municipality, Person, School, User

SEED = 7
# Pupils of the school whose logins are shown, and of the schools beside it.
OWN, BESIDE, SCHOOLS_BESIDE = 14, 4, 3
PROPOSED_DAYS, SIGNED_DAYS = 60, 70
MEETINGS = (
    (49, MeetingTopic.ACQUAINTANCE),
    (35, MeetingTopic.STUDY),
    (21, MeetingTopic.STUDY),
    (7, MeetingTopic.TALK),
)


def lead_pupils(people: People, municipality: Municipality, accounts: Mapping[str, User]) -> None:
    """The school of the logins has pupils in every state, three others a pair or two."""
    random = Random(SEED)  # noqa: S311 - demonstration data, not secrets
    schools = School.objects.filter(municipality=municipality).order_by("code")
    own = schools.get(code=lists.DEMO_SCHOOL)
    pupils = _write_down(own, OWN, people.on, random, accounts["curator"])
    _pair_up(own, pupils, people.on)
    _mentor_of_the_login(accounts["mentor"].person, people.on, random)
    _leave_something_to_do(pupils, people.on)
    for school in schools.exclude(pk=own.pk)[:SCHOOLS_BESIDE]:
        beside = _write_down(school, BESIDE, people.on, random, None)
        teacher = school.staff.filter(is_teacher=True).order_by("code").first()
        _work(
            _propose(PupilForm.TEACHER_PUPIL, Goal.CAREER, beside[0], people.on, teacher=teacher), people.on
        )
        _work(_propose(PupilForm.PUPIL_PUPIL, Goal.STUDY, beside[1], people.on, pupil=beside[3]), people.on)


def _write_down(school: School, count: int, on: date, random: Random, by: User | None) -> list[Pupil]:
    """Pupils of classes 5 to 11; who has a consent, has it from a parent."""
    pupils = []
    for number in range(count):
        name, parent = invent(random), invent(random)
        pupil = workflow.add_pupil(
            school=school,
            name=f"{name.last} {name.first}",
            school_class=SchoolClass(5 + number * 7 // count, "АБ"[number % 2]),
            on=on - timedelta(days=SIGNED_DAYS + 3),
            by=by,
        )
        _sign(pupil, parent, number, on, by)
        pupils.append(Pupil.objects.get(pk=pupil.pk))
    return pupils


def _sign(pupil: Pupil, parent: Name, number: int, on: date, by: User | None) -> None:
    day = on - timedelta(days=SIGNED_DAYS)
    workflow.give_consent(
        pupil=pupil, relation="parent", representative=" ".join(parent), given_date=day,
        number=f"У-{number + 1:02}", on=on, by=by,
    )  # fmt: skip


def _pair_up(school: School, pupils: list[Pupil], on: date) -> None:
    """Pairs of the three forms, one of them ended."""
    teachers = list(school.staff.filter(is_teacher=True).order_by("code")[:2])
    _work(_propose(PupilForm.TEACHER_PUPIL, Goal.PROJECT, pupils[9], on, teacher=teachers[0]), on)
    _work(_propose(PupilForm.SUPPORT, Goal.LEISURE, pupils[5], on, teacher=teachers[1]), on)
    _work(_propose(PupilForm.PUPIL_PUPIL, Goal.STUDY, pupils[0], on, pupil=pupils[10]), on)
    _work(_propose(PupilForm.PUPIL_PUPIL, Goal.ADAPTATION, pupils[1], on, pupil=pupils[11]), on)
    ended = _work(_propose(PupilForm.PUPIL_PUPIL, Goal.TALENT, pupils[2], on, pupil=pupils[12]), on)
    workflow.end_pair(pair=ended, end_date=on - timedelta(days=2), outcome="reached", on=on, by=None)


def _mentor_of_the_login(mentor: Person, on: date, random: Random) -> None:
    """One pair at work and one that waits for the teacher's word, in the teacher's own school."""
    if mentor.school is None:
        return
    first, second = _write_down(mentor.school, 2, on, random, None)
    _work(_propose(PupilForm.TEACHER_PUPIL, Goal.CAREER, first, on, teacher=mentor), on)
    _propose(PupilForm.TEACHER_PUPIL, Goal.SKILLS, second, on, teacher=mentor)


def _propose(
    form: str, goal: str, mentee: Pupil, on: date, teacher: Person | None = None, pupil: Pupil | None = None
) -> PupilPair:
    return workflow.propose_pair(
        form=form, goal=goal, mentee=mentee, mentor_teacher=teacher, mentor_pupil=pupil,
        on=on - timedelta(days=PROPOSED_DAYS), by=None,
    )  # fmt: skip


def _work(pair: PupilPair, on: date) -> PupilPair:
    """Both sides agree, the pair begins and meets every other week."""
    workflow.agree_pair(pair=pair, on=on, by=None)
    begun = workflow.start_pair(pair=pair, start_date=on - timedelta(days=PROPOSED_DAYS - 4), on=on, by=None)
    for days, topic in MEETINGS:
        workflow.log_meeting(pair=begun, day=on - timedelta(days=days), topic=topic, on=on, by=None)
    return begun


def _leave_something_to_do(pupils: list[Pupil], on: date) -> None:
    """A draft without a consent, one who is 18, one whose consent is withdrawn."""
    workflow.add_pupil(
        school=pupils[0].school, name="Сосна", school_class=SchoolClass(7, "А"), on=on, by=None
    )
    grown = Pupil.objects.get(pk=pupils[13].pk)
    workflow.edit_pupil(
        pupil=grown, name=grown.name, school_class=SchoolClass(11, "А"), turned_18_on=on - timedelta(days=5),
        version=grown.version, on=on, by=None,
    )  # fmt: skip
    workflow.withdraw_consent(pupil=pupils[6], day=on - timedelta(days=9), on=on, by=None)
