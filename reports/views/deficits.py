"""The deficit map: what teachers ask for beside what mentors offer, and who could be invited."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBadRequest, HttpResponseBase, QueryDict
from django.utils import timezone
from django.views.generic import TemplateView, View

from mentorship.audit.log import record
from mentorship.spreadsheets.downloads import xlsx_download
from reports.record.deficit_facts import DeficitMap, deficit_map
from reports.record.diagnostics_choice import chosen_municipality, municipalities_of
from schools import years
from schools.forms import PortalForm
from schools.guards import AreaMixin
from schools.models import Municipality, User

AREA = "school_analysis"
PAGE_SIZE = 50
YEARS_OFFERED = 6
BORDER = 60
HEADINGS = (
    "Раздел", "Предмет", "Затруднение или школа", "Ждут", "Запросов за год", "Из ШНОР", "Предлагают тему",
    "Ведут предмет", "Помогают", "Свободных мест", "Не хватает", "Педагогов", "Тестированы",
    "Последний балл, доля", "Кандидатов", "Имена или темы",
)  # fmt: skip


class DeficitForm(PortalForm):
    """Whose map of which year, and where low scores begin."""

    municipality = forms.ChoiceField(label="Муниципалитет", required=False)
    year = forms.ChoiceField(label="Учебный год", required=False)
    border = forms.IntegerField(label="Низкий балл — ниже, %", min_value=0, max_value=100, required=False)

    def __init__(self, *args: Any, places: list[Municipality], this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = [years.label(year) for year in range(this_year, this_year - YEARS_OFFERED, -1)]
        self.fields["year"].choices = [(label, label) for label in labels]  # type: ignore[attr-defined]
        names = [(place.name, place.name) for place in places]
        self.fields["municipality"].choices = names  # type: ignore[attr-defined]
        if len(places) < 2:  # noqa: PLR2004 - one is no choice
            del self.fields["municipality"]


class Choice:
    """What the reader has chosen; what is not understood falls back to this year and 60 %."""

    def __init__(self, user: User, data: QueryDict) -> None:
        self.user = user
        self.today = timezone.localdate()
        this_year = years.year_of(self.today)
        places = municipalities_of(user, AREA)
        self.municipality = chosen_municipality(places, data.get("municipality", ""))
        filled = {"year": years.label(this_year), "border": BORDER, **data.dict()}
        self.form = DeficitForm(filled, places=places, this_year=this_year)
        chosen = self.form.cleaned_data if self.form.is_valid() else {}
        self.year = years.parse(chosen["year"]) if chosen.get("year") else this_year
        border = chosen.get("border")
        self.border = BORDER if border is None else border

    @property
    def map(self) -> DeficitMap | None:
        """The map of the choice; None where there is no municipality."""
        if self.municipality is None:
            return None
        share = Fraction(self.border, 100)
        return deficit_map(self.municipality, self.year, share, self.today, self.user)


class DeficitsView(AreaMixin, TemplateView):
    """The map, subjects of low scores, who could be invited."""

    area = AREA
    template_name = "reports/deficits.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Fifty lines a page, the greatest lack first."""
        user: User = self.request.user  # type: ignore[assignment]  # AreaMixin lets in nobody else
        choice = Choice(user, self.request.GET)
        found = choice.map
        page = Paginator(found.rows if found else [], PAGE_SIZE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            choice=choice,
            form=choice.form,
            found=found,
            page_obj=page,
            lists_requests=user.access.may_see("requests") and not user.access.only_counts("requests"),
            **kwargs,
        )


class DeficitsXlsxView(AreaMixin, View):
    """/reports/deficits.xlsx: the same figures; names only where the page shows them."""

    area = AREA

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The same function as the page's; the export stands in the journal."""
        choice = Choice(request.user, request.GET)  # type: ignore[arg-type]
        if choice.form.errors:
            words = " ".join(str(words) for listed in choice.form.errors.values() for words in listed)
            return HttpResponseBadRequest(words, content_type="text/plain; charset=utf-8")
        found = choice.map
        if found is None:
            raise Http404("Муниципалитета ещё нет.")
        rows = list(_rows(found))
        data = {"rows": len(rows), "year": choice.year, "border": choice.border}
        record(by=request.user, action="deficits.exported", target=choice.municipality, data=data)
        label = years.label(choice.year)
        return xlsx_download(f"deficits-{choice.year}", f"Дефициты {label}", HEADINGS, rows)


def _rows(found: DeficitMap) -> Iterator[tuple[Any, ...]]:
    """The three tables of the page one under another, each in its own columns."""
    for subject, difficulty, gap in found.rows:
        offer = (gap.by_topic, gap.by_subject, gap.helpers, gap.free, gap.missing)
        yield ("Запросы", subject, difficulty, gap.waiting, gap.total, gap.low, *offer)
    for weak in found.weak:
        tested = (weak.teachers, weak.tested, float(weak.latest), None, "; ".join(weak.topics))
        offered = (weak.mentors, None, weak.free, None)
        yield ("Низкий балл", weak.name, *(None,) * 5, *offered, *tested)
    for wanted in found.recruits:
        for place in wanted.schools:
            names = "; ".join(place.names)
            yield ("Кого пригласить", wanted.subject, place.school, *(None,) * 11, place.people, names)
