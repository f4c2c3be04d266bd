"""What the list of papers is narrowed by."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest

from mentorship.documents.enums import PRINTED_KINDS, Kind, PaperState
from mentorship.documents.models import Paper
from mentorship.documents.owners import AREA
from mentorship.spreadsheets.searching import holding
from schools.forms import PortalForm
from schools.limits import LONGEST_SEARCH
from schools.models import School
from schools.school_choice import SchoolFilter


def _schools(request: HttpRequest) -> QuerySet[School]:
    """The schools whose papers the account sees."""
    return School.objects.visible_to(request.user, area=AREA)  # type: ignore[arg-type]


# What is kept in the list; the other papers are printed of the portal's rows and kept nowhere.
_KEPT = [(kind.value, kind.label) for kind in Kind if kind not in PRINTED_KINDS]


class PaperFilter(django_filters.FilterSet):
    """The form over the list; everything stands in the address."""

    q = django_filters.CharFilter(method="by_words", label="Название или номер", max_length=LONGEST_SEARCH)
    kind = django_filters.ChoiceFilter(choices=_KEPT, label="Документ", empty_label="любой")
    state = django_filters.ChoiceFilter(choices=PaperState.choices, label="Состояние", empty_label="любое")
    school = SchoolFilter(queryset=_schools, label="Школа", empty_label="все")

    class Meta:
        model = Paper
        fields: list[str] = []
        form = PortalForm

    def by_words(self, papers: Any, _: str, text: str) -> Any:
        """Every word in the title or the number, whatever the spelling."""
        return holding(papers, text, "title_key")
