"""Filters of the admin's lists."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from schools import years


class YearFilter(admin.SimpleListFilter):
    """School years as people write them; the model has a `year`."""

    title = "учебный год"
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The years that have rows in sight, the latest first."""
        stored = model_admin.get_queryset(request).order_by().values_list("year", flat=True).distinct()
        return [(str(year), years.label(year)) for year in sorted(stored, reverse=True)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The rows of the chosen year."""
        chosen = self.value()
        return queryset.filter(year=int(chosen)) if chosen and chosen.isdecimal() else queryset
