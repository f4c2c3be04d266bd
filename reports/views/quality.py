"""The ledger of data quality: all checks on a page, one check with all its findings, the workbook."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from mentorship.audit.log import record
from mentorship.spreadsheets.downloads import xlsx_download
from reports.quality.findings import Finding, Severity
from reports.quality.forms import LedgerFilterForm
from reports.quality.ledger import AREA, Ledger
from reports.quality.registry import BY_CODE, CHECKS, Check
from schools.guards import AreaMixin
from schools.models import User

FIRST = 20
PAGE_SIZE = 50
HEADINGS = ("Проверка", "Важность", "Код ОО", "Школа", "Что не так", "Кто исправляет", "Что сделать")
COUNT_HEADINGS = ("Проверка", "Важность", "Код ОО", "Школа", "Замечаний")


class LedgerMixin(AreaMixin):
    """The ledger of the reader as of today, narrowed by the filters of the address."""

    area = AREA
    # one check has one owner: there is nothing to choose
    has_owners = True
    request: HttpRequest

    @cached_property
    def ledger(self) -> Ledger:
        """Read once a page."""
        user: User = self.request.user  # type: ignore[assignment]  # AreaMixin lets in nobody else
        return Ledger.read(user, timezone.localdate())

    @cached_property
    def form(self) -> LedgerFilterForm:
        """The filters; a school out of sight is not found."""
        schools, code = list(self.ledger.facts.by_key.values()), self.request.GET.get("school")
        if code and code not in {school.code for school in schools}:
            raise Http404("Этой школы нет среди тех, что вам видны.")
        form = LedgerFilterForm(self.request.GET, schools=schools, has_owners=self.has_owners)
        form.is_valid()
        return form

    def narrowed(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings that the filters leave."""
        chosen = self.form.cleaned_data
        code, role = chosen.get("school"), chosen.get("owner")
        wanted = next((key for key, school in self.ledger.facts.by_key.items() if school.code == code), None)
        return [
            finding
            for finding in findings
            if (wanted is None or wanted in finding.schools)
            and (not role or BY_CODE[finding.check].owner.role.value == role)
        ]

    def lines(self, findings: Iterable[Finding]) -> Iterator[dict[str, Any]]:
        """Findings as the table shows them; the way to mend one only to who may go it."""
        for finding in findings:
            page = finding.page
            yield {
                "words": finding.words,
                "schools": self.ledger.schools_of(finding),
                "menders": self.ledger.menders(finding),
                "page": page if page and page.opens_to(self.ledger.user) else None,
            }

    def frame(self) -> dict[str, Any]:
        """What every page of the ledger shows."""
        return {
            "form": self.form,
            "is_filtered": any(self.form.cleaned_data.values()),
            "on": self.ledger.facts.on,
            "year": self.ledger.facts.year,
            "only_counts": self.ledger.only_counts,
        }


class QualityView(LedgerMixin, TemplateView):
    """Every check with its count and its first findings."""

    template_name = "reports/quality.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Numbers for everybody who may enter, words for those who see them."""
        findings = self.narrowed(self.ledger.findings)
        counted = Counter(finding.check for finding in findings)
        held = [(check, counted[check.code]) for check in CHECKS if counted[check.code]]
        return super().get_context_data(
            total=len(findings),
            held=held,
            clear=[check.title for check in CHECKS if not counted[check.code]],
            grades=list(_grades(held)),
            sections=[] if self.ledger.only_counts else list(self._sections(findings, held)),
            may_merge=self.ledger.user.access.may_change(AREA),
            **self.frame(),
            **kwargs,
        )

    def _sections(self, findings: list[Finding], held: list[tuple[Check, int]]) -> Iterator[dict[str, Any]]:
        for check, count in held:
            own = [item for item in findings if item.check == check.code and self.ledger.is_named(item)]
            if own:
                lines = list(self.lines(own[:FIRST]))
                yield {"check": check, "count": count, "lines": lines, "more": len(own) > FIRST}


def _grades(held: Iterable[tuple[Check, int]]) -> Iterator[dict[str, Any]]:
    """How many findings are how grave, the gravest first."""
    for severity in Severity:
        count = sum(number for check, number in held if check.severity is severity)
        if count:
            yield {
                "tone": severity.tone,
                "icon": severity.icon,
                "words": f"{severity.words}: {count}",
            }


class QualityCheckView(LedgerMixin, TemplateView):
    """All findings of one check by pages; by school in numbers for those who see no names."""

    template_name = "reports/quality_check.html"
    has_owners = False

    def get_context_data(self, check: str, **kwargs: Any) -> dict[str, Any]:
        """A check that is none is not found."""
        if check not in BY_CODE:
            raise Http404("Такой проверки нет.")
        findings = self.narrowed(self.ledger.of_check(BY_CODE[check]))
        named = [finding for finding in findings if self.ledger.is_named(finding)]
        page = Paginator(named, PAGE_SIZE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            check=BY_CODE[check],
            total=len(findings),
            hidden=len(findings) - len(named),
            page_obj=page,
            lines=list(self.lines(page.object_list)),
            by_school=by_school(self.ledger, findings) if len(named) < len(findings) else [],
            **self.frame(),
            **kwargs,
        )


def by_school(ledger: Ledger, findings: Iterable[Finding]) -> list[tuple[Any, int]]:
    """Schools with the number of findings on each, the most first; None for those on no school."""
    counted: Counter[int | None] = Counter(key for item in findings for key in item.schools or (None,))
    rows = [(ledger.facts.by_key.get(key) if key else None, count) for key, count in counted.items()]
    return sorted(rows, key=lambda row: (-row[1], row[0].name_key if row[0] else ""))


class QualityXlsxView(LedgerMixin, View):
    """The same findings as a workbook; who took it out stands in the journal."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Sentences for those who see them, numbers by check and school for the others."""
        findings = self.narrowed(self.ledger.findings)
        counts_only = self.ledger.only_counts
        rows = list(self._numbers(findings) if counts_only else self._sentences(findings))
        data = {"what": "quality", "rows": len(rows)}
        record(by=request.user, action="export", target=self.ledger.user.access.municipality, data=data)
        on = self.ledger.facts.on
        headings = COUNT_HEADINGS if counts_only else HEADINGS
        return xlsx_download(f"quality-{on:%Y-%m-%d}", f"Качество данных {on:%d.%m.%Y}", headings, rows)

    def _sentences(self, findings: Iterable[Finding]) -> Iterator[tuple[Any, ...]]:
        for finding in findings:
            if self.ledger.is_named(finding):
                check, schools = BY_CODE[finding.check], self.ledger.schools_of(finding)
                codes, names = ("; ".join(getattr(row, name) for row in schools) for name in ("code", "name"))
                menders = self.ledger.menders(finding)
                yield check.title, check.severity.words, codes, names, finding.words, menders, check.remedy

    def _numbers(self, findings: list[Finding]) -> Iterator[tuple[Any, ...]]:
        for check in CHECKS:
            own = [finding for finding in findings if finding.check == check.code]
            for school, count in by_school(self.ledger, own):
                place = (school.code, school.name) if school else ("", "")
                yield check.title, check.severity.words, *place, count
