"""The search boxes of the admin: a form that is refused shows the rows chosen, whatever was sent."""

from typing import Any

from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.db.models import ForeignKey, ManyToManyField
from django.http import HttpRequest

from schools.formfields import ChosenRowField, ChosenRowsField
from schools.keys import key_of


class _Chosen(AutocompleteMixin):
    """Django asks the database for what was sent as it stands; here what is no key is no row."""

    def optgroups(self, name: str, value: list[Any], attr: dict[str, Any] | None = None) -> list[Any]:
        """The chosen rows."""
        return super().optgroups(name, [sent for sent in value if key_of(str(sent)) is not None], attr)


class SearchBox(_Chosen, AutocompleteSelect):
    """One row."""


class SearchBoxes(_Chosen, AutocompleteSelectMultiple):
    """Several rows."""


class SearchBoxesMixin:
    """Gives the fields of `autocomplete_fields` these boxes; put it before an admin class."""

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        """One row of the relation; a key too long for the database is none."""
        kwargs.setdefault("form_class", ChosenRowField)
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs.setdefault("widget", SearchBox(db_field, self.admin_site, using=kwargs.get("using")))  # type: ignore[attr-defined]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any) -> Any:
        """Several rows of the relation; a key too long for the database is none of them."""
        kwargs.setdefault("form_class", ChosenRowsField)
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs.setdefault("widget", SearchBoxes(db_field, self.admin_site, using=kwargs.get("using")))  # type: ignore[attr-defined]
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]
