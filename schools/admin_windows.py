"""Two windows on one record of the admin: what the second would overwrite is shown first, with 409."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from schools.stamps import CONFLICT, STAMP, HiddenNote, StampedFormMixin


class TwoWindowsMixin:
    """An admin class whose form over a stored record carries a stamp (schools.stamps)."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form; one over a record notices that it was changed meanwhile."""
        if obj is not None:
            form: type = kwargs.get("form") or self.form  # type: ignore[attr-defined]
            if not issubclass(form, StampedFormMixin):
                kwargs["form"] = type(form.__name__, (StampedFormMixin, form), {})
        return super().get_form(request, obj, change=change, **kwargs)  # type: ignore[misc]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The page; its status tells of the second window."""
        answer: HttpResponse = super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]
        rows = [form for shown in context["inline_admin_formsets"] for form in shown.formset.forms]
        if any(getattr(form, "is_conflict", False) for form in (context["adminform"].form, *rows)):
            answer.status_code = CONFLICT
        return answer


class _RowFormMixin(StampedFormMixin):
    """The form of one row under a record."""

    saves_if_changed = True


class TwoWindowsRowsMixin:
    """Rows under a record of the admin: each carries a stamp of its own."""

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The rows; one that was changed meanwhile is noticed."""
        if self._is_stamped(request, obj):
            form: type = kwargs.get("form") or self.form  # type: ignore[attr-defined]
            kwargs["form"] = type(form.__name__, (_RowFormMixin, form), {STAMP: HiddenNote("")})
        return super().get_formset(request, obj, **kwargs)  # type: ignore[misc]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The columns, and the stamp that nobody sees."""
        columns = super().get_fields(request, obj)  # type: ignore[misc]
        if not self._is_stamped(request, obj) or STAMP in columns:
            return columns
        return [*columns, STAMP]

    def _is_stamped(self, request: HttpRequest, obj: Any) -> bool:
        """Rows that are only looked at are in no danger."""
        page = self.admin_site.get_model_admin(self.parent_model)  # type: ignore[attr-defined]
        return (
            obj is not None
            and page.has_change_permission(request, obj)
            and self.has_change_permission(request, obj)  # type: ignore[attr-defined]
        )
