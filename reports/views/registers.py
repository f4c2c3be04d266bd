"""Pages and files of the registers: mentees, mentors, the selected, pairs, who worked with whom."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from mentorship.audit.log import record, record_view
from mentorship.spreadsheets.downloads import workbook_download
from mentorship.spreadsheets.searching import holding
from mentorship.spreadsheets.writer import Sheet, write_sheets
from reports.registers import counts, mentees, mentors, together
from reports.registers.choice import AREA, MARK, Choice, choice_of, people_of
from reports.registers.workbook import register_sheets
from schools import years
from schools.guards import area_required
from schools.models import Person, User

PAGE = 50


@area_required(AREA)
def register(request: HttpRequest) -> HttpResponse:
    """The sheet of mentees; who sees numbers only gets counts by school."""
    if _only_counts(request):
        choice = choice_of(_user(request), request.GET, counts=True)
        context = {"rows": counts.counts_of(choice), "form": choice.form, "year": choice.year}
        return render(request, "reports/register_counts.html", context)
    choice = choice_of(_user(request), request.GET)
    page = Paginator(mentees.members_of(choice), PAGE).get_page(request.GET.get("page"))
    rows = mentees.mentee_rows(page.object_list, choice, page.start_index())
    return _sheet(request, choice, page, rows, "mentees")


@area_required(AREA)
def register_mentors(request: HttpRequest) -> HttpResponse:
    """The sheet of mentors."""
    choice = _named(request)
    page = Paginator(mentors.mentors_of(choice), PAGE).get_page(request.GET.get("page"))
    rows = mentors.mentor_rows(page.object_list, choice, page.start_index())
    return _sheet(request, choice, page, rows, "mentors")


@area_required(AREA)
def selected(request: HttpRequest) -> HttpResponse:
    """The bank of the selected mentors (document 004), in the columns of the sheet of mentors."""
    choice = _named(request)
    page = Paginator(mentors.selected_of(choice), PAGE).get_page(request.GET.get("page"))
    rows = mentors.mentor_rows(page.object_list, choice, page.start_index())
    return _sheet(request, choice, page, rows, "selected")


@area_required(AREA)
def people(request: HttpRequest) -> HttpResponse:
    """Find whose history to open: everyone within reach who has ever been in a pair."""
    choice = _named(request)
    text = request.GET.get("q", "")
    found = holding(people_of(choice), text, "name_key")
    found = together.people_with_history(choice, found).select_related("school")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "text": text, "tab": "people"}
    return render(request, "reports/register_people.html", context)


@area_required(AREA)
def person_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who a person worked with over the years."""
    person = _person(request, pk)
    record_view(by=_user(request), target=person, what="person_history")
    rows = together.history_of(person, timezone.localdate())
    context = {"person": person, "rows": rows}
    return render(request, "reports/register_person.html", context)


@area_required(AREA)
def register_xlsx(request: HttpRequest) -> HttpResponse:
    """Both sheets in one file; counts by school for who sees numbers only."""
    user = _user(request)
    if _only_counts(request):
        choice = choice_of(user, request.GET, counts=True)
        rows: list[Any] = counts.counts_of(choice)
        _note(user, "register.counts_exported", choice, {"rows": len(rows)})
        sheet = Sheet(f"Учёт {_dashed(choice)}", counts.HEADINGS, rows)
        return workbook_download(_name("register-counts", choice), write_sheets([sheet]))
    choice = choice_of(user, request.GET)
    sheets = register_sheets(choice)
    of_mentees, of_mentors = (len(list(sheet.rows)) for sheet in sheets)
    _note(
        user,
        "register.exported",
        choice,
        {"rows": of_mentees + of_mentors, "mentees": of_mentees, "mentors": of_mentors},
    )
    return workbook_download(_name("register", choice), write_sheets(sheets))


@area_required(AREA)
def selected_xlsx(request: HttpRequest) -> HttpResponse:
    """The bank of the selected as a file."""
    choice = _named(request)
    rows = [row.cells for row in mentors.all_mentor_rows(choice, mentors.selected_of(choice))]
    _note(_user(request), "register.selected_exported", choice, {"rows": len(rows)})
    return _file("selected", "Отобранные наставники", mentors.HEADINGS, rows, choice)


@area_required(AREA)
def pairs_xlsx(request: HttpRequest) -> HttpResponse:
    """The bank of pairs in the columns of its layout, names beside them."""
    choice = _named(request)
    rows = list(together.pair_rows(together.members_of_bank(choice)))
    _note(_user(request), "register.pairs_exported", choice, {"rows": len(rows)})
    return _file("pairs", "Пары и группы", together.PAIR_HEADINGS, rows, choice)


@area_required(AREA)
def person_history_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """A person's history as a file."""
    person = _person(request, pk)
    rows = together.history_of(person, timezone.localdate())
    record(by=_user(request), action="register.history_exported", target=person, data={"rows": len(rows)})
    sheet = Sheet("Кто с кем работал", together.HEADINGS, rows, mark=f"{person.full_name}. {MARK}")
    return workbook_download(f"history-{timezone.localdate():%Y-%m-%d}", write_sheets([sheet]))


def _sheet(request: HttpRequest, choice: Choice, page: Any, rows: list[Any], tab: str) -> HttpResponse:
    """A page of a sheet."""
    context = {
        "page_obj": page,
        "rows": rows,
        "form": choice.form,
        "year": choice.year,
        "tab": tab,
        "is_filtered": bool(choice.school) or not choice.is_understood,
    }
    return render(request, "reports/register.html", context)


def _user(request: HttpRequest) -> User:
    user: User = request.user  # type: ignore[assignment]  # the door lets in nobody else
    return user


def _only_counts(request: HttpRequest) -> bool:
    return _user(request).access.only_counts(AREA)


def _named(request: HttpRequest) -> Choice:
    """The choice of somebody who sees names; 403 for who sees numbers only."""
    if _only_counts(request):
        raise PermissionDenied
    return choice_of(_user(request), request.GET)


def _person(request: HttpRequest, pk: int) -> Person:
    """A person within reach; 404 for any other."""
    return get_object_or_404(people_of(_named(request)).select_related("school"), pk=pk)


def _file(
    name: str, title: str, headings: Sequence[str], rows: Iterable[Any], choice: Choice
) -> HttpResponse:
    sheet = Sheet(title, headings, rows, mark=MARK)
    return workbook_download(_name(name, choice), write_sheets([sheet]))


def _name(name: str, choice: Choice) -> str:
    return f"{name}-{_dashed(choice)}"


def _dashed(choice: Choice) -> str:
    return years.label(choice.year).replace("/", "-")


def _note(user: User, action: str, choice: Choice, data: dict[str, Any]) -> None:
    """Enter an export into the journal with its filter and its number of rows."""
    record(by=user, action=action, text="Персонифицированный учёт", data={**data, **choice.noted})
