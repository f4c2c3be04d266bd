"""Requests in the admin; states move through the workflow only."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from mentorship.bank import workflow
from mentorship.bank.models import MenteeRequest
from schools.admin.filters import YearFilter
from schools.admin_base import PortalModelAdmin


@admin.register(MenteeRequest)
class MenteeRequestAdmin(PortalModelAdmin):
    """Requests; a new one is written on the page of requests, its state moves by buttons and actions."""

    viewed_as = "request"
    add_title = "Новый запрос"
    list_display = ("person", "school", "difficulty", "subject", "requested_date", "state")
    list_filter = ("state", YearFilter, "source", "difficulty", "mentee_category")
    list_select_related = ("person__school", "difficulty", "subject")
    search_fields = ("person__name_key", "person__code", "difficulty__key", "subject__key")
    search_help_text = "Фамилия, код педагога, предмет или затруднение"
    readonly_fields = ("person", "school", "state", "requested_date")
    fields = (
        "person",
        "school",
        "state",
        "requested_date",
        "subject",
        "difficulty",
        "mentee_category",
        "focus",
        "source",
        "details",
    )
    autocomplete_fields = ("subject", "difficulty", "mentee_category", "focus", "source")
    actions = ("accept", "submit")

    @admin.display(description="школа", ordering="person__school__name_key")
    def school(self, row: MenteeRequest) -> str:
        """Where the person works."""
        return str(row.person.school or "")

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A request is written on its own page."""
        return redirect("requests:add")

    @admin.action(description="Принять в базу наставляемых", permissions=["change"])
    def accept(self, request: HttpRequest, queryset: QuerySet[MenteeRequest]) -> None:
        """Take submitted requests into the base."""
        self.run_action(
            request,
            queryset.select_related("person"),
            lambda row: workflow.accept_request(request=row, by=request.user),
            done="Принято запросов",
        )

    @admin.action(description="Подать черновики", permissions=["change"])
    def submit(self, request: HttpRequest, queryset: QuerySet[MenteeRequest]) -> None:
        """Send drafts that were written for teachers."""
        today = timezone.localdate()
        self.run_action(
            request,
            queryset.select_related("person"),
            lambda row: workflow.submit_request(request=row, by=request.user, on=today),
            done="Подано запросов",
        )
