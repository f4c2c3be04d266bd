"""Links for the teachers of a curator's own school (security.md §3: «invite N/T own», «reset link own»)."""

from datetime import date
from enum import Enum

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from schools.models import Person, RoleAssignment, User
from schools.workflow import create_account, invite


class State(Enum):
    """How it stands with a person's way into the portal: the words, the note's tone and icon, the button."""

    NONE = ("учётной записи ещё нет", "quiet", "person", "Дать приглашение")
    WAITS = ("пароль ещё не придуман", "warn", "clock", "Дать приглашение")
    ENTERS = ("входит на портал", "ok", "done", "Дать ссылку")
    ROLE = ("есть роль: ссылку даёт методист или администратор", "quiet", "settings", "")
    CLOSED = ("учётная запись закрыта: спросите методиста", "bad", "close", "")

    def __init__(self, words: str, tone: str, icon: str, button: str) -> None:
        self.words, self.tone, self.icon, self.button = words, tone, icon, button


def teachers_of(user: User, *, on: date) -> QuerySet[Person]:
    """The teachers whose links the account may give, with whether they hold a role beyond a teacher's."""
    unfinished = RoleAssignment.objects.filter(
        Q(end_date__isnull=True) | Q(end_date__gte=on), person=OuterRef("pk")
    )
    people = Person.objects.visible_to(user, "invitations").teachers()
    return people.annotate(has_role=Exists(unfinished)).select_related("user", "school")


def state_of(person: Person) -> State:
    """The state of a person of `teachers_of`."""
    account = getattr(person, "user", None)
    if account is not None and not account.is_active:
        return State.CLOSED
    if person.has_role:  # type: ignore[attr-defined]
        return State.ROLE
    if account is None:
        return State.NONE
    return State.ENTERS if account.has_usable_password() else State.WAITS


@transaction.atomic
def give_link(*, person: Person, by: User, on: date) -> tuple[User, str]:
    """Return the account, made where there is none, and the address under which it chooses its password."""
    Person.objects.select_for_update().get(pk=person.pk)
    user = User.objects.select_related("person").filter(person=person).first()
    user = user or create_account(person=person, by=by)
    return user, invite(user=user, by=by, on=on)
