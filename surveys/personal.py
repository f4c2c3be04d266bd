"""The part of the questionnaires in own data and in destroying them.

Answers stay as figures that lead to nobody; what was written in words goes.
"""

from schools.models import Person
from schools.personal import Erasing, Fate, Holding, Section
from surveys import confidential
from surveys.anonymising import let_go
from surveys.models import Item, Response
from surveys.scales import DONT_KNOW, DONT_KNOW_LABEL, SCALES

HOLDINGS = (
    Holding(
        confidential.SEATS,
        "person",
        "Участие в анкетировании",
        Fate.KEPT,
        "сколько человек отвечало; к ответам больше не ведёт",
        hides=("key",),
    ),
    Holding("surveys.PersonalLink", "person", "Личные ссылки на анкеты", Fate.DELETED, hides=("token_hash",)),
)


def sections(person: Person) -> list[Section]:
    """The answers to questionnaires, for the person alone (decisions.md §4)."""
    return [_answers(response) for response in confidential.own_responses(person, with_words=True)]


def _answers(response: Response) -> Section:
    held = {**response.answers, **{row.item_code: row.text for row in response.texts.all()}}
    items = [item for item in response.version.items.all() if item.code in held]
    title = f"Ответы: {response.campaign}, {response.get_state_display()}"
    return Section(title, ["Вопрос", "Ответ"], [[item.text, _words(item, held[item.code])] for item in items])


def _words(item: Item, value: object) -> str:
    """A stored answer as it was given."""
    if value == DONT_KNOW:
        return DONT_KNOW_LABEL
    return SCALES[item.scale].label_of(value) if isinstance(value, int) else str(value)


def erase(erasing: Erasing) -> None:
    """Cut the way to the answers, delete the words among them."""
    answers, texts = let_go(erasing.person)
    erasing.note("Ответы на анкеты", "отвязаны от человека", answers, "итоги анкет считаются без имён")
    erasing.note("Свободные, прежние и неотправленные ответы", Fate.DELETED, texts)
