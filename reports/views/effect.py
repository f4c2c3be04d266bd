"""«Было и стало»: schools covered by pairs beside those not covered, as a page and as a workbook."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseBase
from django.views.generic import TemplateView, View

from mentorship.audit.log import record
from mentorship.spreadsheets.downloads import workbook_download
from mentorship.spreadsheets.writer import write_sheets
from reports.record.class_display import quartile_words
from reports.record.dumbbell import Scale
from reports.record.effect import FEWEST_FOR_INTERVAL, WARNING, Comparison, Track
from reports.record.effect_report import (
    COVERED,
    NOT_COVERED,
    EffectReport,
    SchoolThen,
    covered_years,
    effect_report,
    effect_sheets,
    start_name,
)
from reports.record.picture import Picture, picture_of
from reports.record.school_choice import Choice, span_choice
from reports.thresholds import thresholds_of
from schools import years
from schools.guards import AreaMixin
from schools.models import User

AREA = "school_analysis"
PAGE_SIZE = 50
# The arrow's icon and the words of a move by quartile.
TURNS = {
    1: ("up", "поднялась"),
    0: ("forward", "осталась"),
    -1: ("down", "опустилась"),
    None: ("none", "нет квартиля"),
}


class SchoolEffectView(AreaMixin, TemplateView):
    """The groups side by side, the same by the quartile of the start, then every school."""

    area = AREA
    template_name = "reports/school_effect.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The chosen years; fifty schools a page on one scale."""
        choice, picture, report = _read(self.request)
        tracks = report.compared
        scale = Scale.around([end for track in tracks for end in track.ends])
        page = Paginator(tracks, PAGE_SIZE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            choice=choice,
            form=choice.form,
            report=report,
            since=report.since,
            until=report.until,
            later=picture.later,
            whole=_shown(report.effect.whole),
            by_quartile=[_shown(comparison) for comparison in report.effect.by_quartile],
            scale=scale,
            page_obj=page,
            rows=[_row(track, scale, report) for track in page.object_list] if scale else [],
            left_out=report.effect.left_out,
            threshold=max(report.thresholds, default=None) if len(report.thresholds) == 1 else None,
            warning=WARNING,
            fewest=FEWEST_FOR_INTERVAL,
            schools=len(picture.schools),
            **kwargs,
        )


class SchoolEffectXlsxView(AreaMixin, View):
    """/reports/school-effect.xlsx: the comparison, the schools and those left out."""

    area = AREA

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A choice that is refused gives no other figures; the export stands in the journal."""
        choice, picture, report = _read(request)
        if choice.refusal:
            return HttpResponseBadRequest(choice.refusal, content_type="text/plain; charset=utf-8")
        data = {"rows": len(picture.schools), "filter": choice.in_words}
        place = choice.chosen_places[0] if len(choice.chosen_places) == 1 else None
        record(by=request.user, action="school_effect.exported", target=place, data=data)
        name = "-".join(years.label(year).replace("/", "-") for year in (report.since, report.until))
        return workbook_download(f"school-effect-{name}", write_sheets(effect_sheets(report)))


def _read(request: HttpRequest) -> tuple[Choice, Picture, EffectReport]:
    user: User = request.user  # type: ignore[assignment]  # AreaMixin lets in nobody else
    choice, since = span_choice(user, AREA, request.GET)
    until, places = choice.year, choice.chosen_places
    covered = covered_years(since, until)
    picture = picture_of(user, AREA, places, choice.on, classed=[since, until], covered=covered)
    day = min(years.last_day(until), choice.on)
    held = thresholds_of(day, [place.pk for place in places])
    thresholds = {place.pk: held[place.pk]["covered_from"] for place in places}
    return choice, picture, effect_report(picture, since, until, thresholds)


def _shown(comparison: Comparison) -> dict[str, Any]:
    """A comparison as the template shows it: two lines and what they allow one to say."""
    return {
        "name": start_name(comparison),
        "lines": [
            {"name": COVERED, "group": comparison.covered},
            {"name": NOT_COVERED, "group": comparison.others},
        ],
        "words": comparison.words,
        "schools": comparison.schools,
    }


def _row(track: Track[SchoolThen], scale: Scale, report: EffectReport) -> dict[str, Any]:
    """A school of the table with its small drawing."""
    widest = track.school.widest
    icon, words = TURNS[track.direction]
    return {
        "track": track,
        "school": track.school.school,
        "before": quartile_words(track.before.quartile, None),
        "after": quartile_words(track.after.quartile, None),
        "dumbbell": scale.dumbbell(*track.ends),
        "coverage": widest.coverage,
        "coverage_year": widest.year if report.until - report.since > 1 else None,
        "icon": icon,
        "turn": words,
    }
