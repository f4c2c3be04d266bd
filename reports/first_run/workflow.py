"""Changes of the first steps: the first methodist, and whether the card is shown."""

from datetime import date

from django.db import transaction

from mentorship.audit.log import record
from schools.enums import Role
from schools.models import Municipality, Person, User
from schools.workflow import give_role, invite


@transaction.atomic
def appoint_methodist(
    *, by: User, municipality: Municipality, on: date, code: str, **names: str
) -> tuple[User, str]:
    """A member of staff with the role of methodist, an account, and the link under which it is opened."""
    person = Person(code=code, municipality=municipality, **names)
    person.full_clean()
    person.save()
    record(by=by, action="person.added", target=person)
    give_role(person=person, role=Role.METHODIST, municipality=municipality, by=by, start=on)
    account = User.objects.get(person=person)
    return account, invite(user=account, by=by, on=on)


def hide(*, by: User, on: date) -> None:
    """The person does not want the card any more."""
    _keep(by, on)


def show(*, by: User) -> None:
    """The person wants it back."""
    _keep(by, None)


def _keep(user: User, on: date | None) -> None:
    user.first_steps_hidden_date = on
    user.save(update_fields=["first_steps_hidden_date"])
