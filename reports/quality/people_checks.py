"""What is wrong with people, accounts, pairs and requests: sentences over what `Facts` has found."""

from collections.abc import Callable, Iterator

from reports.quality.facts import Facts
from reports.quality.findings import Finding, Page
from reports.quality.rows import Row

CHANGE_PERSON = "schools.change_person"


def _person_page(row: Row) -> Page:
    return Page("admin:schools_person_change", "Открыть запись", CHANGE_PERSON, (row.key,))


def _account_page(row: Row) -> Page:
    return Page("admin:schools_user_change", "Открыть учётную запись", "schools.change_user", (row.key,))


def _consents_page(row: Row) -> Page:
    return Page("bank:consents", "Внести согласие", "apply.change", (row.key,))


def _request_page(row: Row) -> Page:
    return Page("requests:detail", "Открыть запрос", "requests.change", (row.key,))


def _pair_page(row: Row) -> Page:
    return Page("pairs:detail", "Открыть пару", "pairs.change", (row.key,))


# The sentence of each check of `reports.quality.rows`, and where it is mended.
SAYINGS: dict[str, tuple[str, Callable[[Row], Page]]] = {
    "no_school": ("{who} — педагог, а школа не указана.", _person_page),
    "no_subjects": ("{who}: не записаны предметы.", _person_page),
    "no_start": ("{who}: не записано начало педагогической деятельности.", _person_page),
    "no_email": ("{who}: есть учётная запись, нет электронной почты.", _person_page),
    "account_without_role": (
        "Учётная запись «{detail}» действует, а роли нет ({who}).",
        _account_page,
    ),
    "curator_without_account": ("{who} — школьный куратор без учётной записи.", _person_page),
    "mentor_without_consent": (
        "{who} в банке наставников без согласия на обработку персональных данных.",
        _consents_page,
    ),
    "request_without_subject": ("{who}: в запросе «{detail}» не указан предмет.", _request_page),
    "pair_without_order": (
        "Пара № {detail} работает без зарегистрированного приказа; наставник — {who}.",
        _pair_page,
    ),
    "mentor_left": (
        "Наставник пары № {detail} больше не работает в муниципалитете: {who}.",
        _pair_page,
    ),
}


def lacking(check: str) -> Callable[[Facts], Iterator[Finding]]:
    """The check of that code over what `Facts.rows` has found."""
    saying, page_of = SAYINGS[check]

    def find(facts: Facts) -> Iterator[Finding]:
        for row in facts.rows.get(check, ()):
            words = saying.format(who=row.full_name, detail=row.detail)
            schools = (row.school,) if row.school in facts.by_key else ()
            yield Finding(check, row.municipality, schools, words, page_of(row))

    return find


def doubles(facts: Facts) -> Iterator[Finding]:
    """Records that may be one person: each of a pair of people once."""
    for double in facts.doubles:
        one, other = facts.people[double.one], facts.people[double.other]
        named = " и ".join(f"{row.full_name} (код {row.detail})" for row in (one, other))
        words = f"{named} — {double.level.value}. {double.reason}"
        schools = tuple(dict.fromkeys(row.school for row in (one, other) if row.school in facts.by_key))
        page = Page("reports:double", "Сравнить", "quality.change", (double.one, double.other))
        yield Finding("doubles", one.municipality, schools, words, page)
