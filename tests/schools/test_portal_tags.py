"""Tags and filters of every template."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from schools import icons
from schools.forms import PortalForm
from schools.markup import Markup
from schools.templatetags import portal

NBSP = "\u00a0"


def rendered(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "наставников"),
        (1, "наставник"),
        (2, "наставника"),
        (4, "наставника"),
        (5, "наставников"),
        (11, "наставников"),
        (12, "наставников"),
        (14, "наставников"),
        (21, "наставник"),
        (22, "наставника"),
        (111, "наставников"),
        (1001, "наставник"),
        (-1, "наставник"),
    ],
)
def test_plural_follows_the_count(count, words):
    assert portal.ru_plural(count, "наставник,наставника,наставников") == words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Fraction(34, 40), "85,0"),
        (Fraction(84, 99), "84,8"),
        (Fraction(1699, 2000), "84,9"),
        (Fraction(2, 3), "66,6"),
        (Fraction(1, 1), "100,0"),
        (Fraction(0), "0,0"),
        (Decimal("0.8496"), "84,9"),
        (0.85, "85,0"),
        (0.29, "29,0"),
        (1, "100,0"),
        (Fraction(-1, 2000), "−0,1"),
        (Fraction(-333, 1000), "−33,3"),
    ],
)
def test_percent_is_rounded_down(share, words):
    assert portal.percent(share) == f"{words}{NBSP}%"


def test_percent_of_nothing_is_a_dash():
    assert portal.percent(None) == "—"


def test_year_label_names_both_calendar_years():
    assert portal.year_label(2025) == "2025/2026"


def test_year_label_of_nothing_is_a_dash():
    assert portal.year_label(None) == "—"


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Клёнова Эмма Савельевна", "ЭК"), ("Клёнова Эмма", "ЭК"), ("Клёнова", "К"), ("", "")],
)
def test_initials_put_the_name_before_the_surname(name, letters):
    assert portal.initials(name) == letters


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Клёнова Эмма Савельевна", f"Клёнова{NBSP}Э.{NBSP}С."),
        ("Клёнова Эмма", f"Клёнова{NBSP}Э."),
        ("Клёнова", "Клёнова"),
        ("", ""),
    ],
)
def test_short_name_keeps_initials_beside_the_surname(name, short):
    assert portal.short_name(name) == short


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 11, 14), f"14{NBSP}ноября"),
        (date(2026, 5, 1), f"1{NBSP}мая"),
        (datetime(2025, 12, 31, 22, 30, tzinfo=UTC), f"1{NBSP}января"),
        (None, "—"),
    ],
)
def test_day_month_is_said_in_words_and_local_time(day, words):
    assert portal.day_month(day) == words


def test_icon_is_drawn_without_escaping():
    assert rendered('{% icon "plus" %}') == (
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 5v14M5 12h14"/></svg>'
    )


def test_unknown_icon_is_an_error():
    with pytest.raises(KeyError, match="no icon 'pluss'"):
        icons.svg("pluss")


def test_every_tone_has_an_icon():
    assert {tone: icon in icons.ICONS for tone, icon in icons.TONE_ICONS.items()} == dict.fromkeys(
        ("ok", "warn", "bad", "quiet", ""), True
    )


def test_status_is_icon_and_word():
    assert rendered('{% status "ok" "done" "действует" %}') == (
        f'<span class="status pill ok">{icons.svg("done")}действует</span>'
    )


def test_status_in_a_table_is_plain():
    assert rendered('{% status "" "clock" "в работе" pill=False %}') == (
        f'<span class="status">{icons.svg("clock")}в работе</span>'
    )


def test_status_escapes_what_people_typed():
    assert portal.status("bad", "warning", "<b>").endswith("&lt;b&gt;</span>")


def test_markup_is_shown_as_it_is_and_text_is_not():
    assert rendered("{{ ready }}{{ typed }}", ready=Markup("<i>"), typed="<i>") == "<i>&lt;i&gt;"


class MeetingForm(PortalForm):
    """One field of each markup."""

    topic = forms.CharField(label="Тема", help_text="Одной строкой")
    place = forms.CharField(label="Место", required=False)
    way = forms.ChoiceField(label="Как", choices=[("a", "в школе")], widget=forms.RadioSelect)
    held = forms.BooleanField(label="Состоялась")
    pair = forms.CharField(widget=forms.HiddenInput)


def test_field_links_its_error_and_hint():
    html = rendered("{% field form.topic %}", form=MeetingForm({}))
    assert '<label class="label" for="id_topic">Тема</label>' in html
    assert 'aria-invalid="true" aria-describedby="id_topic_helptext id_topic_error"' in html
    assert 'id="id_topic_error"' in html
    assert '<div class="hint" id="id_topic_helptext">Одной строкой</div>' in html


def test_field_says_when_it_is_optional():
    assert "необязательно" in rendered("{% field form.place %}", form=MeetingForm())
    assert "необязательно" not in rendered("{% field form.topic %}", form=MeetingForm())


def test_field_groups_choices_under_a_legend():
    html = rendered("{% field form.way %}", form=MeetingForm({}))
    assert '<legend class="label">Как</legend>' in html
    assert 'id="id_way"' in html
    assert 'aria-describedby="id_way_error"' in html


def test_tick_wraps_its_label():
    html = rendered("{% field form.held %}", form=MeetingForm())
    assert html.count("<label") == 1
    assert "<span>Состоялась</span></label>" in html


def test_hidden_field_is_only_an_input():
    assert rendered("{% field form.pair %}", form=MeetingForm()).strip() == (
        '<input type="hidden" name="pair" id="id_pair">'
    )


def test_error_summary_leads_to_each_field():
    html = rendered("{% error_summary form %}", form=MeetingForm({"topic": "План", "pair": "1"}))
    assert "Исправьте 2\n        ошибки:" in html
    assert '<a href="#id_way">Как</a>:' in html
    assert '<a href="#id_held">Состоялась</a>:' in html


def test_error_summary_of_a_good_form_is_nothing():
    assert rendered("{% error_summary form %}", form=MeetingForm()).strip() == ""


class FilterForm(PortalForm):
    """A form over a list."""

    q = forms.CharField(label="Имя", required=False)
    free = forms.BooleanField(label="Есть место", required=False)


def test_applied_filters_can_be_removed_one_by_one():
    request = RequestFactory().get("/bank/", {"q": "Клёнова", "free": "on", "page": "2"})
    html = rendered("{% applied form %}", form=FilterForm(request.GET), request=request)
    assert 'href="/bank/?free=on"' in html
    assert 'href="/bank/?q=%D0%9A%D0%BB%D1%91%D0%BD%D0%BE%D0%B2%D0%B0"' in html
    assert "Имя: Клёнова" in html
    assert 'href="/bank/">Сбросить всё' in html


def test_crumbs_link_everything_but_the_page_itself():
    html = rendered('{% crumbs "accessibility" "Доступность" "/privacy/" "Данные" "Здесь" %}')
    assert '<a href="/accessibility/">Доступность</a>' in html
    assert '<a href="/privacy/">Данные</a>' in html
    assert '<li aria-current="page">Здесь</li>' in html
