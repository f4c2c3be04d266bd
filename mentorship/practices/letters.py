"""Letters of what is published: a case waits for the centre, comes back, is published, is taken off."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from django.urls import reverse

from mentorship.notices.enums import Topic
from mentorship.notices.posting import Letter, others, post_all
from mentorship.practices.models import Honour, Moderated, Practice
from schools.addressees import curators, methodists
from schools.models import Person

if TYPE_CHECKING:
    from schools.models import User

_BACK = "Проверяющий пишет: {words}\n\nИсправьте и отправьте на проверку снова."
_OFF = "Причина: {words}"


def tell_of_step(row: Moderated, step: str, *, words: str, by: "User | None") -> None:
    """Post what follows from a step; who took it gets no letter."""
    letters = {"submit": _waits, "return": _returned, "publish": _published, "withdraw": _withdrawn}
    found = letters[step](row, words) if step in letters else []
    post_all(replace(letter, people=others(letter.people, by)) for letter in found)


def _waits(row: Moderated, words: str) -> list[Letter]:
    """Materials and the board go to the head, who has a task; cases come from schools by letter, too."""
    if not isinstance(row, Practice):
        return []
    text = f"Школа прислала практику «{row.title}». Посмотрите, опубликуйте её или верните с замечанием."
    return [_letter(row, methodists(row.municipality_id), "Практика ждёт проверки", text)]


def _returned(row: Moderated, words: str) -> list[Letter]:
    return [_letter(row, _writers(row), f"Вернули на доработку: {row}", _BACK.format(words=words))]


def _published(row: Moderated, words: str) -> list[Letter]:
    day = f"{row.publish_date:%d.%m.%Y}"
    letters = [_letter(row, _writers(row), f"Опубликуют: {row}", f"Дата публикации — {day}.")]
    if isinstance(row, Practice):
        text = (
            f"Практику «{row.title}» увидят все с {day}. Согласие можно отозвать на её странице в любой "
            "момент: публикация сразу скроется."
        )
        return [_letter(row, _everybody(row), "Ваша практика опубликована", text)]
    if isinstance(row, Honour):
        text = f"{row.reason}.\n\nЗапись видна с {day}, пока действует ваше согласие на публикацию."
        told = Letter(Topic.PRACTICE, (row.person,), "Вы на доске почёта", text, reverse("public:honour"))
        letters.append(told)
    return letters


def _withdrawn(row: Moderated, words: str) -> list[Letter]:
    people = _everybody(row) if isinstance(row, Practice) else _writers(row)
    return [_letter(row, people, f"Снято с публикации: {row}", _OFF.format(words=words))]


def _letter(row: Moderated, people: Iterable[Person], subject: str, text: str) -> Letter:
    path = reverse("practices:editing", args=[row._meta.model_name, row.pk])
    if isinstance(row, Practice):
        path = row.get_absolute_url()
    return Letter(Topic.PRACTICE, tuple(people), subject, text, path)


def _writers(row: Moderated) -> list[Person]:
    """Who put it together; the curators of a case's schools where nobody is known."""
    if row.author is not None and row.author.person is not None:
        return [row.author.person]
    if isinstance(row, Practice):
        return curators(row.authors.values_list("person__school", flat=True))
    return []


def _everybody(row: Practice) -> list[Person]:
    """The voices of a case and who put it together, each once."""
    people = [author.person for author in row.authors.select_related("person")] + _writers(row)
    return list({person.pk: person for person in people}.values())
