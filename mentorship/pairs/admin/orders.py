"""Orders and meetings."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from mentorship.pairs.models import Meeting, Order, Pair
from schools.admin_base import PortalModelAdmin, ReadOnlyInline


class PairInline(ReadOnlyInline):
    """The pairs that stand under the order."""

    model = Pair
    fields = ("number", "mentor", "state")
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the mentors' names."""
        return super().get_queryset(request).select_related("mentor__person")


@admin.register(Order)
class OrderAdmin(PortalModelAdmin):
    """Registered orders; a new one comes with the pairs it is put over («Закрепить приказом»)."""

    list_display = ("number", "date", "scope", "school", "pair_count")
    list_filter = ("scope", "school", "date")
    list_select_related = ("school",)
    search_fields = ("number_key", "school__name_key")
    search_help_text = "Номер приказа или школа"
    ordering = ("-date", "number_key")  # grouped by the count below, the model's own order is lost
    fields = ("number", "date", "scope", "school")
    readonly_fields = ("scope", "school")
    inlines = (PairInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the number of pairs."""
        return super().get_queryset(request).annotate(pair_count=Count("pairs"))

    @admin.display(description="пар", ordering="pair_count")
    def pair_count(self, order: Any) -> int:
        """How many pairs stand under it."""
        return int(order.pair_count)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """An order without pairs is of no use here."""
        return False


@admin.register(Meeting)
class MeetingAdmin(PortalModelAdmin):
    """Meetings; they are written on the pair's page, a line written by mistake is deleted here."""

    list_display = ("date", "pair", "kind", "topic", "logged_by", "confirmed_by")
    list_filter = ("kind", "date")
    list_select_related = ("pair", "logged_by", "confirmed_by")
    search_fields = ("pair__number_key", "pair__mentor__person__name_key", "logged_by__name_key")
    search_help_text = "№ пары или фамилия"
    fields = ("pair", "date", "kind", "topic", "logged_by", "confirmed_by")
    readonly_fields = ("pair", "logged_by", "confirmed_by")
    deletable = True

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The pair's page has the line for it."""
        return False
