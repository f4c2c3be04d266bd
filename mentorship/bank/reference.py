"""Reference data: who can become a mentee, where requests come from, frequent difficulties."""

from mentorship.bank.models import Difficulty, MenteeCategory, RequestSource, SelectionCriterion
from mentorship.spreadsheets.words import fold
from schools.words import Word

# Documents 003 and 004 (the visible bank), brought to one grammar; management teams: document 000.
MENTEE_CATEGORIES = (
    "молодой/начинающий педагог",
    "педагог в процессе адаптации на новом месте",
    "педагог в состоянии эмоционального выгорания",
    "педагог, желающий овладеть современными программами и цифровыми навыками",
    "член управленческой команды ШНОР/ШССУ",
    "педагог кадрового резерва",
)

# Document 003: the teacher asks, the curator, third parties or a test tell.
TESTING = "тестирование"
SOURCES = ("самозапрос", "куратор", TESTING, "третьи лица")
# What a request made from a testing asks for: the weaker of the two competences.
SUBJECT_GAP = "предметные компетенции по итогам тестирования"
METHOD_GAP = "методические компетенции по итогам тестирования"

# What teachers ask for most; the list is open and grows with the requests.
DIFFICULTIES = (
    "дисциплина в классе",
    "взаимодействие с родителями",
    "работа с детьми с ОВЗ",
    "организация работы с неуспевающими",
    "подготовка обучающихся к ГИА",
    "низкие результаты обучающихся на ВПР",
    "формирующее оценивание",
    "цифровые инструменты урока",
)


# Document 004: «критерии отбора в соответствии с запросами наставляемых», the interview on psychological
# readiness, trusting relations that enrich both, who above all must become a mentor.
CRITERIA = (
    "отвечает запросам наставляемых",
    "психологическая готовность к наставничеству",
    "умение выстраивать доверительные взаимообогащающие отношения",
    "высшая квалификационная категория",
    "звание заслуженного учителя",
)


def load() -> None:
    """Add the words that are missing; what people have changed stays as they left it."""
    _add(MenteeCategory, MENTEE_CATEGORIES)
    _add(RequestSource, SOURCES)
    _add(Difficulty, DIFFICULTIES)
    _add(SelectionCriterion, CRITERIA)


def _add(model: type[Word], names: tuple[str, ...]) -> None:
    for name in names:
        model._default_manager.get_or_create(key=fold(name), defaults={"name": name})
