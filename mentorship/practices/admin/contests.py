"""Contests, entries and awards in the admin: found, filtered, looked at; states move by actions and pages."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from mentorship.practices.contests.running import take_contest_step
from mentorship.practices.models import Award, Contest, ContestEntry, EntryPerson, Nomination
from schools import years
from schools.admin.filters import YearFilter
from schools.admin_base import PortalModelAdmin, ReadOnlyInline


class _OwnPageAdmin(PortalModelAdmin):
    """What is changed on a page of its own: the admin finds and shows it."""

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """Every field: the form is only read."""
        return self.fields

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        """The form without its buttons: there is nothing to save."""
        shut = {"show_save": False, "show_save_and_continue": False, "show_save_and_add_another": False}
        return super().change_view(request, object_id, form_url, {**shut, **(extra_context or {})})

    def view_on_site(self, obj: Any) -> str:
        """The page where it is changed."""
        return str(obj.get_absolute_url())


class NominationInline(ReadOnlyInline):
    """The categories of a contest."""

    model = Nomination
    fields = ("title", "takes")


@admin.register(Contest)
class ContestAdmin(_OwnPageAdmin):
    """Contests; a new one is begun on its own page, the jury's results are written there."""

    list_display = ("title", "school_year", "state", "nominate_until", "entry_count")
    list_filter = ("state", "kind", YearFilter, "municipality")
    list_select_related = ("municipality",)
    search_fields = ("title_key",)
    search_help_text = "Название конкурса"
    fields = (
        "municipality", "kind", "title", "school_year", "state", "nominate_until", "results_date",
        "announced_date", "regulation", "document",
    )  # fmt: skip
    inlines = (NominationInline,)
    actions = ("open_nominating", "close_nominating", "announce")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the number of entries."""
        return super().get_queryset(request).annotate(entry_count=Count("nominations__entries"))

    @admin.display(description="учебный год", ordering="year")
    def school_year(self, contest: Contest) -> str:
        """As people write it."""
        return years.label(contest.year)

    @admin.display(description="кандидатов", ordering="entry_count")
    def entry_count(self, contest: Any) -> int:
        """How many stand in its nominations."""
        return int(contest.entry_count)

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A contest is begun on its own page."""
        return redirect("contests:new")

    @admin.action(description="Открыть выдвижение", permissions=["change"])
    def open_nominating(self, request: HttpRequest, queryset: QuerySet[Contest]) -> None:
        """Let schools propose; their curators get a letter."""
        self._take(request, queryset, "open", "Выдвижение открыто")

    @admin.action(description="Закрыть выдвижение", permissions=["change"])
    def close_nominating(self, request: HttpRequest, queryset: QuerySet[Contest]) -> None:
        """Hand over to the jury."""
        self._take(request, queryset, "close", "Выдвижение закрыто")

    @admin.action(description="Объявить итоги", permissions=["change"])
    def announce(self, request: HttpRequest, queryset: QuerySet[Contest]) -> None:
        """Tell the results to those named and to everybody."""
        self._take(request, queryset, "announce", "Итоги объявлены")

    def _take(self, request: HttpRequest, queryset: QuerySet[Contest], step: str, done: str) -> None:
        user, on = request.user, timezone.localdate()

        def take(contest: Contest) -> None:
            take_contest_step(contest=contest, step=step, version=contest.version, by=user, on=on)  # type: ignore[arg-type]

        self.run_action(request, queryset, take, done=done)


class EntryPersonInline(ReadOnlyInline):
    """Who is named by an entry and what each has answered."""

    model = EntryPerson
    fields = ("person", "part", "agreed_date", "agreed_way", "refused_date")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the names."""
        return super().get_queryset(request).select_related("person")


@admin.register(ContestEntry)
class ContestEntryAdmin(_OwnPageAdmin):
    """Entries; a school proposes on the contest's page, the centre writes the results there."""

    list_display = ("__str__", "contest", "nomination", "school", "proposed_date", "place")
    list_filter = ("place", "nomination__contest__state", "nomination__contest__kind", "school")
    list_select_related = ("person", "pair", "nomination__contest", "school")
    search_fields = ("people__person__name_key", "nomination__contest__title_key", "school__name_key")
    search_help_text = "Фамилия, конкурс или школа"
    fields = ("nomination", "person", "pair", "school", "text", "proposed_by", "proposed_date", "place")
    inlines = (EntryPersonInline,)

    @admin.display(description="конкурс", ordering="nomination__contest__title_key")
    def contest(self, entry: ContestEntry) -> str:
        """In which contest it stands."""
        return entry.nomination.contest.title

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The contest's page has the button for it."""
        return False


@admin.register(Award)
class AwardAdmin(_OwnPageAdmin):
    """The register of awards; one is issued, printed and revoked on the pages of awards."""

    list_display = ("number", "kind", "name", "date", "occasion", "is_in_force")
    list_filter = ("kind", YearFilter, "addressee", "occasion", "municipality")
    list_select_related = ("person",)
    search_fields = ("person__name_key", "recipient_key")
    search_help_text = "Кому"
    fields = (
        "municipality", "number", "kind", "addressee", "person", "recipient", "is_name_open", "text", "date",
        "signer_position", "signer", "occasion", "entry", "issued_by", "revoked_date", "revoked_reason",
    )  # fmt: skip

    @admin.display(description="№", ordering="serial")
    def number(self, award: Award) -> str:
        """The number in the year."""
        return award.number

    @admin.display(description="кому", ordering="person__name_key")
    def name(self, award: Award) -> str:
        """To whom, as printed."""
        return award.name

    @admin.display(description="действует", boolean=True, ordering="revoked_date")
    def is_in_force(self, award: Award) -> bool:
        """Whether it was not taken back."""
        return award.revoked_date is None

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An award is issued on its own page."""
        return redirect("awards:new")
