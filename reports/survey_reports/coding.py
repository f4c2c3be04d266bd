"""Free texts for the one who reads them: without authors, each under a name that leads nowhere."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404
from django.utils.crypto import constant_time_compare, salted_hmac

from surveys.catalogue import FormDefinition, ItemDefinition
from surveys.enums import Phase
from surveys.models import FreeText, TextCode
from surveys.results import Group, texts_of
from surveys.results.questions import published_forms, single_form
from surveys.results.texts import text_counts

_SALT = "reports.survey_texts"
_LENGTH = 20


@dataclass(frozen=True)
class TextItem:
    """A question with free texts, and how many there are."""

    phase: Phase
    item: ItemDefinition
    count: int

    @property
    def code(self) -> str:
        """What chooses it in the address: «after.lacking_text»."""
        return f"{self.phase}.{self.item.code}"


@dataclass(frozen=True)
class ReadText:
    """A text with its codes; `token` names it without telling its place among the answers."""

    text: str
    token: str
    codes: list[TextCode]


def token_of(text: FreeText) -> str:
    """A name of a text: its key would tell when it was written and what else the author said."""
    return salted_hmac(_SALT, str(text.pk)).hexdigest()[:_LENGTH]


def text_items(group: Group, k: int) -> list[TextItem]:
    """The questions whose texts may be read, those of the second form first."""
    forms = single_form(group.form) if group.form else published_forms(group.role)
    counts = text_counts(group, k)
    return [
        TextItem(phase, item, counts[phase, item.code])
        for phase in reversed(group.phases)
        for item in _items(forms, phase)
        if (phase, item.code) in counts
    ]


def _items(forms: dict[str, FormDefinition], phase: Phase) -> Sequence[ItemDefinition]:
    return forms[phase].items if phase in forms else ()


def read_texts(texts: Sequence[FreeText]) -> list[ReadText]:
    """A page of texts with the codes that still hold; one query."""
    codes: dict[int, list[TextCode]] = defaultdict(list)
    for code in TextCode.objects.of_texts(texts).select_related("text"):
        if code.holds:
            codes[code.text_id].append(code)
    return [ReadText(text.text, token_of(text), codes[text.pk]) for text in texts]


def find_text(group: Group, item: TextItem, token: str, k: int) -> FreeText:
    """The text of a token among those that may be read; 404 for any other."""
    texts = texts_of(group, item.phase, item.item.code, k)
    found = next((text for text in texts if constant_time_compare(token_of(text), token)), None)
    if found is None:
        raise Http404("Такого текста нет.")
    return found


def known_words(group: Group) -> list[str]:
    """Codes that were given in the municipality before: what is typed can be chosen."""
    rows = TextCode.objects.filter(text__response__municipality=group.municipality).exclude(words="")
    return sorted(set(rows.order_by().values_list("words", flat=True).distinct()), key=str.casefold)
