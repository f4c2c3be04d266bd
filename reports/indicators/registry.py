"""The registry of indicators with their sources: a table that a person who does not program can read.

Names follow the documents; formulas are contract §4 and surveys_and_indicators.md §8.1, §8.2, §8.4.
"""

from mentorship.programmes.models import IndicatorSet
from reports.indicators import formulas, satisfaction
from reports.indicators.definitions import COUNT, Indicator

PROGRAMME = IndicatorSet.MUNICIPAL_PROGRAMME
ORDER = IndicatorSet.DISTRICT_ORDER
TARGETS = IndicatorSet.MUNICIPAL_TARGETS

MENTEES = "вошли в программу в роли наставляемого"
MENTORS = "вошли в программу в роли наставника"
LIKED = "ответили «да» на вопрос «понравилось ли Вам участвовать в программе?» в анкете «после»"
ANSWERED = "все, кто ответил на этот вопрос"
ALL_SCHOOLS = "все школы"
LOW_TEACHERS = "педагогов всего во всех ШНОР"
ALL_TEACHERS = "педагогов всего во всех школах"
ALL_NOVICES = "молодых специалистов во всех школах"
RESULTS_000 = "Документ 000, ожидаемые результаты"

_ROWS = (
    Indicator(
        "p000_shnor_mentee_share", PROGRAMME, "Педагоги ШНОР в роли наставляемого",
        RESULTS_000, f"педагоги ШНОР, которые {MENTEES}", LOW_TEACHERS,
        formula=formulas.low_mentee_share, people=lambda facts: facts.low_mentees,
    ),
    Indicator(
        "p000_shnor_involved_share", PROGRAMME, "Педагоги ШНОР, участвующие в мероприятиях по наставничеству",
        "Документ 000, задача 1", "педагоги ШНОР, участвовавшие в мероприятиях (по спискам участников) "
        "или вошедшие в пары", LOW_TEACHERS,
        formula=formulas.low_involved_share, people=lambda facts: facts.low_involved, or_entered=True,
    ),
    Indicator(
        "p000_mentor_share", PROGRAMME, "Педагоги района в роли наставника",
        RESULTS_000, f"педагоги, которые {MENTORS}", ALL_TEACHERS,
        formula=formulas.teacher_mentor_share, people=lambda facts: facts.teaching_mentors,
    ),
    Indicator(
        "p000_mentee_satisfaction", PROGRAMME, "Удовлетворённость наставляемых участием в программе",
        "Документ 000; Приложение 2, вопрос 18", f"наставляемые, которые {LIKED}", ANSWERED,
        formula=satisfaction.mentee_satisfaction, is_level=True,
    ),
    Indicator(
        "p000_mentor_satisfaction", PROGRAMME, "Удовлетворённость наставников участием в программе",
        "Документ 000; Приложение 2, вопрос 17", f"наставники, которые {LIKED}", ANSWERED,
        formula=satisfaction.mentor_satisfaction, is_level=True,
    ),
    Indicator(
        "p000_shnor_share_decline", PROGRAMME, "Снижение доли ШНОР за год",
        RESULTS_000, "доля ШНОР в прошлом году − доля в этом", "доля ШНОР в прошлом году",
        formula=formulas.low_share_decline, schools=lambda facts: facts.low_schools,
    ),
    Indicator(
        "p000_shnor_count_decline", PROGRAMME, "Снижение числа ШНОР к базовому году",
        "Документ 000, задача 2", "ШНОР в базовом году − ШНОР сейчас", "ШНОР в базовом году",
        formula=formulas.low_count_decline, schools=lambda facts: facts.low_schools,
    ),
    Indicator(
        "p000_competence_growth", PROGRAMME, "Изменение компетенций учителей ШНОР",
        RESULTS_000, "средний балл последней диагностики − средний балл первой",
        "средний балл первой диагностики (те же учителя)", formula=formulas.competence_growth,
        is_dear=True,
    ),
    Indicator(
        "p001_addl_students_involved", ORDER,
        "Обучающиеся 7–18 лет по дополнительным программам, вовлечённые в наставничество",
        "Документ 001, показатель 1", "обучающиеся 7–18 лет, вовлечённые в наставничество",
        "обучающиеся 7–18 лет по дополнительным программам",
    ),
    Indicator(
        "p001_children_mentee", ORDER, "Дети 10–19 лет в роли наставляемого",
        "Документ 001, показатель 2", "дети 10–19 лет в роли наставляемого", "все дети 10–19 лет в округе",
    ),
    Indicator(
        "p001_youth_mentor", ORDER, "Подростки 15–19 лет в роли наставника",
        "Документ 001, показатель 3", "подростки 15–19 лет в роли наставника", "все подростки 15–19 лет",
    ),
    Indicator(
        "p001_young_teacher_mentee", ORDER, "Молодые специалисты в роли наставляемого",
        "Документ 001, показатель 4", f"работают меньше трёх лет и {MENTEES}", ALL_NOVICES,
        formula=formulas.novice_mentee_share, people=lambda facts: facts.novice_mentees,
    ),
    Indicator(
        "p001_teacher_mentor", ORDER, "Учителя в роли наставника",
        "Документ 001, показатель 5", f"учителя, которые {MENTORS}", ALL_TEACHERS,
        formula=formulas.teacher_mentor_share, people=lambda facts: facts.teaching_mentors,
    ),
    Indicator(
        "p001_enterprises", ORDER, "Предприятия, предоставившие наставников",
        "Документ 001, показатель 6", "предприятия, предоставившие наставников", "предприятия округа",
    ),
    Indicator(
        "p001_mentee_satisfaction", ORDER, "Удовлетворённость наставляемых",
        "Документ 001, показатель 7", f"наставляемые, которые {LIKED}", ANSWERED,
        formula=satisfaction.mentee_satisfaction, is_level=True,
    ),
    Indicator(
        "p001_mentor_satisfaction", ORDER, "Удовлетворённость наставников",
        "Документ 001, показатель 8", f"наставники, которые {LIKED}", ANSWERED,
        formula=satisfaction.mentor_satisfaction, is_level=True,
    ),
    Indicator(
        "p004_01_orgs_implemented", TARGETS, "Школы, внедрившие целевую модель наставничества",
        "Документ 004, показатель 1", "школы, внедрившие модель", ALL_SCHOOLS,
    ),
    Indicator(
        "p004_02_students_mentee", TARGETS, "Обучающиеся в роли наставляемого",
        "Документ 004, показатель 2", "обучающиеся в роли наставляемого", "обучающихся всего",
    ),
    Indicator(
        "p004_03_young_teachers_mentee", TARGETS, "Молодые специалисты в роли наставляемого",
        "Документ 004, показатель 3", f"работают меньше трёх лет и {MENTEES}", ALL_NOVICES,
        formula=formulas.novice_mentee_share, people=lambda facts: facts.novice_mentees,
    ),
    Indicator(
        "p004_04_centre", TARGETS, "Муниципальный методический центр (координационный совет)",
        "Документ 004, показатель 4", "созданные центры", "", COUNT,
    ),
    Indicator(
        "p004_05_dept_page", TARGETS, "Страница о наставничестве на сайте управления образования",
        "Документ 004, показатель 5", "открытые страницы", "", COUNT,
    ),
    Indicator(
        "p004_06_org_pages", TARGETS, "Школы с обновляемой страницей «Наставничество»",
        "Документ 004, показатель 6", "школы, чья страница обновлялась за последние 180 дней", ALL_SCHOOLS,
        formula=formulas.fresh_pages, schools=lambda facts: facts.fresh_page_schools, of_today=True,
    ),
    Indicator(
        "p004_07_practice_bank", TARGETS, "Площадка «Банк лучших практик»",
        "Документ 004, показатель 7", "созданные площадки", "", COUNT,
    ),
    Indicator(
        "p004_08_mentor_bank", TARGETS, "Интерактивный банк наставников",
        "Документ 004, показатель 8", "банк портала, в котором опубликован хотя бы один наставник", "", COUNT,
        formula=formulas.mentor_bank_count, of_today=True,
    ),
    Indicator(
        "p004_09_event", TARGETS, "Муниципальное мероприятие о наставничестве",
        "Документ 004, показатель 9", "мероприятия учебного года", "", COUNT,
    ),
    Indicator(
        "p004_10_base_orgs", TARGETS, "Опорные (базовые) школы",
        "Документ 004, показатель 10", "школы с признаком опорной", "", COUNT,
        formula=formulas.base_school_count, schools=lambda facts: facts.base_schools, of_today=True,
    ),
    Indicator(
        "p004_11_mentor_training", TARGETS, "Программы подготовки наставников",
        "Документ 004, показатель 11", "программы учебного года, включая дистанционные", "", COUNT,
    ),
    Indicator(
        "p004_12_resource_section", TARGETS, "Школы с разделом «Ресурсный центр наставнических практик»",
        "Документ 004, показатель 12", "школы с разделом", ALL_SCHOOLS,
        formula=formulas.resource_sections, schools=lambda facts: facts.resource_section_schools,
        of_today=True,
    ),
    Indicator(
        "p004_13_trained", TARGETS, "Кураторы и наставники, прошедшие обучение",
        "Документ 004, показатель 13", "прошедшие обучение к этому дню",
        "школьные кураторы в должности и наставники, вошедшие в программу",
        formula=formulas.trained_share, people=lambda facts: facts.trained,
    ),
)  # fmt: skip

REGISTRY: dict[str, Indicator] = {indicator.code: indicator for indicator in _ROWS}


def indicators_of(sets: list[str]) -> list[Indicator]:
    """The indicators of the chosen sets, in the order of the documents."""
    return [indicator for indicator in _ROWS if indicator.set in sets]
