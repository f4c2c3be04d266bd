"""Limits of the admin's rows under a form."""

from typing import Any, Final

from django.db.models import Model
from django.forms.models import _get_foreign_key
from django.http import HttpRequest

# Rows that one page may add: a form that says it has thousands would keep the server busy for minutes.
MOST_NEW_ROWS: Final = 50


class BoundedRowsMixin:
    """An inline that takes the rows there are and as many new ones as a person adds at once."""

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> Any:
        """Bound what is sent; what is shown is not counted."""
        if request.method == "POST":
            most = self._stored_rows(request, obj) + MOST_NEW_ROWS
            declared = self.get_max_num(request, obj)  # type: ignore[attr-defined]
            kwargs["absolute_max"] = most
            kwargs["max_num"] = most if declared is None else min(declared, most)
        return super().get_formset(request, obj, **kwargs)  # type: ignore[misc]

    def _stored_rows(self, request: HttpRequest, obj: Model | None) -> int:
        if obj is None or obj.pk is None:
            return 0
        key = _get_foreign_key(self.parent_model, self.model, fk_name=self.fk_name)  # type: ignore[attr-defined]
        return self.get_queryset(request).filter(**{key.name: obj}).count()  # type: ignore[attr-defined]
