"""Papers of schools in the admin: the file is checked, kept under a random name, sent only by its page."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from schools import attachments, papers
from schools.admin.filters import YearFilter
from schools.admin.places import year_label
from schools.admin_base import PortalModelAdmin
from schools.enums import ListKind
from schools.models import SchoolPaper, SchoolYear


class PaperForm(forms.ModelForm):
    """A paper: the file comes as an upload of its own, so that nothing is stored before it is checked."""

    link = forms.URLField(
        label="Ссылка",
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vURLField"}),
    )
    upload = forms.FileField(
        label="Файл",
        required=False,
        help_text=f"{attachments.TAKEN}, до 10 МБ. Новый файл заменит прежний.",
    )
    drop_file = forms.BooleanField(label="Убрать файл", required=False)

    class Meta:
        model = SchoolPaper
        fields = ("school", "year", "kind", "state", "link", "comment")

    def clean_upload(self) -> Any:
        """Refuse what is too big, of another kind or not what its name says."""
        upload = self.cleaned_data["upload"]
        if upload is not None:
            attachments.check(upload)
        return upload

    def clean(self) -> dict[str, Any]:
        """What a paper needs for its state, said beside the field."""
        data = super().clean() or {}
        has_file = bool(data.get("upload")) or bool(self.instance.file and not data.get("drop_file"))
        if not self.errors:
            typed = {name: data[name] for name in ("state", "link", "comment")}
            try:
                papers.check_paper(SchoolPaper(**typed), has_file=has_file)
            except ValidationError as error:
                self.add_error(None, error)
        return data


class OnListFilter(admin.SimpleListFilter):
    """Papers of the schools that stood on a list in the paper's year."""

    title = "школы перечня"
    parameter_name = "on_list"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """ШНОР and ШССУ."""
        return [(str(kind.value), str(kind.label)) for kind in ListKind]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The rows of the chosen list."""
        kind = self.value()
        if kind not in ListKind.values:
            return queryset
        rows = SchoolYear.objects.listed(kind).filter(school=OuterRef("school"), year=OuterRef("year"))
        return queryset.filter(Exists(rows))


@admin.register(SchoolPaper)
class SchoolPaperAdmin(PortalModelAdmin):
    """Self-examinations and programmes of turning effective."""

    form = PaperForm
    add_title = "Новый документ школы"
    list_display = ("school", year_label, "kind", "state", "what", "changed_at")
    list_filter = (YearFilter, "kind", "state", OnListFilter)
    list_select_related = ("school",)
    search_fields = ("school__name_key", "school__code")
    search_help_text = "Название или код ОО"
    autocomplete_fields = ("school",)
    deletable = True
    fieldsets = (
        (None, {"fields": ("school", "year", "kind", "state")}),
        ("Сам документ", {"fields": ("link", "kept_file", "upload", "drop_file", "comment")}),
    )

    @admin.display(description="файл или ссылка", empty_value="нет")
    def what(self, paper: SchoolPaper) -> str | None:
        """The name of the file, else the link."""
        return paper.file_name or paper.link or None

    @admin.display(description="файл сейчас")
    def kept_file(self, paper: SchoolPaper) -> str:
        """The file as a download: it has no address of its own."""
        if paper.pk is None or not paper.file:
            return "не приложен"
        address = reverse("reports:school_paper", args=[paper.school.code, paper.pk])
        return format_html('<a href="{}">{}</a>', address, paper.file_name or "файл")

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """Whose paper of which year it is does not change; another one is recorded anew."""
        return ("school", "year", "kind", "kept_file") if obj else ("kept_file",)

    def save_model(self, request: HttpRequest, obj: SchoolPaper, form: Any, change: bool) -> None:
        """Keep the paper with its file; a school out of the account's reach is refused before that."""
        scope = request.user.access.scope("schools", change=True)  # type: ignore[union-attr]
        if not scope.reaches(municipality=obj.school.municipality_id):
            raise PermissionDenied
        typed = form.cleaned_data
        papers.keep_paper(
            paper=obj,
            by=request.user,  # type: ignore[arg-type]
            upload=typed["upload"],
            drop_file=typed["drop_file"],
        )

    def delete_model(self, request: HttpRequest, obj: SchoolPaper) -> None:
        """Delete the row and, once that is certain, its file."""
        papers.remove_paper(paper=obj, by=request.user)  # type: ignore[arg-type]
