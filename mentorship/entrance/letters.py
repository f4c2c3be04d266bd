"""Letters about an account to its holder (settings.ACCOUNT_LETTERS): nobody switches these off."""

from collections.abc import Iterable

from django.utils.text import capfirst

from mentorship.notices.enums import Topic
from mentorship.notices.posting import Letter, post, post_all
from schools.models import RoleAssignment, User

PAGE = "/accounts/"
NOT_ME = "Если это сделали не вы, сразу скажите методисту или администратору портала."
UNKNOWN_TO_ME = "Если вы об этом не знали, скажите методисту или администратору портала."


def tell(user: User, subject: str, text: str) -> None:
    """Post a letter to the holder of the account, where there is a person behind it."""
    if user.person is not None:
        post(Topic.ACCOUNT, [user.person], subject, f"{text} {NOT_ME}", path=PAGE)


def tell_of_link(*, user: User, by: User | None) -> None:
    """Tell the holder that somebody holds a link to the account; the letter, kept in a log, has no link.

    Who never chose a password waits for a first invitation: there is nothing yet to take over.
    """
    if user.has_usable_password():
        words = f"{_named(by)}: для вас выдана ссылка, по которой задают новый пароль."
        tell(user, "Выдана ссылка для нового пароля", words)


def tell_of_roles(
    *,
    given: Iterable[RoleAssignment] = (),
    ended: Iterable[RoleAssignment] = (),
    revoked: Iterable[RoleAssignment] = (),
    by: User | None,
) -> None:
    """Tell the holders which roles they were given, got another end or were withdrawn (security.md T4)."""
    wanted = [("Вам назначена роль на портале", role) for role in given]
    wanted += [("Изменён срок вашей роли на портале", role) for role in ended]
    wanted += [("Назначение роли на портале отменено", role) for role in revoked]
    post_all(
        Letter(
            Topic.ACCOUNT,
            (role.person,),
            subject,
            f"{_about(role)} Записал: {_named(by)}. {UNKNOWN_TO_ME}",
            PAGE,
        )
        for subject, role in wanted
    )


def _about(role: RoleAssignment) -> str:
    place = role.school or role.municipality or "весь портал"
    end = f"последний день — {role.end_date:%d.%m.%Y}" if role.end_date else "без срока окончания"
    return f"{capfirst(role.get_role_display())}, {place}: с {role.start_date:%d.%m.%Y}, {end}."


def _named(by: User | None) -> str:
    return by.get_full_name() if by else "Администратор сервера"
