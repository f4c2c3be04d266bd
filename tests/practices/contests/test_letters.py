"""Who is written to of a contest, an award, a case, and who is not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.notices.models import Notice
from mentorship.practices.contests.entering import agree_to_entry, refuse_entry
from mentorship.practices.contests.issuing import issue_for_contest
from mentorship.practices.contests.running import take_contest_step
from mentorship.practices.contests.tasks import AWARD_DAYS, NEWS_DAYS, tasks_for
from mentorship.practices.models import Award, Contest, Honour
from mentorship.practices.tasks import tasks_for as tasks_of_section
from mentorship.practices.workflow.moderation import take_step
from schools.enums import ConsentWay
from tests.practices.contests.rows import WORDING, enter, fresh, give_place, lead, make_award, make_contest
from tests.practices.section import make_pair, make_practice, material

pytestmark = pytest.mark.django_db


def told():
    """Whom the letters are to, by the beginning of the subject; each is told once."""
    return sorted(
        (letter.subject.partition(":")[0], letter.person.last_name) for letter in Notice.objects.all()
    )


def titles(user, on=None):
    return [task.title for task in tasks_for(user, on or timezone.localdate())]


def step(row, name, by=None):
    words = {"words": "Добавьте числа"} if name in ("return", "withdraw") else {}
    take_step(row=row, step=name, version=row.version, by=by, on=timezone.localdate(), **words)
    return fresh(row)


def test_schools_learn_of_the_opening_and_the_centre_of_a_candidate(municipality, mentor, school, people):
    contest = make_contest(municipality, "open")
    assert told() == [("Открыто выдвижение", "Рябинина")]
    assert Notice.objects.get().topic == "contest"
    Notice.objects.all().delete()
    enter(contest, mentor, school)
    assert told() == [("Вас выдвинули на конкурс", "Клёнова"), ("Новый кандидат", "Липова")]
    assert "Ёлкинская СОШ" in Notice.objects.get(person=people["methodist"]).text


def test_results_are_told_to_those_named_and_their_curators(municipality, mentor, school):
    entry = enter(make_contest(municipality, "open"), mentor, school)
    lead(entry.nomination.contest, "close")
    give_place(entry)
    Notice.objects.all().delete()
    lead(entry.nomination.contest, "announce")
    assert told() == [("Итоги конкурса", "Клёнова"), ("Итоги конкурса", "Рябинина")]
    text = Notice.objects.get(person=mentor).text
    assert "победитель. Поздравляем!" in text
    assert "когда вы согласитесь" in text


def test_who_refused_is_told_no_results_and_who_agreed_is_not_asked_again(municipality, mentor, school):
    entry = enter(make_contest(municipality, "open"), mentor, school)
    part, on = entry.people.get(), timezone.localdate()
    agree_to_entry(part=part, way=ConsentWay.PAPER, by=None, on=on)
    lead(entry.nomination.contest, "close")
    give_place(entry, "laureate")
    Notice.objects.all().delete()
    lead(entry.nomination.contest, "announce")
    assert "когда вы согласитесь" not in Notice.objects.get(person=mentor).text
    lead(entry.nomination.contest, "recall", words="Ошибка в протоколе")
    refuse_entry(part=part, by=None, on=on)
    Notice.objects.all().delete()
    lead(entry.nomination.contest, "announce")
    assert told() == [("Итоги конкурса", "Рябинина")]


def test_holder_of_an_award_is_told_and_an_outsider_has_no_mail(municipality, announced, mentor):
    Notice.objects.all().delete()
    issue_for_contest(contest=announced.nomination.contest, wording=WORDING, by=None)
    make_award(municipality, recipient="Семья Ольховых")
    letter = Notice.objects.get()
    assert (letter.person, letter.path) == (mentor, f"/awards/{Award.objects.get(person=mentor).pk}/")
    assert letter.subject == "Вам выдали: диплом № 2025/26-001"
    assert "победитель в номинации «Наставник года»" in letter.text


def test_who_acts_gets_no_letter(users, municipality):
    contest = make_contest(municipality)
    take_contest_step(
        contest=contest, step="open", version=contest.version, by=users["curator"], on=timezone.localdate()
    )
    assert told() == []


def test_case_is_sent_returned_and_published_by_letter(people, users):
    practice = make_practice(make_pair(people))
    type(practice).objects.update(author=users["curator"])
    Notice.objects.all().delete()
    practice = step(fresh(practice), "submit", users["curator"])
    assert told() == [("Практика ждёт проверки", "Липова")]
    Notice.objects.all().delete()
    practice = step(practice, "return", users["methodist"])
    assert told() == [("Вернули на доработку", "Рябинина")]
    assert "Добавьте числа" in Notice.objects.get().text
    Notice.objects.all().delete()
    step(step(practice, "submit"), "publish", users["methodist"])
    published = [row for row in told() if row[0] == "Ваша практика опубликована"]
    assert [name for _, name in published] == ["Клёнова", "Осинин", "Рябинина"]


def test_board_of_honour_tells_whom_it_names(municipality, people, users):
    row = Honour.objects.create(
        municipality=municipality,
        person=people["mentor"],
        year=2025,
        reason="За труд",
        author=users["methodist"],
    )
    step(step(row, "submit"), "publish", users["head"])
    assert told() == [("Вы на доске почёта", "Клёнова"), ("Опубликуют", "Липова")]


def test_news_of_the_own_stand_on_the_workplace_for_a_fortnight(announced, mentor, users):
    on = timezone.localdate()
    issue_for_contest(contest=announced.nomination.contest, wording=WORDING._replace(date=on), by=None)
    news = ["Объявлены итоги: Наставник года — 2026", "Вам выдали: диплом"]
    assert titles(users["mentor"]) == ["Вас выдвинули на конкурс", *news]
    assert titles(users["mentor"], on + timedelta(days=NEWS_DAYS))[1:] == news
    assert titles(users["mentor"], on + timedelta(days=NEWS_DAYS + 1))[1:] == []
    assert titles(users["mentee"]) == []


def test_centre_is_reminded_of_results_and_of_awards(municipality, mentor, school, users):
    on = timezone.localdate()
    entry = enter(make_contest(municipality, "open"), mentor, school)
    contest = lead(entry.nomination.contest, "close")
    Contest.objects.update(nominate_until=on, results_date=on + timedelta(days=1))
    assert titles(users["methodist"]) == []
    assert titles(users["methodist"], on + timedelta(days=1)) == ["Объявите итоги: Наставник года — 2026"]
    give_place(entry)
    lead(contest, "announce")
    asked = ["Выдайте награды: Наставник года — 2026"]
    assert titles(users["methodist"]) == asked
    assert titles(users["methodist"], on + timedelta(days=AWARD_DAYS + 1)) == []
    issue_for_contest(contest=contest, wording=WORDING, by=None)
    assert titles(users["methodist"]) == []
    assert titles(users["curator"]) == []


def test_section_asks_the_centre_to_look_and_the_school_to_mend(people, users, municipality):
    def asked(login):
        return [task.title for task in tasks_of_section(users[login], timezone.localdate())]

    practice = step(make_practice(make_pair(people)), "submit")
    step(material(municipality, shown=False), "submit")
    publishing = "Опубликуйте материалы или верните их"
    assert asked("methodist") == ["Практика ждёт проверки"]
    assert asked("head") == ["Практика ждёт проверки", publishing]
    assert asked("curator") == []
    step(practice, "return")
    assert asked("curator") == ["Практику вернули на доработку"]
    assert (asked("methodist"), asked("head")) == ([], [publishing])
    assert asked("department") == []
