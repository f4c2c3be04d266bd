"""The map of schools, ИОР × ИСБШ, and the moves between quartiles: a page and a workbook."""

from typing import Any

from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseBase
from django.urls import reverse
from django.views.generic import TemplateView, View

from mentorship.audit.log import record
from mentorship.spreadsheets.downloads import workbook_download
from mentorship.spreadsheets.writer import write_sheets
from reports.record.picture import Picture, picture_of
from reports.record.scatter import shape
from reports.record.school_choice import Choice, place_choice
from reports.record.school_kinds import QUARTILE_PLACES
from reports.record.school_map import SchoolMap, map_sheets, move_rows, quartile_name, school_map
from schools import years
from schools.guards import AreaMixin
from schools.models import School, User

AREA = "school_analysis"


class SchoolMapView(AreaMixin, TemplateView):
    """The chart with its table, then who moved between the quartiles."""

    area = AREA
    template_name = "reports/school_map.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The map of the chosen municipality, else of all in sight."""
        choice, picture, found = _read(self.request)

        def address(school: School) -> str:
            return f"{reverse('reports:school', args=[school.code])}?{choice.asked.query}"

        return super().get_context_data(
            choice=choice,
            form=choice.form,
            year=choice.year,
            before=choice.year - 1,
            later=picture.later,
            map=found,
            chart=found.chart(address),
            legend=_legend(found),
            moves=move_rows(found.moved),
            quartiles=[quartile_name(place) for place in QUARTILE_PLACES],
            turned={
                "rose": found.moved.count(1),
                "fell": found.moved.count(-1),
                "stayed": found.moved.count(0),
            },
            schools=len(picture.schools),
            **kwargs,
        )


class SchoolMapXlsxView(AreaMixin, View):
    """/reports/school-map.xlsx: the map and the moves as two sheets."""

    area = AREA

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A choice that is refused gives no other figures; the export stands in the journal."""
        choice, picture, found = _read(request)
        if choice.refusal:
            return HttpResponseBadRequest(choice.refusal, content_type="text/plain; charset=utf-8")
        data = {"rows": len(picture.schools), "filter": choice.in_words}
        place = choice.chosen_places[0] if len(choice.chosen_places) == 1 else None
        record(by=request.user, action="school_map.exported", target=place, data=data)
        label = years.label(choice.year).replace("/", "-")
        return workbook_download(f"school-map-{label}", write_sheets(map_sheets(found)))


def _read(request: HttpRequest) -> tuple[Choice, Picture, SchoolMap]:
    user: User = request.user  # type: ignore[assignment]  # AreaMixin lets in nobody else
    choice = place_choice(user, AREA, request.GET)
    year = choice.year
    classed = [year - 1, year]
    picture = picture_of(user, AREA, choice.chosen_places, choice.on, classed=classed, covered=[])
    return choice, picture, school_map(picture, year)


def _legend(found: SchoolMap) -> list[dict[str, Any]]:
    """Every look with its name and how many schools are of it; effective ones are of a kind, too."""
    looks = [(group.code, group.name, len(group.schools)) for group in found.groups]
    looks.append(("effective", "Эффективные: оба индекса в четвёртом квартиле", found.effective))
    return [
        {"look": look, "words": words, "count": count, "path": shape(look, 10, 10, 6)}
        for look, words, count in looks
    ]
