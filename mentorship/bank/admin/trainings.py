"""Trainings, sessions of programmes and the personnel reserve in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from mentorship.bank.models import ReserveMember, Training, TrainingSession
from schools.admin_base import PortalModelAdmin


@admin.register(Training)
class TrainingAdmin(PortalModelAdmin):
    """Trainings of mentors and curators."""

    add_title = "Новое обучение"
    list_display = ("person", "programme", "date", "hours", "is_distance", "certificate")
    list_filter = ("programme", "is_distance", "date")
    list_select_related = ("person", "programme")
    search_fields = ("person__name_key", "person__code", "certificate")
    search_help_text = "Фамилия, код педагога или номер удостоверения"
    autocomplete_fields = ("person", "programme")
    deletable = True


@admin.register(TrainingSession)
class TrainingSessionAdmin(PortalModelAdmin):
    """Sessions of programmes; who attended is also marked on the programme's page."""

    add_title = "Новое занятие"
    list_display = ("title", "programme", "date", "hours", "is_distance", "lecturer")
    list_filter = ("programme", "is_distance", "municipality")
    list_select_related = ("programme",)
    search_fields = ("programme__key",)
    search_help_text = "Программа обучения"
    autocomplete_fields = ("programme", "attended")


@admin.register(ReserveMember)
class ReserveMemberAdmin(PortalModelAdmin):
    """The personnel reserve; people enter and leave it on its own page, which asks for the reason."""

    add_title = "Новый участник резерва"
    list_display = ("person", "target_position", "programme", "included_date", "excluded_date")
    list_filter = ("programme",)
    list_select_related = ("person", "programme")
    search_fields = ("person__name_key", "person__code")
    search_help_text = "Фамилия или код педагога"
    autocomplete_fields = ("programme",)
    fields = (
        "person",
        "target_position",
        "programme",
        "basis",
        "included_date",
        "excluded_date",
        "excluded_reason",
    )
    readonly_fields = ("person", "included_date", "excluded_date", "excluded_reason")

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Somebody is included on the page of the reserve."""
        return redirect("bank:reserve_add")
