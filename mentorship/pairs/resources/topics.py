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
        self._variants = Lookup(FormVariant.objects.select_related("form"), "form_id", "name")
        self._focuses = Dictionary(Focus)

    def of(self, row: Row, pair: Pair | None) -> dict[str, Any]:
        """Return form, variant and focus as far as the row names or clears them."""
        values: dict[str, Any] = row.given("form", "variant", "focus")
        if row.get("form"):
            values["form"] = self._form(row)
            if values["form"] is None:
                return {}
        if row.get("focus"):
            values["focus"] = self._focuses.get_or_add(row.get("focus"))
        form = values.get("form", pair and pair.form)
        if row.get("variant"):
            variant = self._variant(row.get("variant"), form)
            known = {"form": variant.form} if form is None and variant.form else {}
            return {**values, **known, "variant": variant}
        return {**values, **self._kept_variant(pair, form)}

    def _form(self, row: Row) -> MentoringForm | None:
        allowed = "; ".join(form.title for form in self._forms)
        return self._forms.of(row, "form", self.report, f"Допустимо: {allowed}.")

    def _variant(self, name: str, form: Any) -> FormVariant:
        """The form's variant of the name; without a form that of the only form that has it, else nobody's."""
        if form is None:
            named = [variant for variant in self._variants if fold(variant.name) == fold(name)]
            if len(named) == 1:
                return named[0]
        form = None if form is CLEAR else form
        found = self._variants.find(form and form.pk, name)
        if found is None:
            variant = FormVariant(form=form, name=tidy(name), key=fold(name))
            variant.full_clean(exclude={"form"})
            variant.save()
            found = self._variants.add(variant)
        return found

    def _kept_variant(self, pair: Pair | None, form: Any) -> dict[str, Any]:
        """The stored variant by its name under the new form: a blank cell leaves what is stored."""
        held = pair.variant if pair else None
        if held is None or held.form_id == getattr(form, "pk", None):
            return {}
        return {"variant": self._variant(held.name, form)}
