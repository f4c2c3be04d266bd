"""What people, pairs and requests lack, and who the people are: one question to the database for all of it.

The count of findings stands on pages that have questions of their own to ask, hence one instead of thirteen.
"""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from mentorship.bank.enums import RequestState
from mentorship.bank.models import MenteeRequest, Mentor
from mentorship.pairs.enums import LIVE_STATES, PairState
from mentorship.pairs.models import Pair
from schools.access import Scope
from schools.enums import ConsentKind
from schools.models import Consent, IndexStudy, NotDoubles, Person, RoleAssignment, User

# Rows that are no finding by themselves: people, pairs told apart (key and detail), sources of indices.
PERSON, APART, SOURCE = "person", "apart", "source"
# The pair stands under an order, or ought to.
_ORDERED = (PairState.ORDERED, PairState.ACTIVE, PairState.PAUSED)
# A request that somebody still works with.
_OPEN = (RequestState.SUBMITTED, RequestState.ACCEPTED, RequestState.MATCHED, RequestState.IN_WORK)
_COLUMNS = ("row_kind", "place", "school_at", "row_key", "who", "detail")
_BETWEEN = "\x1f"  # no name holds it: the cells of workbooks and forms are tidied


class Row(NamedTuple):
    """One row: the check or the kind, where it belongs, the key of what is opened, names, a word about it."""

    kind: str
    municipality: int | None
    school: int | None
    key: int
    names: tuple[str, ...]
    detail: str

    @property
    def full_name(self) -> str:
        """Фамилия Имя Отчество."""
        return " ".join(name for name in self.names if name) or "без имени"


def rows_of(scope: Scope, on: date, year: int) -> list[Row]:
    """Return everything within the scope on the day; one query."""
    first, *others = [*_people(scope), *_accounts(scope, on), *_mentoring(scope), *_known(scope, year)]
    found = first.union(*others, all=True)
    return [
        Row(kind, place, school, key, tuple(who.split(_BETWEEN)), detail)
        for kind, place, school, key, who, detail in found
    ]


def _people(scope: Scope) -> list[QuerySet]:
    people = Person.objects.filter(scope.q(municipality="municipality", school="school"))
    teachers = people.teachers()
    subjects = Person.subjects.through.objects.filter(person=OuterRef("pk"))
    has_account = Exists(User.objects.filter(person=OuterRef("pk"), is_active=True))
    return [
        _rows(people.filter(municipality__isnull=False), PERSON, path="", detail=F("code")),
        _rows(teachers.filter(school__isnull=True), "no_school", path=""),
        _rows(teachers.filter(~Exists(subjects)), "no_subjects", path=""),
        _rows(teachers.filter(teaching_since__isnull=True), "no_start", path=""),
        _rows(people.filter(has_account, email=""), "no_email", path=""),
    ]


def _accounts(scope: Scope, on: date) -> list[QuerySet]:
    own = scope.q(municipality="person__municipality", school="person__school")
    roles = RoleAssignment.objects.in_force(on).filter(person=OuterRef("person"))
    idle = User.objects.filter(own, ~Exists(roles), is_active=True).exclude(person__is_teacher=True)
    of_school = scope.q(municipality="school__municipality", school="school")
    curators = RoleAssignment.objects.in_force(on).curators().filter(of_school)
    account = User.objects.filter(person=OuterRef("person"), is_active=True)
    without = curators.filter(~Exists(account))
    place = {"municipality": "school__municipality", "school": "school", "key": "person"}
    return [
        _rows(idle, "account_without_role", path="person__", detail=F("username")),
        _rows(without, "curator_without_account", path="person__", **place),
    ]


def _mentoring(scope: Scope) -> list[QuerySet]:
    own = scope.q(municipality="person__municipality", school="person__school")
    consents = Consent.objects.live().filter(kind=ConsentKind.PROCESSING, person=OuterRef("person"))
    unasked = Mentor.objects.listed().filter(own, ~Exists(consents))
    vague = MenteeRequest.objects.filter(own, subject__isnull=True, state__in=_OPEN)
    pairs = Pair.objects.filter(scope.q(municipality="municipality", school="mentor__person__school"))
    unordered = pairs.filter(Q(order__isnull=True) | Q(order__date__isnull=True), state__in=_ORDERED)
    moved = pairs.filter(state__in=LIVE_STATES).exclude(mentor__person__municipality=F("municipality"))
    of_pair: dict[str, Any] = {
        "path": "mentor__person__",
        "municipality": "municipality",
        "detail": F("number"),
    }
    return [
        _rows(unasked, "mentor_without_consent", path="person__"),
        _rows(vague, "request_without_subject", path="person__", detail=F("difficulty__name")),
        _rows(unordered, "pair_without_order", **of_pair),
        _rows(moved, "mentor_left", **of_pair),
    ]


def _known(scope: Scope, year: int) -> list[QuerySet]:
    """What has been said already: who was told apart, where indices come from."""
    told = NotDoubles.objects.filter(
        scope.q(municipality="person_a__municipality", school="person_a__school")
    )
    sources = IndexStudy.objects.filter(scope.q(municipality="municipality"), year=year)
    nowhere = Cast(Value(None), BigIntegerField())
    return [
        _rows(told, APART, path="person_a__", key="person_a", detail=Cast("person_b", CharField())),
        sources.order_by()
        .annotate(
            row_kind=Value(SOURCE, CharField()),
            place=F("municipality"),
            school_at=nowhere,
            row_key=F("pk"),
            who=Value("", CharField()),
            detail=F("index"),
        )
        .values_list(*_COLUMNS),
    ]


def _rows(
    queryset: QuerySet,
    kind: str,
    *,
    path: str,
    municipality: str = "",
    school: str = "",
    key: str = "pk",
    detail: Any = None,
) -> QuerySet:
    """The rows in the columns of `Row`; `path` leads to the person."""
    last, first, middle = (F(f"{path}{name}") for name in ("last_name", "first_name", "middle_name"))
    between = Value(_BETWEEN)
    return (
        queryset.order_by()
        .annotate(
            row_kind=Value(kind, CharField()),
            place=F(municipality or f"{path}municipality"),
            school_at=F(school or f"{path}school"),
            row_key=F(key),
            who=Concat(last, between, first, between, middle, output_field=CharField()),
            detail=detail if detail is not None else Value("", CharField()),
        )
        .values_list(*_COLUMNS)
    )
