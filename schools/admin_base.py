"""The base of every admin class: rows by the table of access, folded search, Russian titles, a journal.

A subclass declares what it shows. Rows are those of the queryset's `visible_to(user)`; a model without it,
a dictionary, is shown whole. Nothing is deleted unless the class says `deletable`.
"""

from collections.abc import Callable
from inspect import signature
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import get_fields_from_path, lookup_spawns_duplicates
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Field, Model, QuerySet, URLField
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import capfirst

from schools.access import Access
from schools.access_table import MODEL_AREAS
from schools.admin_limits import BoundedRowsMixin
from schools.admin_record import RecordedMixin
from schools.admin_search import holding_words
from schools.admin_widgets import SearchBoxesMixin
from schools.admin_windows import TwoWindowsMixin, TwoWindowsRowsMixin
from schools.comfort.undo import offer
from schools.limits import limit
from schools.models import Municipality

MOST_REFUSALS = 10  # more of one action nobody reads


class _Changer:
    """An account as `visible_to` sees it when only what the account may change counts."""

    def __init__(self, access: Access) -> None:
        self.access = self
        self._access = access

    def scope(self, area: str, **_: bool) -> Any:
        """The rows that may be changed."""
        return self._access.scope(area, change=True)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._access, name)


def visible(queryset: QuerySet, user: Any) -> QuerySet:
    """Return the rows the account sees in the area of the model; all of a model that has no `visible_to`."""
    scoped = getattr(queryset, "visible_to", None)
    if scoped is None:
        return queryset
    area = MODEL_AREAS.get(queryset.model._meta.label_lower)
    by_area = area and "area" in signature(scoped).parameters
    return scoped(user, area=area) if by_area else scoped(user)


def may_change_row(user: Any, row: Model) -> bool:
    """Whether the row is among those the account may change; asks the database only where it sees more."""
    area = MODEL_AREAS.get(row._meta.label_lower)
    if area is None or user.access.scope(area) == user.access.scope(area, change=True):
        return True
    return visible(row._meta.default_manager.all(), _Changer(user.access)).filter(pk=row.pk).exists()  # type: ignore[union-attr]


class _Scoped(SearchBoxesMixin):
    """What pages and inlines share: relations offer the rows in sight, rights count by row."""

    def get_field_queryset(self, db: str | None, db_field: Field, request: HttpRequest) -> QuerySet:
        """Offer only what the account sees."""
        offered = super().get_field_queryset(db, db_field, request)  # type: ignore[misc]
        if offered is None:
            offered = db_field.remote_field.model._default_manager.all()  # type: ignore[union-attr]
        return visible(offered, request.user)

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        """Leave only «добавить» beside a relation: pencil, eye and cross lead away from the form."""
        if isinstance(db_field, URLField):
            kwargs.setdefault("assume_scheme", "https")
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            widget = field.widget
            widget.can_change_related = widget.can_view_related = widget.can_delete_related = False
        return limit(field)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """The table's answer for the area, then for the row (an inline asks for its page's row)."""
        allowed = super().has_change_permission(request, obj)  # type: ignore[misc]
        return allowed and (obj is None or obj.pk is None or may_change_row(request.user, obj))


class ScopedRelatedFilter(admin.RelatedFieldListFilter):
    """A filter by a relation that names only what the account sees."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        """The rows in sight with their words."""
        offered = visible(field.remote_field.model._default_manager.all(), request.user)
        return [(row.pk, str(row)) for row in offered]


class PortalModelAdmin(TwoWindowsMixin, _Scoped, RecordedMixin, admin.ModelAdmin):
    """A page of the admin in the portal's manner.

    `search_fields` are plain paths; those that end in `key` (`person__name_key`) are searched folded.
    """

    list_per_page = 50
    list_max_show_all = 50
    show_full_result_count = False
    deletable = False
    # «Новая карточка», «Новый запрос»: the heading of the page that adds; the grammar is the subclass's.
    add_title = ""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Rows in the account's scope; others are not found."""
        return visible(super().get_queryset(request), request.user)

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        """The class's filters; relations offer only what the account sees."""
        return [self._scoped_filter(item) for item in super().get_list_filter(request)]

    def _scoped_filter(self, item: Any) -> Any:
        if not isinstance(item, str) or not get_fields_from_path(self.model, item)[-1].remote_field:
            return item
        return (item, ScopedRelatedFilter)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Model:
        """Return the row; a wrong role is 403, a row outside the scope 404, as everywhere on the portal."""
        found = super().get_object(request, object_id, from_field or None)
        if found is not None:
            return found
        raise Http404 if self.has_view_or_change_permission(request) else PermissionDenied

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Find the rows that hold every word of the term in any of the fields, on both databases alike."""
        fields = self.get_search_fields(request)
        if not fields:
            return queryset, False
        queryset = holding_words(queryset, fields, search_term)
        return queryset, any(lookup_spawns_duplicates(self.opts, f"{field}__contains") for field in fields)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """History is kept: rows are closed, not deleted, unless the class says otherwise."""
        allowed = self.deletable and super().has_delete_permission(request, obj)
        return allowed and (obj is None or may_change_row(request.user, obj))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Only the class's own actions: no deletion in bulk."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """The list, headed by what it lists: «Наставники»."""
        title = {"title": capfirst(str(self.opts.verbose_name_plural))}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        """The form, headed by `add_title` or by what it is: «Наставник»."""
        name = capfirst(str(self.opts.verbose_name))
        title = {"title": name if object_id else self.add_title or f"{name}: новая запись"}
        return super().changeform_view(request, object_id, form_url, {**title, **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Store the row; one that would lie outside the account's reach is refused, and nothing is stored."""
        super().save_model(request, obj, form, change)
        stored = self.model._default_manager.filter(pk=obj.pk)
        if not visible(stored, request.user).exists() or not may_change_row(request.user, obj):
            raise PermissionDenied

    def run_action(
        self,
        request: HttpRequest,
        queryset: QuerySet,
        do: Callable[[Any], object],
        *,
        done: str = "Готово",
        undo: str = "",
    ) -> None:
        """Call `do(row)`, a workflow function, for each row chosen; say «{done}: 3», name every refusal.

        `undo`: the code of `schools.comfort.undo` by which all that `do` returned can be taken back.
        """
        kept, refused = [], []
        for row in queryset:
            try:
                if not self.has_change_permission(request, row):
                    raise ValidationError("у вас нет права изменять эту запись.")
                kept.append(do(row))
            except ValidationError as error:
                refused.append(f"{row}: {' '.join(error.messages)}")
        if undo and kept:
            offer(request, code=undo, done=kept, path=request.get_full_path())
        _tell(request, len(kept), refused, done)


class DictionaryAdmin(PortalModelAdmin):
    """An open list of words: one for the whole portal, so another municipality's words are not to be changed.

    Whoever may change the area adds words; stored ones are changed and deleted by those who answer for the
    whole portal, and by anybody of the only municipality. A word in use is kept by the database.
    """

    list_display = ("name",)
    search_fields = ("key",)
    ordering = ("key",)
    deletable = True

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody changes what others use."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or self._answers_for_all(request))

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody deletes what others use."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or self._answers_for_all(request))

    def _answers_for_all(self, request: HttpRequest) -> bool:
        area = MODEL_AREAS[self.opts.label_lower]
        if request.user.access.scope(area, change=True).everywhere:  # type: ignore[union-attr]
            return True
        if not hasattr(request, "is_only_municipality"):  # a page asks often, the database once
            request.is_only_municipality = len(Municipality.objects.all()[:2]) == 1  # type: ignore[attr-defined]
        return request.is_only_municipality  # type: ignore[attr-defined]


class PortalTabularInline(TwoWindowsRowsMixin, BoundedRowsMixin, _Scoped, admin.TabularInline):
    """Rows under a form, without blank ones; relations should be autocompleted: else each row asks anew."""

    extra = 0

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        """Name each control: a column's heading is no label to a screen reader."""
        formfield = super().formfield_for_dbfield(db_field, request, **kwargs)
        if formfield is not None:
            formfield.widget.attrs.setdefault("aria-label", capfirst(str(formfield.label)))
        return formfield


class ReadOnlyInline(PortalTabularInline):
    """Rows under a form that are only looked at: a workflow or an import changes them."""

    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is added here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is changed here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted here."""
        return False


def _tell(request: HttpRequest, count: int, refused: list[str], done: str) -> None:
    if count:
        messages.success(request, f"{done}: {count}.")
    for words in refused[:MOST_REFUSALS]:
        messages.error(request, words)
    if len(refused) > MOST_REFUSALS:
        messages.error(request, f"Ещё отказов: {len(refused) - MOST_REFUSALS}.")
