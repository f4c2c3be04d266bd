"""Changes of people: roles, accounts and invitations, places of work, consents.

Every function is one transaction with one entry of the journal; `by` is the account that acts (None: a
command of the server), days come in as arguments. ValidationError says in Russian what stands in the way.
"""

from collections.abc import Iterable
from datetime import date
from importlib import import_module
from typing import NamedTuple, Protocol, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from mentorship.audit.log import record
from schools.access import Scope
from schools.consent_texts import current_text
from schools.enums import MUNICIPAL_ROLES, SCHOOL_ROLES, ConsentKind, ConsentWay, Role
from schools.invitations import invitation_path
from schools.models import Consent, Employment, Municipality, Person, RoleAssignment, School, User

# SQLite takes 999 parameters a statement.
BATCH = 900


class AccountLetters(Protocol):
    """What is told to the holder of an account by letter; letters stand above this app."""

    def tell_of_link(self, *, user: User, by: User | None) -> None:
        """Somebody was given a link that opens the account."""

    def tell_of_roles(
        self,
        *,
        given: Iterable[RoleAssignment] = (),
        ended: Iterable[RoleAssignment] = (),
        revoked: Iterable[RoleAssignment] = (),
        by: User | None,
    ) -> None:
        """Roles were given, got another end, or were withdrawn as given by mistake."""


def account_letters() -> AccountLetters:
    """Who writes them (settings.ACCOUNT_LETTERS)."""
    return cast(AccountLetters, import_module(settings.ACCOUNT_LETTERS))


@transaction.atomic
def give_role(
    *,
    person: Person,
    role: Role,
    by: User | None,
    start: date,
    end: date | None = None,
    school: School | None = None,
    municipality: Municipality | None = None,
) -> RoleAssignment:
    """Give a dated role in a school or a municipality; who has no account yet gets one without a password."""
    check_may_appoint(by, role=role, school=school, municipality=municipality)
    given = RoleAssignment(
        person=person, role=role, school=school, municipality=municipality, start_date=start, end_date=end
    )
    given.full_clean()
    given.save()
    if not has_account(person):
        create_account(person=person, by=by)
    record(by=by, action="role.given", target=given, text=_period(start, end))
    account_letters().tell_of_roles(given=[given], by=by)
    return given


@transaction.atomic
def end_role(*, assignment: RoleAssignment, by: User | None, on: date) -> None:
    """Let a role end with the day `on`, which is its last."""
    check_may_change_role(by, assignment)
    if assignment.end_date is not None and assignment.end_date <= on:
        raise ValidationError(f"Роль уже завершена {assignment.end_date:%d.%m.%Y}.")
    change_role_end(assignment=assignment, by=by, end=on)


@transaction.atomic
def change_role_end(*, assignment: RoleAssignment, by: User | None, end: date | None) -> None:
    """Give a role another end, or none; that the account may is asked before (`check_may_change_role`)."""
    assignment.end_date = end
    assignment.full_clean()
    assignment.save(update_fields=["end_date"])
    role_end_changed(assignment=assignment, by=by)


@transaction.atomic
def role_end_changed(*, assignment: RoleAssignment, by: User | None) -> None:
    """Enter another end of a role, also a later one, and tell its holder."""
    end = assignment.end_date
    words = f"Последний день — {end:%d.%m.%Y}." if end else "Без срока окончания."
    record(by=by, action="role.ended" if end else "role.prolonged", target=assignment, text=words)
    account_letters().tell_of_roles(ended=[assignment], by=by)


def check_may_appoint(
    by: User | None, *, role: Role, school: School | None, municipality: Municipality | None
) -> None:
    """Raise ValidationError unless the account may give the role there.

    Who administers accounts gives any role of the own municipality; who keeps the staff (a methodist) gives
    the roles of schools only: else an import would be a way to make oneself an administrator.
    """
    if by is None or _reaches(by.access.scope("accounts", change=True), school, municipality):
        return
    if role in SCHOOL_ROLES and _reaches(by.access.scope("people", change=True), school, municipality):
        return
    raise ValidationError(f"Роль «{role.label}» здесь назначает администратор портала.")


def check_may_change_role(by: User | None, assignment: RoleAssignment) -> None:
    """Raise ValidationError unless the account may give such a role: then it may end it, too."""
    check_may_appoint(
        by, role=Role(assignment.role), school=assignment.school, municipality=assignment.municipality
    )


def _reaches(scope: Scope, school: School | None, municipality: Municipality | None) -> bool:
    if school is not None:
        return scope.reaches(municipality=school.municipality_id, school=school.pk)
    return scope.reaches(municipality=municipality.pk if municipality else None)


def has_account(person: Person) -> bool:
    """Whether the person can be invited already."""
    return User.objects.filter(person=person).exists()


@transaction.atomic
def create_account(*, person: Person, by: User | None) -> User:
    """Make an account without a password, named by the person's code; `invite` gives the link to it."""
    if has_account(person):
        raise ValidationError(f"У сотрудника {person} уже есть учётная запись.")
    account = User.objects.create_user(free_username(person.code), person=person)
    record(by=by, action="account.created", target=account, text=str(person))
    return account


def free_username(code: str) -> str:
    """Return the code as a sign-in name: other signs become hyphens, a name that is taken gets -2."""
    plain = "".join(letter if letter.isalnum() or letter in "_.@+-" else "-" for letter in code)
    taken = set(User.objects.filter(username__startswith=plain).values_list("username", flat=True))
    name, number = plain, 1
    while name in taken:
        number += 1
        name = f"{plain}-{number}"
    return name


@transaction.atomic
def invite(*, user: User, by: User | None, on: date) -> str:
    """Return the address under which the account chooses its password, also in place of a forgotten one.

    The link opens the account: only an administrator of accounts invites the holder of a municipal role.
    """
    if not user.is_active:
        raise ValidationError(f"Учётная запись «{user}» закрыта.")
    _check_may_invite(by, user, on)
    record(by=by, action="account.invited", target=user, text=user.get_full_name())
    account_letters().tell_of_link(user=user, by=by)
    return invitation_path(user)


def _check_may_invite(by: User | None, user: User, on: date) -> None:
    if by is not None and not may_invite(by, user, on=on):
        raise ValidationError(f"Приглашение для «{user.get_full_name()}» выдаёт администратор портала.")


def may_invite(by: User, user: User, *, on: date) -> bool:
    """Whether the account may open another's (security.md §3, «Password of another»).

    Who administers accounts opens any of the own municipality, a head any but an administrator's, who keeps
    the staff (a methodist) those without a municipal role, a curator teachers of the own school without any
    role: else a link would be a way to become the director.
    """
    place = user.person.municipality_id if user.person else None
    if by.access.scope("accounts", change=True).reaches(municipality=place):
        return True
    unfinished = Q(end_date__isnull=True) | Q(end_date__gte=on)
    held = RoleAssignment.objects.filter(unfinished, person=user.person_id)
    if (Role.HEAD, place, None) in by.access.held and place is not None:
        return not held.filter(role=Role.ADMIN).exists()
    if by.access.scope("people", change=True).reaches(municipality=place):
        return not held.filter(role__in=MUNICIPAL_ROLES).exists()
    person = user.person
    is_own = by.access.scope("invitations", change=True).reaches(school=person.school_id if person else None)
    return bool(is_own and person and person.is_teacher and not held.exists())


class Move(NamedTuple):
    """A person leaves one school (None: the staff of the municipality) for another."""

    person: Person
    old: School | None
    new: School | None


@transaction.atomic
def move_person(*, person: Person, school: School | None, by: User | None, on: date) -> None:
    """Let the person work in the school from the day `on`; None: staff of the municipality, no teacher."""
    stored = Person.objects.select_for_update(of=("self",)).select_related("school").get(pk=person.pk)
    if stored.school == school:
        raise ValidationError(f"{person} и сейчас числится здесь: {school or 'сотрудник муниципалитета'}.")
    record_moves([Move(stored, stored.school, school)], on=on)
    person.school = school
    if school is None:
        person.is_teacher = False
    else:
        person.municipality = school.municipality
    person.save(update_fields=["school", "municipality", "is_teacher"])
    text = f"{stored.school or 'муниципалитет'} → {school or 'муниципалитет'} с {on:%d.%m.%Y}"
    record(by=by, action="person.moved", target=person, text=text)


def record_moves(moves: Iterable[Move], *, on: date) -> None:
    """Write the history of work: the old place ends and the new one begins on the day, the first since ever.

    A second move on one day corrects the first. Runs in the caller's transaction, in a few statements.
    """
    moves = list(moves)
    known = _employments([move.person.pk for move in moves])
    ended, started, dropped = [], [], []
    for person, old, new in moves:
        rows = known.get(person.pk, [])
        current = next((row for row in rows if row.end_date is None), None)
        if current is not None and current.start_date is not None and current.start_date > on:
            raise ValidationError(f"{person}: место работы записано с более позднего дня, чем {on:%d.%m.%Y}.")
        if current is not None and current.start_date == on:
            dropped.append(current.pk)
        elif current is not None:
            current.end_date = on
            ended.append(current)
        elif old is not None and not rows:
            started.append(Employment(person=person, school=old, end_date=on))
        if new is not None:
            is_first = not rows and old is None
            started.append(Employment(person=person, school=new, start_date=None if is_first else on))
    Employment.objects.filter(pk__in=dropped).delete()
    Employment.objects.bulk_update(ended, ["end_date"], batch_size=BATCH)
    Employment.objects.bulk_create(started)


def _employments(people: list[int]) -> dict[int, list[Employment]]:
    rows: dict[int, list[Employment]] = {}
    for start in range(0, len(people), BATCH):
        for row in Employment.objects.filter(person__in=people[start : start + BATCH]):
            rows.setdefault(row.person_id, []).append(row)
    return rows


@transaction.atomic
def give_consent(
    *,
    person: Person,
    kind: ConsentKind,
    by: User | None,
    on: date,
    way: ConsentWay = ConsentWay.PAPER,
    opened: Iterable[str] = (),
) -> Consent:
    """Record a consent given on the day; a live one of the same kind stands in the way.

    `opened` names what a publication shows beyond the card (`schools.enums.Opened`).
    """
    text = current_text(kind, on) if way == ConsentWay.PORTAL else None
    consent = Consent(person=person, kind=kind, given_date=on, way=way, text=text, opened=sorted(opened))
    consent.full_clean()
    consent.save()
    record(by=by, action="consent.given", target=consent, text=f"{on:%d.%m.%Y}, {consent.get_way_display()}")
    return consent


@transaction.atomic
def withdraw_consent(*, consent: Consent, by: User | None, on: date) -> None:
    """Record that a consent is withdrawn; it stays as a trace, and what it allowed ends at once."""
    if consent.withdrawn_date is not None:
        raise ValidationError(f"Согласие уже отозвано {consent.withdrawn_date:%d.%m.%Y}.")
    consent.withdrawn_date = on
    consent.full_clean()
    consent.save(update_fields=["withdrawn_date"])
    record(by=by, action="consent.withdrawn", target=consent, text=f"{on:%d.%m.%Y}")
    import_string(settings.CONSENT_LETTERS)(consent, by)


def _period(start: date, end: date | None) -> str:
    return f"с {start:%d.%m.%Y}" + (f" по {end:%d.%m.%Y}" if end else "")
