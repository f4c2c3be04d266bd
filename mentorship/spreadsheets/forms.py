"""What the admin asks before an import or export: the file, the municipality, the options of the kind."""

from typing import Any

from django import forms

from mentorship.spreadsheets.gate import MAX_FILE, MEGABYTE, WorkbookRefused, check_workbook
from mentorship.spreadsheets.layout import Layout
from mentorship.spreadsheets.places import municipalities_of

INPUT = {"class": "input"}


class PlaceForm(forms.Form):
    """Whose rows: asked only where there is a choice."""

    use_required_attribute = False
    municipality: Any = forms.ModelChoiceField(
        queryset=None,
        label="Муниципалитет",
        widget=forms.Select(attrs=INPUT),
        error_messages={"required": "Выберите муниципалитет.", "invalid_choice": "Выберите из списка."},
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reached, self._is_open = municipalities_of(user)
        self._reached = list(reached[:2])
        field: Any = self.fields["municipality"]
        field.queryset = reached
        field.required = not self._is_open
        field.empty_label = "Весь портал" if self._is_open else "— выберите —"
        if len(self._reached) <= 1:
            del self.fields["municipality"]

    @property
    def chosen_municipality(self) -> Any:
        """The municipality chosen, or the only one of the account; None means the whole portal."""
        if "municipality" in self.fields:
            return self.cleaned_data["municipality"]
        return None if self._is_open else self._reached[0]


class UploadForm(PlaceForm):
    """A workbook to look through."""

    file = forms.FileField(
        label="Файл Excel (.xlsx)",
        help_text=f"Не больше {MAX_FILE // MEGABYTE} МБ. Сначала файл проверяется, ничего не сохраняется.",
        widget=forms.FileInput(attrs={**INPUT, "accept": ".xlsx"}),
        error_messages={
            "required": "Выберите файл.",
            "missing": "Выберите файл.",
            "empty": "Файл пуст: в нём ноль байт.",
        },
    )
    columns_describe = forms.ChoiceField(
        label="Чьи стаж и категория в столбцах",
        choices=[("mentor", "наставника"), ("mentee", "наставляемого")],
        required=False,
        widget=forms.Select(attrs=INPUT),
    )
    field_order = ("file", "municipality", "columns_describe")

    def __init__(self, *args: Any, layout: Layout, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "columns_describe" not in layout.option_names:
            del self.fields["columns_describe"]

    def clean_file(self) -> Any:
        """Let only what passes the gate into the store."""
        file = self.cleaned_data["file"]
        self.data_of_file = file.read(MAX_FILE + 1)
        try:
            check_workbook(self.data_of_file, file.name)
        except WorkbookRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return file

    @property
    def options(self) -> dict[str, str]:
        """The options of the kind."""
        describe = self.cleaned_data.get("columns_describe")
        return {"columns_describe": describe} if describe else {}
