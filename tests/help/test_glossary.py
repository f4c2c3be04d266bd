"""The glossary: every term of the documents once, found by folded words, told where a page uses it."""

import re

import pytest
from django.template import Context, Template
from django.test import Client

from schools.help.glossary import search, term_of, terms
from tests.architecture.files import template_files

# Section 2 of document 000, as domain.md §1.16 lists it.
OFFICIAL = (
    "Наставничество", "Аналитическая деятельность", "ИОР", "ИСБШ", "Инновационная деятельность",
    "Кадровый резерв",
    "Качество образования", "Конкурс профессионального мастерства", "Муниципальный наставнический центр",
    "Форма наставничества", "Программа наставничества", "Наставляемый", "Наставник", "Куратор", "Зона риска",
    "Стабильно высокие результаты", "Стабильно низкие результаты", "ШССУ", "Эффективная школа",
)  # fmt: skip


def test_every_official_term_is_told_with_its_document():
    assert [name for name in OFFICIAL if "000" not in term_of(name).source] == []
    assert [term.name for term in terms() if not term.source.startswith("Документ 0")] == []


def test_names_and_anchors_are_unique():
    assert len({term.name for term in terms()}) == len({term.anchor for term in terms()}) == len(terms())


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("шнор", "ШНОР"),
        ("  ОТЧЕТ за  полугодие ", "Отчёт за полугодие"),
        ("ШНСУ", "ШССУ"),
        ("эксперимент", ""),
    ],
)
def test_search_folds_case_and_yo(text, first):
    found = search(text)
    assert (found[0].name if found else "") == first


def test_terms_of_pages_are_known():
    """A misspelt term fails here, not before a reader."""
    named = re.compile(r"""{%\s*term\s+"([^"]+)\"""")
    used = {name for path in template_files() for name in named.findall(path.read_text(encoding="utf-8"))}
    assert used - {term.name for term in terms()} == set()
    assert {"ШНОР", "ИОР", "ИСБШ", "Квартиль", "Закрепление пары", "Дорожная карта"} <= used
    with pytest.raises(KeyError, match=r"known: .*ШНОР"):
        term_of("ШНОРР")


def test_term_never_stands_inside_a_paragraph():
    """HTML closes `<p>` before `<details>`: the rest of the sentence would fall out of it."""
    inside = re.compile(r"<p\b[^>]*>(?:(?!</p>).)*{%\s*term\b", re.DOTALL)
    assert [path.name for path in template_files() if inside.search(path.read_text(encoding="utf-8"))] == []


def test_hint_is_a_disclosure_that_leads_to_the_glossary():
    hint = Template('из них {% term "Зона риска" "в зоне риска" %}, всего').render(Context())

    assert "<summary><dfn>в зоне риска</dfn></summary>" in hint
    assert '<a href="/help/glossary/#risk">Словарь</a>' in hint
    assert hint.endswith("</details>, всего")


@pytest.mark.django_db
def test_glossary_is_open_to_everybody_and_searched_in_the_address():
    every = Client().get("/help/glossary/").content.decode()
    assert all(f'id="{term.anchor}"' in every for term in terms())

    found = " ".join(Client().get("/help/glossary/?q=ИНДЕКС").content.decode().split())
    assert 'id="ior"' in found
    assert 'id="bullying"' not in found
    assert "Такого слова в словаре нет" in Client().get("/help/glossary/?q=ъъъ").content.decode()
    assert Client().get("/help/glossary/", {"q": "а" * 101}).status_code == 400
