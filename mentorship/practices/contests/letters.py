"""Letters of contests and awards: schools are asked to propose, people are told of results and papers."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mentorship.notices.enums import Topic
from mentorship.notices.posting import Letter, others, post_all
from mentorship.practices.contests.enums import Place
from mentorship.practices.models import Award, Contest, ContestEntry, EntryPerson
from schools.addressees import curators, methodists
from schools.models import Person, School

if TYPE_CHECKING:
    from schools.models import User


def tell_of_opening(contest: Contest, by: "User | None") -> None:
    """The curators of the municipality's schools: whom to propose, and until when."""
    schools = School.objects.filter(municipality=contest.municipality_id).values_list("pk", flat=True)
    text = (
        f"Школы выдвигают кандидатов на конкурс «{contest.title}» до {contest.nominate_until:%d.%m.%Y}.\n\n"
        "Положение и номинации — на странице конкурса, там же кнопка «Выдвинуть»."
    )
    subject = f"Открыто выдвижение: {contest.title}"
    post_all(
        [Letter(Topic.CONTEST, others(curators(schools), by), subject, text, contest.get_absolute_url())]
    )


def tell_of_entry(entry: ContestEntry, contest: Contest, people: list[Person], by: "User | None") -> None:
    """Those named are asked to agree; the centre learns that a school has proposed somebody."""
    path = entry.get_absolute_url()
    asked = (
        f"Вас выдвинули на конкурс «{contest.title}», номинация «{entry.nomination}».\n\n"
        "Откройте страницу: согласитесь участвовать или откажитесь. "
        "Без согласия ваше имя в итогах не назовут."
    )
    text = f"{entry}, номинация «{entry.nomination}».\n\nВыдвинула: {entry.school or 'сам центр'}."
    desk = [person for person in methodists(contest.municipality_id) if person not in people]
    post_all(
        [
            Letter(Topic.CONTEST, tuple(people), "Вас выдвинули на конкурс", asked, path),
            Letter(Topic.CONTEST, others(desk, by), f"Новый кандидат: {contest.title}", text, path),
        ]
    )


def tell_of_results(contest: Contest, by: "User | None") -> None:
    """Everybody named who has not refused learns the own result, the curators that there are results."""
    parts = EntryPerson.objects.filter(entry__nomination__contest=contest, refused_date__isnull=True)
    parts = parts.select_related("person", "entry__nomination").order_by("entry", "pk")
    subject = f"Итоги конкурса: {contest.title}"
    letters = [
        Letter(Topic.CONTEST, (part.person,), subject, _result(part), part.entry.get_absolute_url())
        for part in parts
    ]
    named = {part.person_id for part in parts}
    schools = ContestEntry.objects.filter(nomination__contest=contest).values_list("school", flat=True)
    office = [person for person in others(curators(schools), by) if person.pk not in named]
    text = "Итоги объявлены. Результаты ваших кандидатов — на странице конкурса."
    post_all([*letters, Letter(Topic.CONTEST, tuple(office), subject, text, contest.get_absolute_url())])


def tell_of_awards(awards: Iterable[Award]) -> None:
    """The holders: what was given for what, where to see and print it. Outsiders have no mail here."""
    post_all(
        Letter(
            Topic.CONTEST,
            (award.person,),
            f"Вам выдали: {award.get_kind_display()} № {award.number}",
            f"За что: {award.text}\n\nПосмотреть и распечатать — на странице награды.",
            award.get_absolute_url(),
        )
        for award in awards
        if award.person is not None
    )


def _result(part: EntryPerson) -> str:
    entry = part.entry
    if not entry.place:
        return f"Спасибо за участие в номинации «{entry.nomination}»."
    place = Place(entry.place).label
    text = f"Ваш результат в номинации «{entry.nomination}» — {place}. Поздравляем!"
    if not part.agrees:
        text += "\n\nНа открытой странице вас назовут, когда вы согласитесь: ответить можно по ссылке ниже."
    return text
