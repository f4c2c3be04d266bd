"""«Справочник показателей»: every indicator of the documents, by document and by how it comes about."""

from itertools import groupby
from typing import Any

from django import forms
from django.views.generic import TemplateView

from reports.indicators.catalogue import DOCUMENTS, ENTRIES, How, entries
from reports.indicators.decisions import QUESTIONS
from schools.forms import PortalForm
from schools.guards import AreaMixin


class CatalogueForm(PortalForm):
    """The filters of the catalogue."""

    document = forms.ChoiceField(
        label="Документ", required=False, choices=[("", "Все документы"), *DOCUMENTS.items()]
    )
    how = forms.ChoiceField(
        label="Как получается",
        required=False,
        choices=[("", "Как угодно"), *((how.name.lower(), how.words) for how in How)],
    )


class CatalogueView(AreaMixin, TemplateView):
    """A table a document, and what the documents leave open."""

    area = "reports"
    template_name = "reports/catalogue.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The chosen rows by document; a choice that is none shows all of them."""
        form = CatalogueForm(self.request.GET)
        chosen = form.cleaned_data if form.is_valid() else {}
        found = entries(chosen.get("document", ""), chosen.get("how", ""))
        return super().get_context_data(
            form=form,
            documents=[
                (code, DOCUMENTS[code], list(rows))
                for code, rows in groupby(found, key=lambda entry: entry.document)
            ],
            total=len(found),
            every=len(ENTRIES),
            questions=QUESTIONS,
            **kwargs,
        )
