"""Snapshots of the indicators and the 0–20 sheet."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import DetailView, ListView, TemplateView

from reports.enums import Status
from reports.forms import ScoreForm, SnapshotForm
from reports.models import ScoreSheet, Snapshot
from reports.score import CRITERIA, total_of
from reports.workflow import approve_snapshot, give_mark, take_snapshot
from schools import years
from schools.guards import AreaMixin, refused
from schools.models import Municipality


class SnapshotsView(AreaMixin, ListView):
    """The snapshots there are, and the form that takes one."""

    area = "snapshots"
    template_name = "reports/snapshots.html"
    paginate_by = 50
    form: SnapshotForm | None = None

    def get_queryset(self) -> Any:
        """Snapshots within the account's scope."""
        rows = Snapshot.objects.visible_to(self.request.user)  # type: ignore[arg-type]
        return rows.select_related("programme", "taken_by__person", "approved_by__person")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The list, and the form with what was typed or came in the address."""
        form = self.form
        if form is None and self.request.user.access.may_change("snapshots"):  # type: ignore[union-attr]
            chosen = {name: self.request.GET.get(name) for name in ("programme", "as_of")}
            initial = {
                "as_of": timezone.localdate(),
                **{name: value for name, value in chosen.items() if value},
            }
            form = SnapshotForm(user=self.request.user, initial=initial)  # type: ignore[arg-type]
        return super().get_context_data(form=form, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take a snapshot."""
        self.form = SnapshotForm(request.POST, user=request.user)  # type: ignore[arg-type]
        if not self.form.is_valid():
            return refused(self.get(request, *args, **kwargs))
        chosen = self.form.cleaned_data
        snapshot = take_snapshot(by=request.user, programme=chosen["programme"], on=chosen["as_of"])  # type: ignore[arg-type]
        messages.success(request, "Показатели зафиксированы. Отчёт утверждает руководитель центра.")
        return redirect("reports:snapshot", snapshot.pk)


class SnapshotView(AreaMixin, DetailView):
    """One snapshot as it was fixed; the head approves it here."""

    area = "snapshots"
    template_name = "reports/snapshot.html"
    context_object_name = "snapshot"

    def get_queryset(self) -> Any:
        """Snapshots within the account's scope."""
        rows = Snapshot.objects.visible_to(self.request.user)  # type: ignore[arg-type]
        return rows.select_related("programme__municipality", "taken_by__person", "approved_by__person")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The stored figures with their states in words."""
        figures = [
            {**figure, "state": Status(figure["status"]).label}
            for figure in self.object.figures["indicators"]
        ]
        may_approve = "head" in self.request.user.access.roles  # type: ignore[union-attr]
        return super().get_context_data(figures=figures, may_approve=may_approve, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Approve: the head's right alone."""
        if "head" not in request.user.access.roles:  # type: ignore[union-attr]
            raise PermissionDenied
        snapshot = get_object_or_404(self.get_queryset(), pk=pk)
        try:
            approve_snapshot(by=request.user, snapshot=snapshot)  # type: ignore[arg-type]
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, "Отчёт утверждён: больше он не изменится.")
        return redirect("reports:snapshot", pk)


class ScoreView(AreaMixin, TemplateView):
    """The sheet of the current school year with the marks given and the form of a new one."""

    area = "score"
    template_name = "reports/score.html"
    form: ScoreForm | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ten criteria, their marks, the total and the level."""
        year = years.year_of(timezone.localdate())
        sheet = ScoreSheet.objects.visible_to(self.request.user).filter(year=year).first()  # type: ignore[arg-type]
        scores = {}
        if sheet:
            scores = {score.criterion: score for score in sheet.scores.select_related("scored_by__person")}
        may_change = self.request.user.access.may_change("score")  # type: ignore[union-attr]
        return super().get_context_data(
            year=year,
            rows=[(title, scores.get(code)) for code, title in CRITERIA.items()],
            total=total_of({code: score.mark for code, score in scores.items()}),
            form=self.form or (ScoreForm() if may_change else None),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Mark one criterion of the year's sheet."""
        self.form = ScoreForm(request.POST)
        if not self.form.is_valid():
            return refused(self.get(request, *args, **kwargs))
        municipality = Municipality.objects.visible_to(request.user, "score").first()  # type: ignore[arg-type]
        year = years.year_of(timezone.localdate())
        sheet, _ = ScoreSheet.objects.get_or_create(municipality=municipality, year=year)
        try:
            give_mark(by=request.user, sheet=sheet, **self.form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            self.form.add_error(None, error)
            return refused(self.get(request, *args, **kwargs))
        messages.success(request, "Балл записан.")
        return redirect("reports:score")
