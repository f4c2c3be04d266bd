"""What people press from a nomination to the checked report: each step as its person does it."""

import re
from datetime import date, timedelta

from playwright.sync_api import Locator, Page, expect

from mentorship.pairs.models import Pair

MENTOR, MENTEE = "Клёнова Эмма Савельевна", "Осинин Тихон Эдуардович"
# «Клёнова и Осинин», in lists «Клёнова Э. С. — Осинин Т. Э.».
PAIR = re.compile("Клёнова.+Осинин")
DIFFICULTY = "дисциплина в классе"
CATEGORY = "молодой/начинающий педагог"
MEETING = "Познакомились, выбрали день для встреч"
PLAN_DONE = "Провели три урока вместе и разобрали каждый."


def main_of(page: Page) -> Locator:
    """What the page says, without its frame."""
    return page.get_by_role("main")


def go(page: Page, section: str) -> None:
    """Choose a section of the rail, behind the menu button on a phone."""
    menu = page.get_by_role("link", name="Меню", exact=True)
    page.wait_for_load_state()  # a page half read has no menu yet
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
