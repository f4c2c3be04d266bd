"""Snapshots of the indicators."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import DetailView, ListView

from reports.enums import SnapshotState, Status
from reports.forms import SnapshotForm
from reports.models import Snapshot
from reports.papers.views import offered
from reports.snapshots import changes_since
from reports.workflow import approve_snapshot, take_snapshot
from schools.guards import AreaMixin, refused


class SnapshotsView(AreaMixin, ListView):
    """The snapshots there are, and the form that takes one."""

    area = "snapshots"
    template_name = "reports/snapshots.html"
    paginate_by = 50
    form: SnapshotForm | None = None

    def get_queryset(self) -> Any:
        """Snapshots within the account's scope."""
        rows = Snapshot.objects.visible_to(self.request.user).defer("figures")  # type: ignore[arg-type]
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
        return rows.select_related(
            "programme__municipality", "taken_by__person", "approved_by__person", "refines"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The stored figures with their states in words."""
        figures = [
            {**figure, "state": Status(figure["status"]).label}
            for figure in self.object.figures["indicators"]
        ]
        changes = changes_since(self.object) if self._wants_changes() else None
        may_approve = "head" in self.request.user.access.roles  # type: ignore[union-attr]
        return super().get_context_data(
            figures=figures, may_approve=may_approve, changes=changes, states=dict(Status.choices),
            **offered(self.request.user, self.object),  # type: ignore[arg-type]
            refined_by=self.object.refined_by.visible_to(self.request.user).order_by("pk"), **kwargs,
        )  # fmt: skip

    def _wants_changes(self) -> bool:
        """Whether the reader asked what the records of today would change, or the report stands approved."""
        return self.object.state == SnapshotState.APPROVED or "changes" in self.request.GET

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
