"""Computing an index: what to compute it from, the run with its working, its workbook."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import TemplateView, View

from mentorship.audit.log import record
from mentorship.spreadsheets.downloads import xlsx_download
from reports.record.run_display import contributions, figure, listed, sheet_headings, sheet_rows, weights
from reports.views.indices import AREA, PAGE_SIZE
from schools.guards import AreaMixin
from schools.index_preview import CHANGED, NEW, NO_YEAR, SAME, Preview, preview
from schools.index_workflow import Applied, apply, changed_since, disagreements
from schools.models import IndexRun, User

# The state of a school's record beside the run: tone, icon and words before and after the run was put in.
STATES = {
    NEW: ("", "plus", "впервые", "в записи пусто"),
    CHANGED: ("warn", "warning", "изменится", "в записи другое"),
    SAME: ("ok", "done", "без изменений", "совпадает"),
    NO_YEAR: ("quiet", "none", "нет записи года", "нет записи года"),
}


def run_or_404(request: HttpRequest, pk: int) -> IndexRun:
    """A run within the reader's scope."""
    user: User = request.user  # type: ignore[assignment]  # AreaMixin lets in nobody else
    runs = IndexRun.objects.visible_to(user, AREA)
    people = ("municipality", "created_by__person", "applied_by__person")
    return get_object_or_404(runs.select_related(*people), pk=pk)


class RunView(AreaMixin, TemplateView):
    """One run: parameters, weights or contributions, schools; it is put into the schools' records here."""

    area = AREA
    template_name = "reports/index_run.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The run beside what the records hold now; ?repeat=1 computes it again."""
        run = run_or_404(self.request, kwargs["pk"])
        found = preview(run)
        page = Paginator(found.placed, PAGE_SIZE).get_page(self.request.GET.get("page"))
        is_applied = run.applied_at is not None
        return super().get_context_data(
            run=run,
            weights=weights(run),
            contributions=contributions(run),
            r_squared=figure(run.results["r_squared"]) if "r_squared" in run.results else "",
            page_obj=page,
            rows=[(row, *_state(row.state, is_applied)) for row in page.object_list],
            not_counted=[*found.left_out, *found.outside],
            remarks=_remarks(run, found),
            repeated=disagreements(run) if "repeat" in self.request.GET else None,
            may_change_here=self._may_change(run),
            **kwargs,
        )

    def _may_change(self, run: IndexRun) -> bool:
        user: User = self.request.user  # type: ignore[assignment]
        return user.access.scope(AREA, change=True).reaches(municipality=run.municipality_id)

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Put the index into the schools' records."""
        run = run_or_404(request, pk)
        if not self._may_change(run):
            raise PermissionDenied
        try:
            done = apply(run=run, by=request.user, on=timezone.localdate())  # type: ignore[arg-type]
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _done(run, done))
        return redirect("reports:index_run", pk)


def _state(state: str, is_applied: bool) -> tuple[str, str, str]:
    tone, icon, before, after = STATES[state]
    return tone, icon, after if is_applied else before


def _done(run: IndexRun, done: Applied) -> str:
    words = f"{run.get_index_display()} внесён в записи школ: {len(done.changed)}."
    if done.same:
        words += f" То же значение уже стояло: {len(done.same)}."
    if done.without_year:
        words += f" Нет записи года, не внесён: {listed(done.without_year)}."
    return words


def _remarks(run: IndexRun, found: Preview) -> list[str]:
    """What to know before the run is put in, and afterwards."""
    index, counts = run.get_index_display(), found.counts
    remarks = []
    if stale := changed_since(run):
        remarks.append(f"С тех пор изменились исходные данные: {listed(stale)}. Расчёт — по прежним.")
    if counts[CHANGED]:
        words = "хранится другое значение" if run.applied_at else "внесение заменит прежнее значение"
        remarks.append(f"Школ, у которых {words}: {counts[CHANGED]}; оба стоят в таблице.")
    if counts[NO_YEAR]:
        names = [row.name for row in found.placed if row.state == NO_YEAR]
        remarks.append(f"Нет записи за этот учебный год, вносить некуда: {listed(names)}.")
    if own := found.own_quartiles:
        remarks.append(
            f"Квартиль {index} загружен готовым и за расчётом не последует: {listed(own)}. "
            "Чтобы его считал портал, очистите квартиль в записи школы."
        )
    if keeping := [row.name for row in found.keeping]:
        verb = "стоит" if run.applied_at else "останется"
        remarks.append(f"{index} другого происхождения {verb} у школ вне расчёта: {listed(keeping)}.")
    return remarks


class RunXlsxView(AreaMixin, View):
    """/reports/school-indices/<pk>/run.xlsx: inputs, indices and the model with all the digits kept."""

    area = AREA

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The run as it is kept; the export stands in the journal."""
        run = run_or_404(request, pk)
        rows = list(sheet_rows(run))
        record(by=request.user, action="index.exported", target=run, data={"rows": len(rows)})
        title = f"{run.get_index_display()} расчёт {run.pk}"
        return xlsx_download(f"index-run-{run.pk}", title, sheet_headings(run), rows)
