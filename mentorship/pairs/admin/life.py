"""Templates of plans and kinds of products; diaries and the pulse have no place in the admin."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest

from mentorship.pairs.models import PlanTemplate, PlanTemplateItem, ProductKind
from schools.admin_base import DictionaryAdmin, PortalModelAdmin, PortalTabularInline


class TemplateItemInline(PortalTabularInline):
    """The lines of a template; pairs that have copied them keep their own words and days."""

    model = PlanTemplateItem
    fields = ("order", "title", "days")
    extra = 3


@admin.register(PlanTemplate)
class PlanTemplateAdmin(PortalModelAdmin):
    """A municipality writes its own templates; those that come with the portal are only looked at.

    A new line of a template is offered to the pairs that have taken their plan from it.
    """

    add_title = "Новый шаблон плана"
    list_display = ("title", "municipality", "form", "is_active")
    list_filter = ("is_active", "form")
    list_select_related = ("municipality", "form")
    inlines = (TemplateItemInline,)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The owner is shown once the template is stored, and never chosen."""
        fields = ("title", "form", "is_active")
        return fields if obj is None else ("municipality", *fields)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The owner stays."""
        return () if obj is None else ("municipality",)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """The portal's templates serve every municipality: nobody changes them."""
        allowed = super().has_change_permission(request, obj)
        return allowed and not (isinstance(obj, PlanTemplate) and obj.pk and obj.municipality_id is None)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A new template belongs to the municipality of who writes it."""
        if not change:
            municipality = request.user.access.municipality  # type: ignore[union-attr]
            if municipality is None:
                raise PermissionDenied
            obj.municipality = municipality
        super().save_model(request, obj, form, change)


@admin.register(ProductKind)
class ProductKindAdmin(DictionaryAdmin):
    """What pairs make."""

    add_title = "Новый вид продукта"
