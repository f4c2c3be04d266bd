"""The methodist's whole job as people do it: from a teacher's nomination to the checked half-year report.

Everybody finds the way by what the pages show: the rail, «Мой день», buttons, links, labels. Only the
sign-in has an address.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from mentorship.audit.models import Entry
from mentorship.bank.enums import MentorSource, MentorState, RequestState
from mentorship.bank.models import Difficulty, MenteeRequest, Mentor
from mentorship.documents.enums import PaperState
from mentorship.documents.models import Paper
from mentorship.pairs.enums import LineState, MeetingKind, PairState, ReportState, RunState
from mentorship.pairs.models import HalfYearReport, MatchRun, Meeting, Pair
from schools.enums import ConsentKind, ConsentWay
from schools.models import Consent, Person
from tests.bank.builders import subject
from tests.browser.test_main_job import PHONE, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MENTOR, MENTEE = "Клёнова Эмма Савельевна", "Осинин Тихон Эдуардович"
# «Клёнова и Осинин», in lists «Клёнова Э. С. — Осинин Т. Э.».
PAIR = re.compile("Клёнова.+Осинин")
DIFFICULTY = "дисциплина в классе"
CATEGORY = "молодой/начинающий педагог"
MEETING = "Познакомились, выбрали день для встреч"
# What the walk itself could leave to do: candidates, requests, pairs, reports.
NOTHING_LEFT = re.compile("кандидат жд|запрос жд|Ждут приказа|Ждут начала|без встреч|отчёт просрочен")
PLAN_DONE = "Провели три урока вместе и разобрали каждый."


class Seats:
    """Browser sessions of the cast, each signed in by hand once and kept to its end."""

    def __init__(self, browser: Browser, base_url: str) -> None:
        self.browser, self.base_url = browser, base_url
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def take(self, login: str, **device: Any) -> Page:
        """The first page of somebody who has just signed in."""
        context = self.browser.new_context(locale="ru-RU", timezone_id="Europe/Moscow", **device)
        context.on("weberror", lambda failure: self.complaints.append(str(failure.error)))
        context.on("console", lambda message: self._heed(message.text))
        self.contexts.append(context)
        return signed_in(context, self.base_url, login)

    def _heed(self, words: str) -> None:
        if "Content Security Policy" in words:
            self.complaints.append(words)


@pytest.fixture
def seats(browser: Browser, base_url: str, users: dict[str, Any]) -> Iterator[Seats]:
    """Seats of the cast; no page may fail in a script or break the CSP."""
    taken = Seats(browser, base_url)
    yield taken
    for context in taken.contexts:
        context.close()
    assert taken.complaints == []


def main_of(page: Page) -> Locator:
    """What the page says, without its frame."""
    return page.get_by_role("main")


def go(page: Page, section: str) -> None:
    """Choose a section of the rail, behind the menu button on a phone."""
    menu = page.get_by_role("link", name="Меню", exact=True)
    if menu.is_visible():
        menu.click()
    page.get_by_role("navigation", name="Разделы портала").get_by_role(
        "link", name=section, exact=True
    ).click()


def press(page: Page, words: str) -> None:
    """Press the only button of that name."""
    main_of(page).get_by_role("button", name=words, exact=True).click()


def follow(page: Page, words: str | re.Pattern[str]) -> None:
    """Follow the only link of that name."""
    main_of(page).get_by_role("link", name=words, exact=isinstance(words, str)).click()


def told(page: Page, words: str) -> None:
    """The page says this to who has pressed a button."""
    expect(main_of(page)).to_contain_text(words)


def give_consent(page: Page) -> None:
    """Agree to the processing of the own data, which the page asks for."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Согласия")
    document = page.get_by_role("region", name="Согласие на обработку персональных данных")
    document.get_by_role("button", name="Даю согласие").click()
    told(page, "Согласие записано.")


def nominate(page: Page) -> None:
    """A teacher puts himself forward and is led on to the consent."""
    go(page, "Банк наставников")
    follow(page, "Стать наставником")
    page.get_by_label("Предмет").select_option("Физика")
    page.get_by_label("Кто может стать наставляемым").select_option(CATEGORY)
    page.get_by_label(DIFFICULTY).check()
    page.get_by_label("Моя любимая учебная тема").fill("Законы сохранения")
    page.get_by_label("Сколько наставляемых готовы вести одновременно").fill("1")
    press(page, "Подать кандидатуру")
    told(page, "Осталось дать согласие на обработку персональных данных.")
    give_consent(page)


def ask_for_mentor(page: Page) -> None:
    """A teacher writes what does not work out; the request waits for the consent."""
    go(page, "Запросы")
    main_of(page).get_by_role("link", name="Попросить наставника").first.click()
    page.get_by_label("Предмет").select_option("Физика")
    page.get_by_label("Профессиональное затруднение").select_option(DIFFICULTY)
    page.get_by_label("Своими словами").fill("Класс шумит, урок не успеваю закончить.")
    press(page, "Подать запрос")
    follow(page, "Открыть согласия")
    give_consent(page)
    go(page, "Запросы")
    follow(page, "Дисциплина в классе")
    press(page, "Подать запрос")
    told(page, "Запрос подан.")


def take_into_bank(page: Page) -> None:
    """The methodist finds the candidate among the things to do: into the bank, interview, no training."""
    follow(page, re.compile("^Посмотреть кандидатов"))
    follow(page, MENTOR)
    press(page, "Принять в банк")
    told(page, "Кандидат принят в банк.")
    page.get_by_label("готов: отобрать", exact=True).check()
    page.get_by_label("Кто проводил").fill("Липова З. М., педагог-психолог школы")
    page.get_by_label("психологическая готовность к наставничеству").check()
    page.get_by_label("С участием психолога").check()
    press(page, "Записать собеседование")
    told(page, "Собеседование записано.")
    page.get_by_text("Освободить от обучения", exact=True).first.click()
    page.get_by_label("Причина").locator("visible=true").fill("Прошла обучение наставников в 2024 году.")
    press(page, "Освободить от обучения")
    told(page, "Записано: обучение не нужно.")
    go(page, "Банк наставников")
    row = main_of(page).get_by_role("row", name=re.compile(MENTOR))
    expect(row).to_contain_text("Физика")
    expect(row).to_contain_text(re.compile(r"свободно 1\sиз\s1"))


def accept_request(page: Page) -> None:
    """The methodist takes the request into the base of mentees."""
    go(page, "Мой день")
    follow(page, re.compile("^Рассмотреть запросы"))
    follow(page, MENTEE)
    page.get_by_label("Категория наставляемого").select_option(CATEGORY)
    press(page, "Принять в базу наставляемых")
    told(page, "Запрос принят в базу наставляемых.")


def match_all(page: Page) -> None:
    """«Подобрать всем»: a draft with its reasons, looked at and published."""
    go(page, "Подбор")
    press(page, "Подобрать всем")
    row = main_of(page).get_by_role("row", name=re.compile(MENTEE))
    expect(row).to_contain_text(MENTOR)
    expect(row).to_contain_text(re.compile("предмет", re.IGNORECASE))
    assert not Pair.objects.exists()
    press(page, "Опубликовать: 1 пара")
    told(page, "Предложена 1 пара.")


def confirm(page: Page) -> None:
    """One side answers the proposal that stands among the things to do."""
    go(page, "Мой день")
    follow(page, re.compile("^Ответить.*Вам предложили пару"))
    press(page, "Подтвердить участие")
    told(page, "Участие подтверждено.")


def make_order(page: Page, day: date) -> None:
    """The school's order: texts and people, names in their cases, the file, number and date."""
    go(page, "Мой день")
    follow(page, re.compile("^Закрепить.*Ждут приказа: 1 пара"))
    follow(page, re.compile("^Подготовить приказ"))
    page.get_by_role("combobox", name="Чей документ").select_option("Ёлкинская СОШ")
    press(page, "Выбрать")
    expect(page.get_by_label(PAIR)).to_be_checked()
    page.get_by_label("Населённый пункт").fill("пос. Лесной")
    page.get_by_label("Срок с").fill(day.isoformat())
    press(page, "Дальше: имена")
    expect(page.get_by_label(MENTOR)).to_have_value("Клёнову Эмму Савельевну")
    press(page, "Сформировать файл")
    sheet = page.get_by_role("region", name="Текст документа")
    expect(sheet).to_contain_text("Клёнову Эмму Савельевну")
    with page.expect_download() as download:
        follow(page, "Скачать .docx")
    assert download.value.suggested_filename.endswith(".docx")
    follow(page, "Зарегистрировать")
    page.get_by_label("Номер").fill("17-од")
    page.get_by_label("Дата").fill(day.isoformat())
    press(page, "Зарегистрировать документ")
    told(page, "Документ зарегистрирован.")


def open_pair(page: Page) -> None:
    """The only pair in sight."""
    go(page, "Пары и группы")
    follow(page, PAIR)


def start_work(page: Page, day: date) -> None:
    """The pair that stands under the order begins to work, as it really did, some weeks ago."""
    open_pair(page)
    told(page, "закреплена")
    follow(page, "Начать работу")
    page.get_by_label("Работает с").fill(day.isoformat())
    press(page, "Начать работу")
    told(page, "Пара начала работу.")


def log_meeting(phone: Page, day: date) -> None:
    """The mentor writes the first meeting on a phone."""
    open_pair(phone)
    expect(phone.get_by_label("Когда")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    phone.get_by_label("Когда").fill(day.isoformat())
    phone.get_by_label("Вид встречи").select_option("встреча-знакомство")
    phone.get_by_label("О чём").fill(MEETING)
    press(phone, "Записать встречу")
    told(phone, "Встреча записана.")
    expect(main_of(phone).get_by_role("heading", name=MEETING)).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == 360


def confirm_meeting(page: Page, day: date) -> None:
    """The mentee finds the meeting among the things to do and confirms it."""
    go(page, "Мой день")
    follow(page, re.compile("^Проверить.*Подтвердите встречу"))
    press(page, f"Подтвердить встречу {day:%d.%m.%Y}")
    told(page, "Встреча подтверждена.")


def open_half_year(page: Page, start: date, today: date) -> None:
    """The methodist opens the period in which the pair has worked its thirty days."""
    go(page, "Отчёты наставников")
    main_of(page).get_by_role("link", name="Открыть период").first.click()
    page.get_by_label("С", exact=True).fill(start.isoformat())
    page.get_by_label("По", exact=True).fill((today + timedelta(days=10)).isoformat())
    page.get_by_label("Сдать до").fill((today + timedelta(days=20)).isoformat())
    press(page, "Открыть период")
    told(page, "Период открыт, черновиков отчётов: 1.")


def write_report(page: Page) -> None:
    """The mentor finds the draft with the meeting in it, writes and hands it in."""
    go(page, "Мой день")
    follow(page, re.compile("^Открыть отчёт"))
    told(page, "Встреч по журналу: 1")
    told(page, MEETING)
    page.get_by_label("Что выполнено из плана").fill(PLAN_DONE)
    page.get_by_label("Продвижение по запросу").fill("6")
    press(page, "Сдать отчёт")
    told(page, "Пара продолжается: напишите план на следующее полугодие.")
    page.get_by_label("План на следующее полугодие").fill("Провести уроки самостоятельно.")
    press(page, "Сдать отчёт")
    told(page, "Отчёт сдан куратору.")


def check_report(page: Page) -> None:
    """The curator of the mentee's school reads the report and accepts it."""
    follow(page, re.compile("^Проверить.*1 отчёт ждёт проверки"))
    follow(page, PAIR)
    told(page, PLAN_DONE)
    press(page, "Принять отчёт")
    told(page, "Отчёт принят.")


def test_from_a_nomination_to_the_checked_report(seats: Seats, people: dict[str, Person]) -> None:
    subject("Физика")
    today = timezone.localdate()
    start, met = today - timedelta(days=40), today - timedelta(days=28)
    mentor, mentee = seats.take("mentor"), seats.take("mentee")
    nominate(mentor)
    ask_for_mentor(mentee)
    desk = seats.take("methodist")
    take_into_bank(desk)
    accept_request(desk)
    match_all(desk)
    confirm(mentor)
    confirm(mentee)
    make_order(desk, start)
    start_work(desk, start)
    phone = seats.take("mentor", **PHONE)
    log_meeting(phone, met)
    confirm_meeting(mentee, met)
    open_half_year(desk, today - timedelta(days=60), today)
    write_report(mentor)
    check_report(seats.take("curator"))

    bank_is_as_expected(people, today)
    pair_is_as_expected(people, start, met)
    report_is_as_expected(people)
    methodist_sees_it_all(desk, start)


def bank_is_as_expected(people: dict[str, Person], today: date) -> None:
    """The mentor works, the request is in work, the matching is published, consents are on record."""
    mentor = Mentor.objects.get()
    assert (mentor.person, mentor.state, mentor.source) == (
        people["mentor"], MentorState.ACTIVE, MentorSource.SELF,
    )  # fmt: skip
    assert (mentor.capacity, mentor.favourite_topic) == (1, "Законы сохранения")
    assert mentor.training_waiver == "Прошла обучение наставников в 2024 году."
    assert list(mentor.difficulties.all()) == [Difficulty.objects.get(name=DIFFICULTY)]
    interview = mentor.interviews.get()
    assert (interview.date, interview.is_ready, interview.with_psychologist) == (today, True, True)
    asked = MenteeRequest.objects.get()
    assert (asked.person, asked.state) == (people["mentee"], RequestState.IN_WORK)
    run = MatchRun.objects.get()
    line = run.lines.get()
    assert (run.state, line.state, line.pair) == (RunState.PUBLISHED, LineState.PUBLISHED, Pair.objects.get())
    given = Consent.objects.live().values_list("person__code", "kind", "way").order_by("person__code", "kind")
    assert list(given) == [
        ("C-mentee", ConsentKind.PROCESSING, ConsentWay.PORTAL),
        ("C-mentor", ConsentKind.DUTIES, ConsentWay.PORTAL),
        ("C-mentor", ConsentKind.PROCESSING, ConsentWay.PORTAL),
    ]


def pair_is_as_expected(people: dict[str, Person], start: date, met: date) -> None:
    """The pair works under the school's order; its journal holds the first meeting."""
    pair, paper = Pair.objects.get(), Paper.objects.get()
    assert (pair.state, pair.order, pair.subject) == (PairState.ACTIVE, paper.order, subject("Физика"))
    assert str(pair.order) == f"№ 17-од от {start:%d.%m.%Y}"
    assert (paper.state, paper.school) == (PaperState.REGISTERED, people["mentor"].school)
    member = pair.members.get()
    assert (member.mentee, member.start_date, member.end_date) == (people["mentee"], start, None)
    assert member.request == MenteeRequest.objects.get()
    assert member.place is not None
    assert member.place.mentor_id == people["mentor"].pk
    meeting = Meeting.objects.get()
    assert (meeting.date, meeting.kind, meeting.topic) == (met, MeetingKind.INTRODUCTION, MEETING)
    assert (meeting.logged_by, meeting.confirmed_by) == (people["mentor"], people["mentee"])
    changes = Entry.objects.filter(action__startswith="pairs.")
    acts = changes.filter(target_model="pairs.pair", target_id=pair.pk).order_by("pk")
    assert [entry.action.removeprefix("pairs.") for entry in acts] == [
        "propose", "confirm", "confirm", "agree", "order", "start", "log_meeting", "confirm_meeting",
    ]  # fmt: skip


def report_is_as_expected(people: dict[str, Person]) -> None:
    """One report: written by the mentor, accepted by the curator."""
    report = HalfYearReport.objects.get()
    assert (report.state, report.plan_done, report.progress) == (ReportState.CHECKED, PLAN_DONE, 6)
    assert (report.submitted_by, report.checked_by) == (people["mentor"], people["curator"])


def methodist_sees_it_all(page: Page, start: date) -> None:
    """No place left in the bank, the pair at work under its order, the report checked, nothing left to do."""
    go(page, "Банк наставников")
    expect(main_of(page).get_by_role("row", name=re.compile(MENTOR))).to_contain_text("мест нет")
    go(page, "Пары и группы")
    row = main_of(page).get_by_role("row", name=PAIR)
    for words in (f"{start:%d.%m.%Y}", "№ 17-од", "действует"):
        expect(row).to_contain_text(words)
    go(page, "Документы")
    row = main_of(page).get_by_role("row", name=re.compile("17-од"))
    expect(row).to_contain_text("зарегистрирован")
    go(page, "Отчёты наставников")
    expect(main_of(page).get_by_role("row", name=PAIR)).to_contain_text("проверен")
    go(page, "Мой день")
    expect(main_of(page)).to_contain_text("Что ждёт вас")
    expect(main_of(page)).not_to_contain_text(NOTHING_LEFT)
