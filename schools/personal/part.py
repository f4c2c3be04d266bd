"""The part of this app: the record itself, account, roles, places of work, testings, consents."""

import secrets

from django.contrib.sessions.models import Session
from django.db.models import Q

from mentorship.spreadsheets.words import fold
from schools.enums import Role
from schools.models import Consent, Person, RoleAssignment, User
from schools.personal.contract import CLEARED, Erasing, Fate, Holding

FIGURES = "по ним считаются показатели школ"
HOLDINGS = (
    Holding(
        "schools.Person",
        "pk",
        "Запись о вас",
        Fate.CLEARED,
        FIGURES,
        hides=("name_key", "erased_date"),
        act_title="Запись о педагоге",
    ),
    Holding("schools.Person_subjects", "person", "Предметы", Fate.DELETED),
    Holding("schools.Employment", "person", "Места работы", Fate.KEPT, FIGURES),
    Holding("schools.User", "person", "Учётная запись", Fate.CLEARED, hides=("password",)),
    Holding("schools.RoleAssignment", "person", "Роли", Fate.KEPT, "по кураторам считается их обучение"),
    Holding("schools.Diagnostic", "person", "Диагностики", Fate.KEPT, "по баллам считается рост компетенций"),
    Holding(
        "schools.HistoricalDiagnostic",
        "person",
        "История диагностик",
        Fate.KEPT,
        "по баллам считается рост компетенций",
        is_shown=False,
    ),
    Holding("schools.Consent", "person", "Согласия", Fate.KEPT, "дата согласия и отзыва: доказательство"),
    Holding("schools.PersonAlias", "person", "Прежние коды", Fate.DELETED),
    Holding("schools.NotDoubles", "person_a", "Отметки «не двойники»", Fate.DELETED, is_shown=False),
    Holding("schools.NotDoubles", "person_b", "Отметки «не двойники»", Fate.DELETED, is_shown=False),
    Holding("schools.SavedFilter", "user__person", "Сохранённые отборы", Fate.DELETED),
    Holding(
        "schools.AccountHabits",
        "user__person",
        "Недавно открытые карточки и столбцы списков",
        Fate.DELETED,
        is_shown=False,
    ),
    Holding("admin.LogEntry", "user__person", "Действия в админке", Fate.KEPT, is_shown=False),
)


def erase(erasing: Erasing) -> None:
    """Make the record name nobody: last of all, for the other parts ask it."""
    _end_roles(erasing)
    _withdraw_consents(erasing)
    _close_account(erasing)
    person = erasing.person
    Person.objects.filter(pk=person.pk).update(
        code=f"erased-{secrets.token_hex(8)}",
        last_name=CLEARED,
        first_name="",
        middle_name="",
        name_key=fold(CLEARED),
        position=None,
        category="",
        email="",
        erased_date=erasing.on,
    )
    erasing.note("Фамилия, имя, отчество, код, должность, категория, почта", "удалено", 1)


def _end_roles(erasing: Erasing) -> None:
    """A role tells who its holder was: curators' alone stay, for the figure that counts them."""
    held = RoleAssignment.objects.filter(person=erasing.person)
    count, _ = held.exclude(role=Role.CURATOR).delete()
    erasing.note("Роли", Fate.DELETED, count)
    held.filter(Q(end_date__isnull=True) | Q(end_date__gt=erasing.on), start_date__lte=erasing.on).update(
        end_date=erasing.on
    )
    held.filter(start_date__gt=erasing.on).delete()


def _withdraw_consents(erasing: Erasing) -> None:
    live = Consent.objects.live().filter(person=erasing.person)
    live.filter(given_date__gt=erasing.on).delete()
    erasing.note("Действующие согласия", "прекращены", live.update(withdrawn_date=erasing.on))


def _close_account(erasing: Erasing) -> None:
    """Nobody signs in any more; the row stays, for the journal points to it."""
    user = User.objects.filter(person=erasing.person).first()
    if user is None:
        return
    user.username, user.is_active, user.last_login = f"erased-{secrets.token_hex(8)}", False, None
    user.set_unusable_password()
    user.save()
    erasing.note("Учётная запись: имя и пароль", "удалено", 1)
    ended = [
        session.pk
        for session in Session.objects.iterator()
        if session.get_decoded().get("_auth_user_id") == str(user.pk)
    ]
    erasing.note("Сеансы", Fate.DELETED, Session.objects.filter(pk__in=ended).delete()[0])
