"""Who stands behind a request: a teacher, or the management team of a school (document 000)."""

from collections.abc import Collection

from django.core.exceptions import ValidationError

from mentorship.bank.models import MenteeRequest
from schools.models import Person


def check_author(person: Person) -> None:
    """A request of one's own is a teacher's."""
    if not person.is_teacher or person.school_id is None:
        raise ValidationError("Запрос подаёт педагог школы: у этого сотрудника школа не указана.")


def check_team(contact: Person, team: Collection[Person]) -> None:
    """A team is of one school: the contact and at least one more, each of them once."""
    if contact.school_id is None:
        raise ValidationError({"person": "Контактное лицо — сотрудник школы: у этого сотрудника её нет."})
    if not team:
        raise ValidationError({"team": "Назовите хотя бы одного члена команды кроме контактного лица."})
    if contact in team:
        raise ValidationError(
            {"team": f"{contact} — контактное лицо и уже в команде: не отмечайте его ещё раз."}
        )
    strangers = sorted(str(person) for person in team if person.school_id != contact.school_id)
    if strangers:
        raise ValidationError(
            {
                "team": f"Команда — сотрудники одной школы ({contact.school}), а эти работают не в ней: "
                f"{', '.join(strangers)}. Уберите их."
            }
        )


def check_standing_team(request: MenteeRequest) -> None:
    """The same of a stored request, whose people may have moved meanwhile; others pass."""
    if request.is_team:
        check_team(request.person, list(request.team.all()))
