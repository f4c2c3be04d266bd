"""Model fields shared by the apps: the school year and words that fold for search."""

from typing import Any

from django.core.validators import URLValidator
from django.db import models

from mentorship.spreadsheets.words import fold


class AcademicYearField(models.PositiveSmallIntegerField):
    """A school year by the calendar year it begins in: 2025 is 2025/2026."""

    def formfield(self, **kwargs: Any) -> Any:
        """People read and write «2025/2026»."""
        from schools.formfields import AcademicYearFormField

        return super(models.IntegerField, self).formfield(form_class=AcademicYearFormField, **kwargs)


class WebAddressField(models.URLField):
    """The address of a page: http and https only, so that no stored link runs a script or reads a file.

    To migrations it is Django's own field: the column is the same.
    """

    default_validators = [URLValidator(schemes=["http", "https"])]

    def deconstruct(self) -> Any:
        """Leave the name of the class out of migrations."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs


LONGEST = 500


class FoldedField(models.CharField):
    """A search and sort key: another field's text in lower case, «е» for «ё», plain dashes and spaces.

    One column serves look-up, search and order alike on SQLite and PostgreSQL (docs/adr/0005).
    `of` names the source attributes, joined by a space; the key is made again at every save.
    """

    def __init__(self, *args: Any, of: tuple[str, ...] = ("name",), **kwargs: Any) -> None:
        self.of = of
        kwargs.setdefault("max_length", LONGEST)
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Keep the source attributes in migrations."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        if kwargs.get("max_length") == LONGEST:
            del kwargs["max_length"]
        if self.of != ("name",):
            kwargs["of"] = self.of
        return name, path, args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Fold the sources; `bulk_create` passes here as well, `bulk_update` must name the field."""
        value = fold(" ".join(str(getattr(model_instance, attribute) or "") for attribute in self.of))
        value = value[: self.max_length]
        setattr(model_instance, self.attname, value)
        return value
