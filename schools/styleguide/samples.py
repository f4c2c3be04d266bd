"""What the components are shown with: invented words that never reach a database."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.contrib.messages import constants as levels
from django.contrib.messages.storage.base import Message
from django.core.paginator import Page, Paginator
from django.http import QueryDict

from schools import qr
from schools.changes import Change, Edit
from schools.comfort.columns import Choice, Column
from schools.forms import PortalForm, applied_filters
from schools.icons import ICONS
from schools.limits import LONGEST_SEARCH
from schools.looks import Look
from schools.models import Person, SavedFilter
from schools.paging import BOUND, Counted, KeysetPage, Pages
from schools.workplace import Task

# Every state that the portal tells of, as the pages draw it.
STATES = (
    Look("ok", "done", "достигнут"),
    Look("quiet", "missed", "не достигнут"),
    Look("", "clock", "в работе"),
    Look("warn", "warning", "под угрозой"),
    Look("ok", "kept", "удерживается"),
    Look("bad", "lost", "утрачен"),
    Look("quiet", "none", "нет данных"),
    Look("quiet", "hidden", "скрыто"),
)
SHADES = ("h0", "h1", "h2", "h3", "h4", "h5")


class SampleForm(PortalForm):
    """A field of every kind, one of them refused."""

    topic = forms.CharField(label="Тема встречи", max_length=200, help_text="Несколько слов.")
    day = forms.DateField(label="Дата встречи", error_messages={"invalid": "Впишите дату: 05.10.2026."})
    kind = forms.ChoiceField(
        label="Форма", choices=[("talk", "беседа"), ("lesson", "урок")], widget=forms.RadioSelect
    )
    words = forms.CharField(label="Что сделано", required=False, widget=forms.Textarea({"rows": 2}))
    is_confirmed = forms.BooleanField(label="Наставляемый подтвердил", required=False)


class SampleFilter(PortalForm):
    """A search over a list."""

    q = forms.CharField(label="Имя или школа", required=False, max_length=LONGEST_SEARCH)
    subject = forms.ChoiceField(
        label="Предмет", required=False, choices=[("", "все"), ("physics", "физика"), ("art", "рисование")]
    )
    has_place = forms.BooleanField(label="Есть место", required=False)


def samples(today: date) -> dict[str, Any]:
    """Everything that the page draws components with."""
    refused = SampleForm({"topic": "Разбор урока", "day": "вчера", "kind": ""})
    refused.is_valid()
    asked = QueryDict("subject=physics&has_place=on")
    filter_form = SampleFilter(asked, auto_id="filter_%s")
    return {
        "states": STATES,
        "icons": sorted(ICONS),
        "shades": list(enumerate(SHADES)),
        "refused": refused,
        "empty_form": SampleForm(auto_id="empty_%s"),
        "filter_form": filter_form,
        "conditions": applied_filters(filter_form, asked),
        "comfort": _comfort(),
        "edits_page": _edits(),
        "long_page": _long(),
        "tasks": _tasks(today),
        "samples": _messages(),
        "stages": [
            {"title": "Подготовка", "done": 4, "total": 4, "state": "done"},
            {"title": "Отбор наставников", "done": 2, "total": 5, "state": "current"},
            {"title": "Работа пар", "done": 0, "total": 8, "state": ""},
        ],
        "code": qr.drawn("https://example.org/"),
        "scale": range(1, 11),
    }


def _comfort() -> dict[str, Any]:
    """Filters of nobody, one of them applied, and columns of no list."""
    columns = (Column("subject", "Предмет"), Column("places", "Места"))
    saved = [
        (SavedFilter(page="bank:list", title=title, conditions=[["q", title]]), is_applied)
        for title, is_applied in (("Физики", True), ("Есть место", False))
    ]
    return {
        "saved": saved,
        "columns": Choice("", columns, frozenset({"subject"})),
        "link": {"address": "https://example.org/", "letter": "mailto:?body=https://example.org/"},
        "until": datetime(2026, 10, 5, 9, 30, tzinfo=UTC),
    }


def _messages() -> list[Message]:
    """One of each tone."""
    return [
        Message(levels.SUCCESS, "Пара начала работу. Запишите первую встречу, когда она состоится."),
        Message(levels.INFO, "Черновик сохранён: его можно продолжить с другого устройства."),
        Message(levels.WARNING, "До срока три дня: отчёт ещё не отправлен."),
        Message(levels.ERROR, "Файл не загружен: в строке 7 нет кода школы. Исправьте и загрузите снова."),
    ]


def _tasks(today: date) -> list[Task]:
    return [
        Task("Запрос ждёт ответа", "Физика, 9 класс", "#time", "Ответить", due=today, tone="bad"),
        Task("Отчёт за полугодие", "Встречи уже вписаны из журнала", "#time", "Открыть", due=today),
    ]


def _edits() -> Page[Edit]:
    at = datetime(2026, 10, 5, 9, 30, tzinfo=UTC)
    changed = (Change("ИОР", "0,41", "0,43"),)
    edit = Edit(at, "Методист", "учебный год 2025/2026", "~", "Уточнён приказ", changed)
    return Paginator([edit] * 3, 1).page(2)


def _long() -> KeysetPage:
    """A page from the middle of a list that is longer than is counted."""
    pages = Pages(Person.objects.none(), 2)
    pages.counted = Counted(BOUND, is_more=True)
    return KeysetPage([Person(pk=1), Person(pk=2)], pages, is_first=False, is_last=False, is_lost=False)
