"""Reference data: effects and kinds of products from the documents, two plans for «Учитель – учитель»."""

from typing import NamedTuple

from mentorship.pairs.models import Effect, PlanTemplate, PlanTemplateItem, ProductKind
from mentorship.programmes.models import MentoringForm
from mentorship.spreadsheets.words import fold
from schools.words import Word

# Document 003 §5.2, the eight results of the form «Учитель – учитель», shortened to a line each.
EFFECTS = (
    "включённость в педагогическую работу и культурную жизнь школы",
    "уверенность в собственных силах, развитие творческого и педагогического потенциала",
    "психологический климат в школе",
    "удовлетворённость собственной работой, психоэмоциональное состояние",
    "желание продолжить работу в этом коллективе",
    "успеваемость и поведение в классах наставляемого",
    "меньше конфликтов с педагогами и родителями",
    "собственные профессиональные работы: статьи, исследования, методические практики",
)

# Document 004 (products of joint work), 000 for the last four.
PRODUCT_KINDS = (
    "индивидуальный образовательный маршрут",
    "визуализированная траектория",
    "программа",
    "карта личностного и профессионального роста",
    "дневник самонаблюдения наставника",
    "портфолио наставника",
    "методический кейс",
    "дневник успеха наставляемого",
    "фотоотчёт",
    "видеоурок",
    "лепбук",
)


class Line(NamedTuple):
    """A line of a template: so many days after the start, and what."""

    days: int
    title: str


# Stages 6 and 7 of document 003: getting acquainted, trial, planning, regular work, closing.
PLANS: dict[str, tuple[Line, ...]] = {
    "Учитель – учитель: учебный год": (
        Line(7, "Встреча-знакомство: познакомиться, договориться о времени, месте и правилах работы"),
        Line(21, "Пробная рабочая встреча: наставляемый посещает урок наставника, разбор вместе"),
        Line(35, "Встреча-планирование: уточнить запрос, записать, что должно получиться и к какому дню"),
        Line(45, "Составить индивидуальный образовательный маршрут наставляемого"),
        Line(75, "Наставник посещает два урока наставляемого: разбор, что взять в работу"),
        Line(105, "Подвести итоги первых месяцев: что получается, что изменить в плане"),
        Line(150, "Наставляемый проводит урок для коллег школы"),
        Line(180, "Собрать обратную связь обеих сторон и куратора"),
        Line(210, "Оформить продукт пары: методический кейс, видеоурок или разработку"),
        Line(240, "Заключительная встреча пары: чего достигли, что дальше"),
        Line(250, "Участвовать в общей заключительной встрече пар и групп, заполнить анкеты"),
    ),
    "Учитель – учитель: помощь по предмету, полгода": (
        Line(7, "Встреча-знакомство: назвать темы и затруднения, с которых начать"),
        Line(14, "Пробная рабочая встреча: разобрать один урок наставляемого"),
        Line(21, "Встреча-планирование: темы, взаимные посещения, сроки"),
        Line(60, "Провести вместе серию уроков или занятий по выбранной теме"),
        Line(90, "Проверить по работам учеников, что изменилось в трудной теме, поправить план"),
        Line(120, "Наставляемый проводит открытый урок или мастер-класс по теме"),
        Line(140, "Оформить материалы темы как продукт пары"),
        Line(150, "Заключительная встреча пары: чего достигли, что дальше"),
    ),
}
TEACHERS = "tt"


def load() -> None:
    """Add what is missing; what people have changed stays as they left it."""
    _add(Effect, EFFECTS)
    _add(ProductKind, PRODUCT_KINDS)
    # A template that was renamed is not brought back beside itself.
    if not PlanTemplate.objects.filter(municipality__isnull=True).exists():
        _add_plans()


def _add(model: type[Word], names: tuple[str, ...]) -> None:
    for name in names:
        model._default_manager.get_or_create(key=fold(name), defaults={"name": name})


def _add_plans() -> None:
    form = MentoringForm.objects.filter(code=TEACHERS).first()
    for title, lines in PLANS.items():
        template = PlanTemplate.objects.create(title=title, form=form)
        PlanTemplateItem.objects.bulk_create(
            PlanTemplateItem(template=template, order=order, title=line.title, days=line.days)
            for order, line in enumerate(lines, 1)
        )
