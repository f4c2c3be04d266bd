"""What may be counted and by what it may be split: no other slice (surveys_and_indicators.md §7, rule 5)."""

from django.db import models


class Measure(models.TextChoices):
    """What stands in the cells."""

    PEOPLE = "people", "Участники пар"
    PAIRS = "pairs", "Пары и группы"
    EVENTS = "events", "Мероприятия дорожных карт школ"
    COVERAGE = "coverage", "Охват наставничеством"


class Dimension(models.TextChoices):
    """What stands in the rows or columns."""

    SCHOOL = "school", "Школа"
    YEAR = "year", "Учебный год"
    FORM = "form", "Форма наставничества"
    SUBJECT = "subject", "Предмет"
    QUARTILE = "quartile", "Квартиль ИОР школы"
    ROLE = "role", "Роль"
    STATE = "state", "Состояние мероприятия"


_PLACES = (Dimension.SCHOOL, Dimension.YEAR, Dimension.QUARTILE)
ALLOWED: dict[str, tuple[Dimension, ...]] = {
    Measure.PEOPLE: (*_PLACES, Dimension.FORM, Dimension.SUBJECT, Dimension.ROLE),
    Measure.PAIRS: (*_PLACES, Dimension.FORM, Dimension.SUBJECT),
    Measure.EVENTS: (*_PLACES, Dimension.STATE),
    Measure.COVERAGE: _PLACES,
}
EXPLAINED: dict[str, str] = {
    Measure.PEOPLE: "Разные люди в начавшихся парах: кто стоит в двух клетках, в итоге считается один раз.",
    Measure.PAIRS: "Начавшиеся пары и группы; пара двух школ стоит у каждой, в итоге — один раз.",
    Measure.EVENTS: "Мероприятия согласованных и закрытых карт школ, без отменённых.",
    Measure.COVERAGE: "Наставляемые учебного года ÷ «Педагогов всего»; итог — сумма ÷ сумма.",
}
ROLES = {"mentee": "Наставляемый", "mentor": "Наставник"}
STATES = {"done": "Выполнено", "late": "Просрочено", "open": "Впереди"}
