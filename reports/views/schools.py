"""The table of schools, as a page and as Excel: indices, coverage, flags, classes (contract §2, §5)."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseBase
from django.utils import timezone
from django.views.generic import TemplateView, View

from mentorship.audit.log import record
from mentorship.spreadsheets.downloads import workbook_download
from mentorship.spreadsheets.writer import write_workbook
from reports.quality.ledger import count_of
from reports.record import class_display
from reports.record.picture import Picture, SchoolInYear, picture_of
from reports.record.school_choice import Choice, table_choice
from reports.record.school_display import flags_of
from reports.record.school_record import AREA
from reports.record.school_table import (
    HEADINGS,
    ORDERS,
    WIDTHS,
    Order,
    cells,
    is_listed,
    rows_of,
    year_day,
)
from schools import years
from schools.enums import ListKind
from schools.guards import AreaMixin
from schools.models import User

PAGE_SIZE = 50
FILTERS = ("q", "flag", "quartile", "kind", "municipality", "no_index")


class SchoolsView(AreaMixin, TemplateView):
    """The schools in sight with their indices, coverage, flags and classes of a year."""

    area = AREA
    template_name = "reports/schools.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Fifty schools a page; the classes are those within each municipality."""
        choice, picture, found = _read(self.request)
        seen = picture.of_year(choice.year)
        page = Paginator(found, PAGE_SIZE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            choice=choice,
            form=choice.form,
            year=choice.year,
            later=picture.later,
            page_obj=page,
            rows=[_shown(row, choice) for row in page.object_list],
            heads=_heads(choice.order),
            summary=_summary(seen, choice),
            quality_count=_quality_count(self.request, choice),
            is_filtered=any(choice.form.cleaned_data.get(name) for name in FILTERS),
            **kwargs,
        )


def _quality_count(request: HttpRequest, choice: Choice) -> int | None:
    """Findings of today on the data of all schools in sight; a day of the past has none."""
    if choice.asked.is_past:
        return None
    user: User = request.user  # type: ignore[assignment]  # AreaMixin lets in nobody else
    return count_of(user, choice.asked.today)


class SchoolsXlsxView(AreaMixin, View):
    """/reports/schools.xlsx: the rows of the table in its order, with the same figures."""

    area = AREA

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A filter that is refused gives no other rows; the export stands in the journal."""
        choice, _, found = _read(request)
        if choice.refusal:
            return HttpResponseBadRequest(choice.refusal, content_type="text/plain; charset=utf-8")
        user: User = request.user  # type: ignore[assignment]  # AreaMixin lets in nobody else
        place = choice.places[0] if len(choice.places) == 1 else None
        data = {"rows": len(found), "filter": choice.in_words}
        record(by=user, action="schools.exported", target=place, data=data)
        label = years.label(choice.year).replace("/", "-")
        rows = [cells(row, choice.on) for row in found]
        book = write_workbook(f"Школы {label}", HEADINGS, rows, widths=WIDTHS)
        return workbook_download(f"schools-{label}", book)


def _read(request: HttpRequest) -> tuple[Choice, Picture, list[SchoolInYear]]:
    """What is asked for, every school in sight, and the rows of the table in order."""
    user: User = request.user  # type: ignore[assignment]  # AreaMixin lets in nobody else
    choice = table_choice(user, AREA, request.GET)
    year = choice.year
    picture = picture_of(
        user, AREA, choice.places, choice.on, classed=[year], covered=[year], kinds=choice.kinds
    )
    found = rows_of(picture.of_year(year), choice.wanted, choice.on)
    return choice, picture, choice.order.sort(found)


def _shown(row: SchoolInYear, choice: Choice) -> dict[str, Any]:
    """A row as the template shows it; of a school's own reader without figures of other schools."""
    found, own_only = row.school_class, row.own_only
    return {
        "school": row.school,
        "year": row.stored,
        "coverage": row.coverage,
        "flags": flags_of(row.stored, year_day(row, choice.on)) if row.stored else [],
        "quartile": class_display.quartile_words(found.quartile, found.quartile_source),
        "quartile_why": class_display.quartile_why(found, own_only=own_only),
        "marks": class_display.marks(found, own_only=own_only),
        "held": class_display.held(found, own_only=own_only),
        "unknown": class_display.unknown_count(found),
    }


def _heads(order: Order) -> list[dict[str, Any]]:
    """The heads of the sorted columns: what pressing one asks for, and how the table stands now."""
    directions = {True: "descending", False: "ascending"}
    return [
        {
            "words": words,
            "is_number": column in ("index", "wellbeing", "teachers"),
            "sort": str(order.asked_of(column)),
            "stands": directions[order.is_descending] if order.column == column else "",
        }
        for column, (words, _) in ORDERS.items()
    ]


def _summary(rows: list[SchoolInYear], choice: Choice) -> dict[str, int]:
    """The sentence over the table: how many of the schools in sight are what."""
    return {
        "schools": len(rows),
        "low": sum(is_listed(row, ListKind.LOW_RESULTS, choice.on) for row in rows),
        "risk": sum(class_display.is_at_risk(row.school_class) for row in rows),
        "effective": sum(bool(row.school_class.effective) for row in rows),
    }


def chosen_year(request: HttpRequest, stored: list[int]) -> int:
    """The year of the address, else the latest that is stored, else the one that runs."""
    try:
        return years.parse(request.GET.get("year", ""))
    except ValueError:
        return stored[0] if stored else years.year_of(timezone.localdate())
