"""What the desk of matching has decided and computed; it is changed on the desk's own pages."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from mentorship.pairs.models import MatchCriterion, MatchLine, MatchRule, MatchRun, NeverTogether
from schools.admin.looked_up import LookedUpAdmin
from schools.admin_base import ReadOnlyInline


class DecidedAdmin(LookedUpAdmin):
    """Values from a day on: the rows are their own history."""

    list_display = ("code", "value", "from_date", "set_by", "set_at", "municipality")
    list_filter = ("code", "municipality")
    list_select_related = ("set_by__person", "municipality")
    date_hierarchy = "from_date"


@admin.register(MatchCriterion)
class MatchCriterionAdmin(DecidedAdmin):
    """Weights of criteria."""


@admin.register(MatchRule)
class MatchRuleAdmin(DecidedAdmin):
    """Hard rules and the lowest score."""


@admin.register(NeverTogether)
class NeverTogetherAdmin(LookedUpAdmin):
    """Who is never paired with whom, withdrawn rows included."""

    list_display = ("person_a", "person_b", "reason", "set_by", "set_at", "withdrawn_at")
    list_select_related = ("person_a", "person_b", "set_by__person")
    search_fields = ("person_a__name_key", "person_b__name_key")
    search_help_text = "Фамилия любого из двоих"


class LineInline(ReadOnlyInline):
    """What came of each request."""

    model = MatchLine
    fields = ("request", "mentor", "score", "state", "is_locked", "override_reason", "reason", "relaxation")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With people and difficulties."""
        related = ("run", "request__person", "request__difficulty", "mentor__person")
        return super().get_queryset(request).select_related(*related)


@admin.register(MatchRun)
class MatchRunAdmin(LookedUpAdmin):
    """Matchings of the whole pool with their lines."""

    list_display = ("__str__", "state", "objective", "line_count", "total", "created_by", "created_at")
    list_filter = ("state", "objective", "municipality")
    list_select_related = ("created_by__person",)
    inlines = (LineInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the number of requests."""
        return super().get_queryset(request).annotate(line_count=Count("lines"))

    @admin.display(description="запросов", ordering="line_count")
    def line_count(self, run: Any) -> int:
        """How many requests it was about."""
        return int(run.line_count)
