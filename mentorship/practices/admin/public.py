"""The public section in the admin: texts are written here; who publishes them is on their own pages."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from mentorship.practices import prose
from mentorship.practices.enums import PublicState
from mentorship.practices.illustrations import illustration_of
from mentorship.practices.models import Honour, Material, Moderated
from schools import attachments
from schools.admin_base import PortalModelAdmin

_NAME_LENGTH = 250
_HINTS = {"body": prose.HINT, "link": "Страница на другом сайте, начинается с https://."}


class MaterialAdminForm(forms.ModelForm):
    """A material; a new picture is made small, a new file is checked."""

    file = forms.FileField(
        label="файл", required=False, help_text=f"Для вида «документ»: {attachments.TAKEN}, до 10 МБ."
    )
    image = forms.FileField(label="изображение", required=False, help_text="JPG или PNG, до 10 МБ.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in _HINTS.items():
            if name in self.fields:  # a reader who may change nothing is shown no fields
                self.fields[name].help_text = words

    def clean_file(self) -> Any:
        """A new file is what its name says."""
        upload = self.cleaned_data["file"]
        if upload and "file" in self.changed_data:
            attachments.check(upload)
            self.instance.file_name = upload.name[-_NAME_LENGTH:]
        return upload

    def clean_image(self) -> Any:
        """A new picture is drawn anew and small."""
        upload = self.cleaned_data["image"]
        if not upload or "image" not in self.changed_data:
            return upload
        drawn = illustration_of(upload)
        self.instance.image_width, self.instance.image_height = drawn.width, drawn.height
        return drawn.file

    def clean(self) -> dict[str, Any]:
        """A picture is told in words, beside its field."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("image") and not (cleaned.get("image_alt") or "").strip():
            self.add_error("image_alt", ValidationError("Опишите словами, что на изображении."))
        return cleaned


class ModeratedAdmin(PortalModelAdmin):
    """What is published in steps: a text that waits or is shown is changed by those who publish alone."""

    readonly_fields = ("state", "publish_date", "remark", "author")
    list_filter = ("state", "municipality")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A draft is everybody's who writes; anything else is the head's."""
        allowed = super().has_change_permission(request, obj)
        if not allowed or not isinstance(obj, Moderated) or obj.state == PublicState.DRAFT:
            return allowed
        scope = request.user.access.scope("publishing", change=True)  # type: ignore[union-attr]
        return scope.reaches(municipality=obj.municipality_id)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Note who wrote it; every change is a new version, so that a step in another window notices."""
        if change:
            obj.version += 1
        else:
            obj.author = request.user
        super().save_model(request, obj, form, change)

    def view_on_site(self, obj: Any) -> str:
        """The page where it is looked at and published."""
        return reverse("practices:editing", args=[obj._meta.model_name, obj.pk])


@admin.register(Material)
class MaterialAdmin(ModeratedAdmin):
    """News, events, video lessons, documents, contacts."""

    form = MaterialAdminForm
    add_title = "Новый материал"
    list_display = ("title", "kind", "state", "publish_date", "municipality")
    list_filter = ("kind", "state", "municipality")
    list_select_related = ("municipality",)
    search_fields = ("search_key",)
    fieldsets = (
        (None, {"fields": ("municipality", "kind", "title", "summary", "body")}),
        ("Ссылка и файл", {"fields": ("link", "file", "minutes", "has_subtitles")}),
        ("Изображение", {"fields": ("image", "image_alt")}),
        ("Событие", {"fields": ("town_event", "date", "time", "place")}),
        ("Публикация", {"fields": ("state", "publish_date", "remark", "author")}),
    )
    autocomplete_fields = ()


@admin.register(Honour)
class HonourAdmin(ModeratedAdmin):
    """The board of honour; a person without consent to publication is not shown by it."""

    add_title = "Новая запись доски почёта"
    list_display = ("person", "reason", "year", "state")
    list_select_related = ("person",)
    search_fields = ("search_key",)
    autocomplete_fields = ("person",)
    fields = ("municipality", "person", "year", "reason", "state", "publish_date", "remark", "author")
