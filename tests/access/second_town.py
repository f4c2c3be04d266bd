"""A second municipality: a school of the demonstration moves there with its people and gets officials."""

from collections.abc import Iterable
from itertools import cycle

from django.apps import apps
from django.db.models import Model

from mentorship.bank.enums import MentorState
from mentorship.bank.models import Mentor
from mentorship.documents.models import Paper
from mentorship.pairs.models import MatchLine, MatchRun, Order, Pair
from mentorship.practices.models import Honour
from mentorship.programmes.models import CentreMember, Programme
from mentorship.roadmap.models import (
    CoordinationMeeting,
    MeetingDecision,
    TownEvent,
    WorkPlan,
    WorkPlanItem,
)
from reports.demo.canaries.sowing import sow_municipality, sow_school
from reports.demo.logins import SINCE
from reports.models import Snapshot
from schools.enums import Role
from schools.models import IndexRun, Municipality, Person, RoleAssignment, School, SchoolList, User
from surveys.models import Campaign

SCHOOL = "П10"
METHODIST = "second-methodist"
# Papers and reports of the moved school that belong to its town as well.
_OF_A_SCHOOL = (
    "schools.Person",
    "roadmap.Roadmap",
    "documents.Paper",
    "surveys.Response",
    "reports.Statistic",
)


def found() -> Municipality:
    """Make the town; people of its school keep the accounts and roles they have."""
    town = Municipality.objects.create(name="Заречный муниципальный округ")
    school = School.objects.get(code=SCHOOL)
    School.objects.filter(pk=school.pk).update(municipality=town)
    for label in _OF_A_SCHOOL:
        model: type[Model] = apps.get_model(label)
        model._default_manager.filter(school=school).update(municipality=town)
    _part(school)
    inside = Pair.objects.filter(mentor__person__school=school)
    Order.objects.filter(pk__in=list(inside.values_list("order", flat=True))).update(municipality=town)
    inside.update(municipality=town)
    methodist = _official(town, METHODIST, Role.METHODIST)
    _official(town, "second-department", Role.DEPARTMENT)
    _town_rows(town, school, methodist)
    sow_school(School.objects.get(pk=school.pk), methodist)
    sow_municipality(town, methodist)
    return town


def _part(school: School) -> None:
    """Nothing holds towns together: pairs of the school become its own people's, offers and posts end."""
    of_school = Mentor.objects.filter(person__school=school)
    active = Mentor.objects.filter(state=MentorState.ACTIVE)
    taught, led = (
        Pair.objects.filter(members__mentee__school=school),
        Pair.objects.filter(mentor__in=of_school),
    )
    _lead(taught.exclude(mentor__in=of_school), active.filter(person__school=school))
    _lead(led.exclude(members__mentee__school=school), active.exclude(person__school=school))
    MatchLine.objects.filter(mentor__in=of_school).exclude(request__person__school=school).delete()
    MatchLine.objects.filter(request__person__school=school).delete()
    CentreMember.objects.filter(person__school=school).delete()


def _lead(pairs: Iterable[Pair], mentors: Iterable[Mentor]) -> None:
    for pair, mentor in zip(pairs, cycle(mentors)):
        Pair.objects.filter(pk=pair.pk).update(mentor=mentor)
        pair.members.update(mentor=mentor, place=None)


def keep_login(town: Municipality) -> None:
    """Planting marks the names of accounts, too: the methodist's is needed to sign in."""
    staff = User.objects.filter(person__municipality=town, person__roles__role=Role.METHODIST)
    staff.update(username=METHODIST)


def _official(town: Municipality, username: str, role: Role) -> User:
    person = Person.objects.create(
        code=username, municipality=town, last_name="Заречный", first_name="Пётр", middle_name="Ильич"
    )
    RoleAssignment.objects.create(person=person, role=role, municipality=town, start_date=SINCE)
    return User.objects.create_user(username, None, person=person)


def _town_rows(town: Municipality, school: School, by: User) -> None:
    """What a town has of its own, copied from the first one's."""
    for model in (MatchRun, Campaign, SchoolList, IndexRun, TownEvent):
        _copied(by, model, municipality=town)
    _copied(by, MeetingDecision, meeting=_copied(by, CoordinationMeeting, municipality=town))
    _copied(by, WorkPlanItem, plan=_copied(by, WorkPlan, municipality=town))
    _copied(by, Paper, municipality=town, school=school)
    # published while the person agrees no longer: nobody is to read it
    unwilling = Person.objects.filter(school=school, consents=None).earliest("pk")
    _copied(by, Honour, municipality=town, person=unwilling)
    _copied(by, Snapshot, programme=_copied(by, Programme, municipality=town, code="zarechny"))


def _copied(by: User, model: type[Model], **changes: object) -> Model:
    """The model's first row once more, made by the other town's methodist."""
    row = model._default_manager.order_by("pk")[0]
    row.pk = None
    for field in row._meta.local_fields:
        if field.related_model in (User, Person) and getattr(row, field.attname) is not None:
            changes.setdefault(field.name, by if field.related_model is User else by.person)
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()
    return row
