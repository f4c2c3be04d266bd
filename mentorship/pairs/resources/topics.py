"""What a file says a pair works on: a form of the closed list, a variant of it, a direction."""

from typing import Any

from mentorship.pairs.models import Pair
from mentorship.programmes.models import Focus, FormVariant, MentoringForm
from mentorship.spreadsheets.cells import CLEAR
from mentorship.spreadsheets.dictionary import Dictionary
from mentorship.spreadsheets.layout import Context, Row
from mentorship.spreadsheets.lookup import Lookup
from mentorship.spreadsheets.words import fold, tidy


class Topics:
    """The words of one file; new variants and directions are added as they are met."""

    def __init__(self, context: Context) -> None:
        self.report = context.report
        self._forms = Lookup(MentoringForm.objects.all(), "title")
        self._variants = Lookup(FormVariant.objects.all(), "form_id", "name")
        self._focuses = Dictionary(Focus)

    def of(self, row: Row, pair: Pair | None) -> dict[str, Any]:
        """Return form, variant and focus as far as the row names or clears them."""
        values: dict[str, Any] = row.given("form", "variant", "focus")
        if row.get("form"):
            values["form"] = self._form(row)
        if row.get("focus"):
            values["focus"] = self._focuses.get_or_add(row.get("focus"))
        form = values.get("form", pair and pair.form)
        if row.get("variant"):
            values["variant"] = self._variant(row, form)
        elif self._is_stray(pair, form):
            # the stored variant belongs to the form that the row replaces
            values["variant"] = CLEAR
        return values

    def _form(self, row: Row) -> MentoringForm | None:
        allowed = "; ".join(form.title for form in self._forms)
        return self._forms.of(row, "form", self.report, f"Допустимо: {allowed}.")

    def _variant(self, row: Row, form: Any) -> FormVariant | None:
        if form is None or form is CLEAR:
            if form is CLEAR or not row.get("form"):
                self.report.error(row, "variant", "Вариант бывает только у формы: впишите форму.")
            return None
        name = row.get("variant")
        found = self._variants.find(form.pk, name)
        if found is None:
            variant = FormVariant(form=form, name=tidy(name), key=fold(name))
            variant.full_clean()
            variant.save()
            found = self._variants.add(variant)
        return found

    @staticmethod
    def _is_stray(pair: Pair | None, form: Any) -> bool:
        return bool(pair and pair.variant and (form is CLEAR or form != pair.form))
