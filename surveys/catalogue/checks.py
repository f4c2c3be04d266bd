"""Checks of the catalogue as a whole: what would make a form unusable is refused when it is read."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from surveys.catalogue.definitions import (
    KINDS,
    PAIRED_PHASES,
    PHASES,
    RELATIONS,
    ROLES,
    FormDefinition,
    ItemDefinition,
)

_SCALES_OF_KIND: Mapping[str, tuple[str, ...]] = {
    "scale": ("score_1_10",),
    "yes_no": ("yes_no",),
    "frequency": ("freq_5", "freq_4"),
    "choice": ("level_0_2", "agree_1_5"),
    "text_short": ("",),
    "text_long": ("",),
}
_KINDS_WITH_DONT_KNOW = ("scale", "frequency", "choice")


class CatalogueError(ValueError):
    """The catalogue's files contradict themselves; the message lists every contradiction in Russian."""


def check(forms: Iterable[FormDefinition]) -> None:
    """Raise CatalogueError when codes repeat, numbers run back, or pairs are not symmetric."""
    by_code = {form.code: form for form in forms}
    problems = [problem for form in by_code.values() for problem in _form_problems(form)]
    problems += _pair_problems(by_code)
    if problems:
        raise CatalogueError("\n".join(problems))


def check_form(form: FormDefinition) -> None:
    """Raise CatalogueError when one form contradicts itself; its pairs are not looked at."""
    problems = list(_form_problems(form))
    if problems:
        raise CatalogueError("\n".join(problems))


def _form_problems(form: FormDefinition) -> Iterator[str]:
    if form.role not in ROLES or form.phase not in PHASES:
        yield f"{form.code}: неизвестно, кто отвечает или когда."
    elif form.phase in PAIRED_PHASES and form.code != f"{form.role}_{form.phase}":
        yield f"{form.code}: код анкеты — роль и этап, например mentee_before."
    if not form.items or not all(section.items for section in form.sections):
        yield f"{form.code}: пустая анкета или пустой раздел."
    for earlier, later in pairwise(form.items):
        if later.number <= earlier.number:
            yield f"{form.code}.{later.code}: номер {later.number} идёт после номера {earlier.number}."
    asked: dict[str, ItemDefinition] = {}
    for item in form.items:
        for problem in _item_problems(item, asked):
            yield f"{form.code}.{item.code}: {problem}"
        asked[item.code] = item


def _item_problems(item: ItemDefinition, asked: Mapping[str, ItemDefinition]) -> Iterator[str]:
    if item.code in asked:
        yield "код уже занят другим вопросом этой анкеты."
    if not item.text:
        yield "нет формулировки."
    if item.kind not in KINDS or item.scale not in _SCALES_OF_KIND[item.kind]:
        yield f"вид «{item.kind}» и шкала «{item.scale}» не подходят друг к другу."
    if item.allows_dont_know and item.kind not in _KINDS_WITH_DONT_KNOW:
        yield "«затрудняюсь» бывает только у шкалы, у частоты и у выбора."
    if item.relation not in RELATIONS or (item.relation == "none") != (item.paired_with == ""):
        yield f"связь «{item.relation}» и пара «{item.paired_with}» не подходят друг к другу."
    if item.show_if is not None:
        source = asked.get(item.show_if.item)
        if source is None or item.show_if.value not in {option.value for option in source.options}:
            yield "условие показа ссылается не на вариант одного из вопросов выше."


def _pair_problems(forms: Mapping[str, FormDefinition]) -> Iterator[str]:
    items = {f"{form.code}.{item.code}": (form, item) for form in forms.values() for item in form.items}
    for address, (form, item) in items.items():
        if not item.paired_with:
            continue
        other_form, other = items.get(item.paired_with, (None, None))
        if other_form is None or other is None:
            yield f"{address}: нет вопроса {item.paired_with}."
        elif other.paired_with != address or other.relation != item.relation:
            yield f"{address}: пара с {item.paired_with} не взаимна."
        elif other_form.role != form.role or other_form.phase == form.phase:
            yield f"{address}: пара бывает между «до» и «после» одной роли."
        elif (other.kind, other.scale) != (item.kind, item.scale):
            yield f"{address}: у пары с {item.paired_with} разные шкалы."
