"""The invented municipality as rows of the import kinds: heading → cell."""

from collections.abc import Iterator
from datetime import date, timedelta

from reports.demo import lists
from reports.demo.invention import YEARS_BACK, People, Row, Teacher
from schools import years

BANDS = ((10, "0-10"), (20, "11-20"), (30, "21-30"), (40, "31-40"), (99, "41+"))


def band(experience: int) -> str:
    """The band of the bank's layout."""
    return next(words for last, words in BANDS if experience <= last)


def schools(people: People) -> Iterator[Row]:
    """Two schools of three have a mentoring page, every second a fresh one."""
    for number, school in enumerate(people.schools):
        site = f"https://school{number + 1}.example.org"
        updated = people.on - timedelta(days=30 * number + 20)
        yield {
            "Код ОО": school.code, "Муниципалитет": lists.MUNICIPALITY, "Наименование": school.name,
            "Вид": school.kind, "Повышенный уровень": school.kind in ("лицей", "гимназия"),
            "Опорная ОО": number == 0, "Сайт": site,
            "Страница «Наставничество»": f"{site}/mentor" if number % 3 else None,
            "Дата обновления страницы": updated if number % 3 else None,
            "Раздел «Ресурсный центр наставнических практик»": f"{site}/practice" if number % 2 else None,
        }  # fmt: skip


def school_years(people: People) -> Iterator[Row]:
    """Four years of each school: results drift a little, flags follow the list."""
    for back in range(YEARS_BACK, -1, -1):
        for school in people.schools:
            drift = people.random.uniform(-0.03, 0.03)
            results = round(school.level + drift + 0.01 * (YEARS_BACK - back), 4)
            staff = people.of_school(school)
            is_low = school.low[YEARS_BACK - back]
            pupils = len(staff) * 11
            yield {
                "Код ОО": school.code, "Учебный год": years.label(people.year - back), "ИОР": results,
                "ИСБШ": round(0.9 * school.level + people.random.uniform(-0.05, 0.1), 4),
                "ГИА": round(results + people.random.uniform(-0.04, 0.08), 3),
                "ВПР": round(results + people.random.uniform(-0.06, 0.04), 3),
                "ШНОР": is_low, "ШССУ": is_low and school.kind == "ООШ",
                # the order of this year is entered as a list: see reports/demo/record.py
                "Приказ": f"приказ № {800 + back} от 15.09.{people.year - back}" if is_low and back else None,
                "Педагогов всего": len(staff),
                "Молодых специалистов": sum(teacher in people.novices for teacher in staff),
                "Обучающихся всего": pupils, "Обучающихся 10–19 лет": pupils * 6 // 10,
                "Обучающихся 15–19 лет": pupils * 2 // 10,
            }  # fmt: skip


def staff(people: People) -> Iterator[Row]:
    """Everyone; the first of a school is its head."""
    for teacher in people.teachers:
        is_head = teacher == people.director(teacher.school)
        yield {
            "Код педагога": teacher.code, "Код ОО": teacher.school.code, "Фамилия": teacher.name.last,
            "Имя": teacher.name.first, "Отчество": teacher.name.middle,
            "Должность": "директор" if is_head else "учитель", "Предметы": teacher.subject,
            "Начало педагогической деятельности": teacher.since,
            "Квалификационная категория": teacher.category,
            "Электронная почта": f"{teacher.code.lower().replace('п', 'p')}@example.org",
        }  # fmt: skip


def roles(people: People) -> Iterator[Row]:
    """A head and a curator for every school but the last, which waits for a curator."""
    start = date(people.year - YEARS_BACK, 9, 1)
    for school in people.schools:
        yield {
            "Код педагога": people.director(school).code, "Роль": "руководитель ОО",
            "Код ОО": school.code, "Начало": start, "Окончание": None,
        }  # fmt: skip
        if school != people.schools[-1]:
            yield {
                "Код педагога": people.curator(school).code, "Роль": "школьный куратор",
                "Код ОО": school.code, "Начало": start, "Окончание": None,
            }  # fmt: skip


def bank(people: People) -> Iterator[Row]:
    """A card a mentor in the nine columns of document 004."""
    for mentor in people.mentors:
        yield {
            "Район": lists.MUNICIPALITY, "ОО, где работает наставник": mentor.school.name,
            "ФИО наставника": " ".join(mentor.name),
            "Наставляемый. Кто может стать наставляемым": people.random.choice(lists.MENTEE_CATEGORIES),
            "Предмет": mentor.subject,
            "Направление совместной деятельности": people.random.choice(lists.FOCUSES),
            "Примерный стаж наставляемого": band(mentor.experience(people.on)),
            "Предполагаемая категория наставляемого": mentor.category,
            "Электронный адрес наставника, страница (если есть)": f"https://school.example.org/{mentor.code}",
            "Код педагога": mentor.code,
        }  # fmt: skip


def trainings(people: People) -> Iterator[Row]:
    """Two mentors of three and half of the curators are trained."""
    curators = [people.curator(school) for school in people.schools]
    trained = [person for number, person in enumerate(people.mentors) if number % 3] + curators[::2]
    for number, person in enumerate(dict.fromkeys(trained)):
        yield {
            "Код педагога": person.code, "Программа": lists.TRAINING, "Часов": 36,
            "Дата": people.on - timedelta(days=60 + 7 * number), "№ удостоверения": f"УД-{1000 + number}",
        }  # fmt: skip


def diagnostics(people: People) -> Iterator[Row]:
    """Teachers of schools that are or were ШНОР were tested three years ago and lately, a few but once."""
    first, last = date(people.year - YEARS_BACK, 10, 12), people.on - timedelta(days=25)
    tested = (teacher for teacher in people.teachers if any(teacher.school.low) and teacher.since < first)
    for number, teacher in enumerate(tested):
        before = people.random.randint(38, 62)
        results = [(first, before), (last, min(100, before + people.random.randint(-3, 18)))]
        for day, score in results[: 1 if number % 9 == 4 else 2]:
            yield {
                "Код педагога": teacher.code, "Дата": day, "Предметные компетенции": score,
                "Методические компетенции": score - people.random.randint(0, 8), "Максимум": 100,
            }  # fmt: skip


def statistics(people: People) -> Iterator[Row]:
    """Figures of the municipality that the portal cannot count."""
    given = {
        "p001_addl_students_involved": (604, 1085), "p001_children_mentee": (512, 1310),
        "p001_youth_mentor": (74, 980), "p001_enterprises": (9, 42), "p004_02_students_mentee": (640, 2310),
    }  # fmt: skip
    day = max(date(people.year, 9, 1), people.on - timedelta(days=30))
    for code, (part, whole) in given.items():
        yield {
            "Муниципалитет": lists.MUNICIPALITY, "Код ОО": None, "Учебный год": years.label(people.year),
            "Показатель": code, "Числитель": part, "Знаменатель": whole, "Дата": day,
            "Источник": "сводный отчёт школ",
        }  # fmt: skip


def request_row(people: People, teacher: Teacher, number: int) -> Row:
    """A request of a teacher, made some weeks ago in this school year."""
    day = max(date(people.year, 9, 1), people.on - timedelta(days=5 + 9 * (number % 8)))
    is_novice = teacher in people.novices
    category = lists.MENTEE_CATEGORIES[0 if is_novice else 1 + number % 2]
    return {
        "Код педагога": teacher.code, "Категория наставляемого": category, "Предмет": teacher.subject,
        "Профессиональное затруднение": lists.DIFFICULTIES[number % len(lists.DIFFICULTIES)],
        "Источник": lists.REQUEST_SOURCES[number % 3], "Дата запроса": day,
    }  # fmt: skip
