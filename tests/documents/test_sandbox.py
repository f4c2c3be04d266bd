"""What a template may not say: code, tricks and unknown names are refused with the place they stand in."""

import pytest
from django.core.exceptions import ValidationError
from docx import Document
from jinja2 import TemplateError
from jinja2.exceptions import SecurityError, UndefinedError

from mentorship.documents.enums import Kind
from mentorship.documents.sandbox import check_template, environment
from mentorship.documents.vocabulary import VOCABULARY
from tests.documents.word import saved, template, with_parts

NAMES = VOCABULARY[Kind.PAIRS]

ATTACKS = [
    "{{ 7 * 7 }}",
    "{{ 'а' * 999999999 }}",
    "{{ издатель.__class__ }}",
    "{{ издатель.__class__.__mro__[1].__subclasses__() }}",
    "{{ издатель.format(издатель) }}",
    "{{ ''.__class__ }}",
    "{{ издатель['__class__'] }}",
    "{{ издатель|attr('__class__') }}",
    "{{ издатель|map('upper') }}",
    "{{ издатель|replace('а', 'б') }}",
    "{{ издатель|safe }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__ }}",
    "{{ config }}",
    "{{ self }}",
    "{{ range(999999999) }}",
    "{{ пары[0].наставник }}",
    "{{ пары }}",
    "{{ издатель() }}",
    "{{ loop }}",
    "{{ издатель if школа else номер }}",
    "{{ издатель ~ номер }}",
    "{{ издатель == номер }}",
    "{% set а = 1 %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% from 'os' import path %}",
    "{% extends 'base.html' %}",
    "{% macro м() %}{% endmacro %}",
    "{% call м() %}{% endcall %}",
    "{% block б %}{% endblock %}",
    "{% filter upper %}{% endfilter %}",
    "{% with а = 1 %}{% endwith %}",
    "{% autoescape false %}{{ издатель }}{% endautoescape %}",
    "{% raw %}{{ издатель }}{% endraw %}",
    "{% do 1 %}",
    "{% if издатель is defined %}{% endif %}",
    "{% if 1 %}{% endif %}",
    "{% if издатель.__class__ %}{% endif %}",
    "{% for х in range(99999999) %}{% endfor %}",
    "{% for х in издатель %}{% endfor %}",
    "{% for х in пары recursive %}{% endfor %}",
    "{% for х in пары if х.номер %}{% endfor %}",
    "{% for х, у in пары %}{% endfor %}",
    "{% for издатель in пары %}{% endfor %}",
    "{% for loop in пары %}{% endfor %}",
    "{% for х in пары %}{% for у in пары %}{% endfor %}{% endfor %}",
    "{% for х in пары %}{{ х.__class__ }}{% endfor %}",
    "{% for х in пары %}{{ х }}{% endfor %}",
    "{{r издатель }}",
    "{{p издатель }}",
    "{%tc if издатель %}{%tc endif %}",
    "{# примечание #}",
    "{% vm %}",
    "{% colspan номер %}",
    "{{- издатель -}}",
    "{%- if издатель %}{% endif %}",
    "{{ издатель",
    "{% if издатель %}",
    "{% endfor %}",
]


@pytest.mark.parametrize("text", ATTACKS)
def test_attack_is_refused_with_a_sentence(text):
    with pytest.raises(ValidationError) as refusal:
        check_template(template("Приказ", f"О парах {text}"), NAMES)
    assert refusal.value.messages[0].startswith("В шаблоне (текст, у слов «")
    assert "О парах" in refusal.value.messages[0]


def test_sentence_names_the_unknown_name_and_its_place():
    with pytest.raises(ValidationError) as refusal:
        check_template(template("Приказ", "Школа {{ шкoла }} района"), NAMES)
    (sentence,) = refusal.value.messages
    assert sentence == (
        "В шаблоне (текст, у слов «Школа {{ шкoла }} района»): "
        "имени «шкoла» нет в списке имён этого документа."
    )


def test_header_is_checked_too():
    with pytest.raises(ValidationError) as refusal:
        check_template(template("Приказ", header="Шапка {{ секрет }}"), NAMES)
    (sentence,) = refusal.value.messages
    assert sentence == (
        "В шаблоне (верхний колонтитул, у слов «Шапка {{ секрет }}»): "
        "имени «секрет» нет в списке имён этого документа."
    )


def test_tag_torn_over_runs_is_put_together_before_it_is_checked():
    """Word splits what is typed into runs: the check reads what the renderer reads."""
    document = Document()
    paragraph = document.add_paragraph()
    for piece in ("{", "{ изда", "тель.__cl", "ass__ }", "}"):
        paragraph.add_run(piece)
    with pytest.raises(ValidationError, match="__class__"):
        check_template(saved(document), NAMES)


def test_names_of_another_paper_are_unknown():
    with pytest.raises(ValidationError, match="имени «оператор» нет в списке"):
        check_template(template("{{ оператор }}"), NAMES)


def test_many_tags_are_too_many():
    with pytest.raises(ValidationError, match="вставок, а принимается не больше 400"):
        check_template(template(*["{{ издатель }}"] * 401), NAMES)


def test_deep_nesting_is_refused():
    deep = "{% if издатель %}" * 300 + "{% endif %}" * 300
    with pytest.raises(ValidationError):
        check_template(template(deep), NAMES)


def test_at_most_eight_problems_are_told():
    with pytest.raises(ValidationError) as refusal:
        check_template(template(*[f"{{{{ нет{number} }}}}" for number in range(20)]), NAMES)
    assert len(refusal.value.messages) == 8


@pytest.mark.parametrize(
    "source",
    ["{{ a.__class__ }}", "{{ a.__class__.__mro__ }}", "{{ ''.__class__ }}", "{{ range(3) }}", "{{ b }}"],
)
def test_environment_alone_gives_nothing_away(source):
    """The second lock: were the check passed by, the sandbox would still refuse."""
    with pytest.raises((SecurityError, UndefinedError, TemplateError)):
        environment().from_string(source).render(a="х")


def test_environment_escapes():
    assert environment().from_string("{{ a }}").render(a="А <А> & Ко") == "А &lt;А&gt; &amp; Ко"


def test_special_tag_torn_over_paragraphs_is_found():
    with pytest.raises(ValidationError, match="не принимается"):
        check_template(template("Приказ {{", "r издатель }}"), NAMES)


def test_tag_in_the_markup_is_refused():
    data = with_parts(
        template("Приказ"), {}, {"word/document.xml": ("<w:p>", '<w:p w:rsidR="{{ издатель }}">')}
    )
    with pytest.raises(ValidationError, match="не в тексте, а в оформлении"):
        check_template(data, NAMES)
