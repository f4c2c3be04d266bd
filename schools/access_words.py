"""The table of access in words: the page `docs/security/access.md` is printed from here."""

from schools.access import GRANTS, Grant
from schools.access_table import ROLES
from schools.enums import Role

AREA_WORDS = {
    "workplace": "рабочее место: что ждёт меня сейчас",
    "admin": "управление (/admin/)",
    "accounts": "учётные записи и роли",
    "invitations": "ссылки для входа педагогам школы",
    "import": "загрузка и выгрузка таблиц Excel",
    "people": "карточки людей: имена, почта, история",
    "schools": "школы, их годы и списки",
    "programmes": "программы, формы наставничества, бюджет",
    "bank": "банк наставников",
    "apply": "самовыдвижение и карточка наставника",
    "requests": "запросы наставляемых и предпочтения",
    "matching": "подбор пар, собеседования, резерв",
    "pairs": "пары: план, встречи, продукты",
    "practices": "практики пар: слова обоих, согласия, публикация",
    "contests": "конкурсы: выдвижение, согласие, итоги",
    "awards": "грамоты, благодарности, сертификаты",
    "materials": "материалы публичного раздела и доска почёта",
    "publishing": "публикация материалов раздела",
    "dissolving": "расторжение пары",
    "orders": "приказы, согласия и другие бумаги",
    "half_years": "отчёты пар за полугодие",
    "registers": "реестры",
    "pupils": "ученики: имена видит только своя школа",
    "roadmap": "дорожные карты школ",
    "surveys": "свои анкеты",
    "campaigns": "кампании: кто ответил (не что)",
    "survey_entry": "ввод бумажных анкет",
    "reports": "показатели программы",
    "school_reports": "отчёты о школах",
    "school_analysis": "анализ школ: карта, индексы, списки",
    "diagnostics": "диагностика компетенций",
    "quality": "качество данных",
    "survey_reports": "итоги анкет: группы от 5 человек",
    "meetings": "координационные совещания и план работы",
    "snapshots": "снимки показателей",
    "centre": "наставнический центр",
    "region": "сводка по муниципалитетам",
    "question": "свой вопрос к данным, сохранённые виды",
    "score": "оценка 0–20",
    "statistics": "внесённые числа",
    "journal": "журнал действий",
    "incidents": "инциденты с данными",
    "privacy": "запросы о своих данных, уничтожение",
    "acts": "ответы на запросы и акты об уничтожении",
    "settings": "настройки и пороги",
}
ROLE_WORDS = {**{str(role): str(role.label) for role in Role}, "teacher": "педагог"}

_HEAD = """# Кто что видит

Напечатано из `schools/access_table.py` командой `manage.py access_table`, тест
`tests/access/test_access_page.py` сравнивает. Не правьте здесь.

Человек нескольких ролей имеет их сумму. Чужой объект — 404, чужая роль — 403, без входа — страница входа.
Права читаются при каждом запросе: роль, которая кончилась вчера, сегодня не открывает ничего.
Каждый адрес спрашивают за каждую роль о своём, чужом и соседнего муниципалитета
(`tests/access/test_cells.py`). Метки, вписанные в каждое закрытое поле двух школ и двух муниципалитетов,
ищут на страницах, в файлах, поиске, фильтрах и подсказках десяти учётных записей
(`tests/access/test_town.py`). Что из чужой школы видно по решению и почему, перечислено
в `tests/access/allowed.py`; из чужого муниципалитета видно только опубликованное с согласием.
"""


def in_words(grants: tuple[Grant, ...]) -> str:
    """A cell: «смотрит», «меняет своей школы», «числа»."""
    return "; ".join(_grant(grant) for grant in grants) or "—"


def _grant(grant: Grant) -> str:
    words = ["меняет" if grant.changes else "смотрит"]
    words += {"own": ["своей школы"], "self": ["своё"]}.get(grant.reach, [])
    words += {"counts": ["числа без имён"], "silent": ["без контактов"]}.get(grant.detail, [])
    return " ".join(words)


def page() -> str:
    """The whole page as Markdown."""
    heads = [ROLE_WORDS[role] for role in ROLES]
    lines = [f"| раздел | {' | '.join(heads)} |", f"| --- |{' --- |' * len(heads)}"]
    for area, cells in GRANTS.items():
        said = " | ".join(in_words(cells[role]) for role in ROLES)
        lines.append(f"| {AREA_WORDS[area]} (`{area}`) | {said} |")
    return f"{_HEAD}\n" + "\n".join(lines) + "\n"
