"""Pages of a list that may be long: counted up to a bound, and past it turned by the last row, not by number.

Below the bound a list is what it always was: an exact count, pages by number. Past it nobody reads the
number of a page, while counting a million rows or stepping over them takes longer than all the rest of a
page: the count says «больше 5 000», the next page begins after the last row of this one (a keyset).
The place stands in the address as `page=after.<key>.<signature>`: everything that drops `page` drops it,
a name of a person stands in no address, and nobody can ask where a row out of sight would stand.
"""

from typing import Any, Final, NamedTuple

from django.contrib import messages
from django.core.paginator import InvalidPage, Page, Paginator
from django.core.signing import BadSignature, Signer
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

BOUND: Final = 5_000
AFTER, BEFORE, LAST = "after", "before", "last"
LOST: Final = "Место в списке не нашлось: список с тех пор изменился. Показано его начало."


class Counted(NamedTuple):
    """How many rows there are: exact, or the bound with the word that there are more."""

    number: int
    is_more: bool

    def __str__(self) -> str:
        """«317» or «больше 5 000»."""
        return f"больше {self.number:,}".replace(",", "\u00a0") if self.is_more else str(self.number)

    def __int__(self) -> int:
        """The number whose form the word after it takes."""
        return self.number

    def __bool__(self) -> bool:
        """Whether there is any row."""
        return self.number > 0


def counted(rows: "QuerySet[Any, Any]") -> Counted:
    """Count rows, at most one past the bound."""
    number = rows.order_by().values("pk")[: BOUND + 1].count()
    return Counted(min(number, BOUND), number > BOUND)


class KeysetPage(Page):
    """A page of a list past the bound: the pages beside it are named by its own first and last rows."""

    def __init__(
        self, rows: list[Any], pages: "Pages", *, is_first: bool, is_last: bool, is_lost: bool
    ) -> None:
        super().__init__(rows, 1, pages)
        self.is_first, self.is_last, self.is_lost = is_first, is_last, is_lost

    def has_next(self) -> bool:
        """Whether rows follow."""
        return not self.is_last

    def has_previous(self) -> bool:
        """Whether rows come before."""
        return not self.is_first

    def next_page_number(self) -> str:  # type: ignore[override]
        """What `page` is in the address of the next page."""
        return _signer().sign(f"{AFTER}.{self.object_list[-1].pk}")

    def previous_page_number(self) -> str:  # type: ignore[override]
        """What `page` is in the address of the page before."""
        return _signer().sign(f"{BEFORE}.{self.object_list[0].pk}")


class Pages(Paginator):
    """Pages of a QuerySet in an explicit order of columns that are never empty and end with the key.

    `among` are rows of the model, unfiltered, with whatever the order names besides its columns: a row
    that has left the list since (another state, another school) still tells where the next page begins.
    """

    def __init__(
        self, rows: "QuerySet[Any]", per_page: int, *, among: "QuerySet[Any] | None" = None, **options: Any
    ) -> None:
        super().__init__(rows, per_page, **options)
        self.rows = rows
        self.among = rows.model._default_manager.all() if among is None else among
        self.counted = counted(rows)

    @property
    def count(self) -> int:
        """The rows, as far as they are counted."""
        return self.counted.number

    @property
    def is_beyond(self) -> bool:
        """Whether there are more rows than are counted."""
        return self.counted.is_more

    def get_page(self, number: Any) -> Page[Any]:
        """The page that an address asks for; what cannot be read or found gives the first one."""
        if not self.is_beyond:
            return super().get_page(number)
        direction, _, key = str(number or 1).partition(".")
        if direction == LAST:
            return self._backwards(self.rows)
        if direction in (AFTER, BEFORE):
            return self._beside(direction, key)
        if direction.isascii() and direction.isdigit() and 1 <= int(direction[:9]) <= self.num_pages:
            return self._forwards(self.rows, skipped=(int(direction) - 1) * self.per_page)
        return self._forwards(self.rows, is_lost=True)

    def _beside(self, direction: str, key: str) -> Page[Any]:
        """The page after or before a row; the first one where the row or the signature is not ours."""
        place = self._place(direction, key)
        if place is None:
            return self._forwards(self.rows, is_lost=True)
        rows = self.rows.filter(_past(self._order, place, is_after=direction == AFTER))
        if direction == BEFORE:
            return self._backwards(rows, is_end=False)
        return self._forwards(rows, is_start=False)

    def _place(self, direction: str, key: str) -> tuple[Any, ...] | None:
        """What the order compares of the row that a signed key names."""
        try:
            pk = _signer().unsign(f"{direction}.{key}").partition(".")[2]
        except BadSignature:
            return None
        names = [name.lstrip("-") for name in self._order]
        if names == ["pk"]:
            return (pk,)
        place: tuple[Any, ...] | None = self.among.filter(pk=pk).values_list(*names).first()
        return place

    @property
    def _order(self) -> tuple[str, ...]:
        query = self.rows.query
        return tuple(map(str, query.order_by or query.get_meta().ordering or ()))

    def _forwards(
        self, rows: Any, *, skipped: int = 0, is_start: bool = True, is_lost: bool = False
    ) -> KeysetPage:
        """A page from the start of the rows, or so many rows past it."""
        found = list(rows[skipped : skipped + self.per_page + 1])
        if not found and not is_start:
            return self._backwards(self.rows)
        shown = found[: self.per_page]
        is_last = len(found) <= self.per_page
        return KeysetPage(shown, self, is_first=is_start and not skipped, is_last=is_last, is_lost=is_lost)

    def _backwards(self, rows: Any, *, is_end: bool = True) -> KeysetPage:
        """The last page of the rows; one that is not full has nothing before it: the first page is."""
        found = list(rows.reverse()[: self.per_page + 1])
        if len(found) <= self.per_page:
            return self._forwards(self.rows)
        shown = found[: self.per_page][::-1]
        return KeysetPage(shown, self, is_first=False, is_last=is_end, is_lost=False)


def page_of(request: HttpRequest, pages: Pages) -> Page[Any]:
    """The page that the request asks for; where its place was lost, a message says so."""
    page = pages.get_page(request.GET.get("page"))
    if getattr(page, "is_lost", False):
        messages.info(request, LOST)
    return page


class LongListMixin:
    """A ListView whose rows are `Pages`; `rows_among` as `among` of these."""

    request: HttpRequest
    paginate_by: int

    def rows_among(self) -> "QuerySet[Any] | None":
        """All rows of the model with what the order names; None: its own columns are enough."""
        return None

    def paginate_queryset(self, queryset: "QuerySet[Any]", page_size: int) -> tuple[Any, ...]:
        """The page of the address, in the four parts that a ListView asks for; no such number: 404."""
        pages = Pages(queryset, page_size, among=self.rows_among())
        asked = self.request.GET.get("page") or "1"
        if pages.is_beyond or asked.startswith((f"{AFTER}.", f"{BEFORE}.")):
            page = page_of(self.request, pages)
        else:
            try:
                page = pages.page(pages.num_pages if asked == LAST else asked)
            except InvalidPage as no_such:
                raise Http404 from no_such
        return pages, page, page.object_list, page.has_other_pages()


def _signer() -> Signer:
    return Signer(sep=".", salt="schools.paging")


def _past(order: tuple[str, ...], place: tuple[Any, ...], *, is_after: bool) -> Q:
    """The condition that a row comes after a place, or before it, by the order's own comparison."""
    found = Q()
    same: dict[str, Any] = {}
    for name, value in zip(order, place, strict=True):
        field = name.lstrip("-")
        further = "gt" if is_after != name.startswith("-") else "lt"
        found |= Q(**same, **{f"{field}__{further}": value})
        same[field] = value
    # follows from the rest, but an index is entered by it
    field = order[0].lstrip("-")
    nearest = "gte" if is_after != order[0].startswith("-") else "lte"
    return Q(**{f"{field}__{nearest}": place[0]}) & found
