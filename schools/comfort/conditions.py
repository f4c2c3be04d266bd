"""The conditions of a list that may be kept: what its own form took from the address, nothing else."""

from typing import Final

from django.core import signing
from django.core.exceptions import ValidationError
from django.forms import BaseForm, BoundField
from django.http import HttpRequest, QueryDict
from django.urls import NoReverseMatch, ResolverMatch, resolve, reverse

from schools.formfields import ChosenRowField
from schools.guards import refuses
from schools.navigation import SECTIONS, nearest
from schools.sought import words_name

MOST_CONDITIONS: Final = 30
LONGEST_VALUE: Final = 200
_SALT: Final = "schools.comfort.filter"
STALE: Final = (
    "Эта кнопка устарела или пришла не со страницы списка. Откройте список и сохраните отбор ещё раз."
)

Conditions = list[list[str]]


def conditions_of(form: BaseForm, request: HttpRequest) -> Conditions:
    """Names and values of the form's own fields that stand in the address and that the form understood."""
    if not form.is_bound:
        return []
    form.is_valid()
    understood = [form[name] for name in form.fields if name in form.cleaned_data]
    pairs = [[bound.html_name, value] for bound in understood for value in _given(bound, request.GET)]
    is_kept = len(pairs) <= MOST_CONDITIONS and all(len(value) <= LONGEST_VALUE for _, value in pairs)
    return pairs if is_kept else []


def _given(bound: BoundField, data: QueryDict) -> list[str]:
    """What a field was given; of words that lead to a row its key: one day they may lead elsewhere."""
    if isinstance(bound.field, ChosenRowField) and data.get(words_name(bound.html_name)):
        return [str(bound.value())]
    return [value for value in data.getlist(bound.html_name) if value]


def list_of(request: HttpRequest) -> str:
    """The URL name of a list behind the sign-in, "" for any other page: of one object, or open to all."""
    match: ResolverMatch | None = request.resolver_match
    is_open = match is None or not getattr(match.func, "login_required", True)
    return "" if match is None or is_open or match.kwargs else match.view_name


def is_open_list(page: str, request: HttpRequest) -> bool:
    """Whether the address still stands and its door is open to the account."""
    try:
        match = resolve(reverse(page))
    except NoReverseMatch:
        return False
    return not refuses(match.func, request, method="GET")


def sealed(user_pk: int, page: str, conditions: Conditions) -> str:
    """The conditions as a form carries them: the portal has cleaned them, so nobody may write them anew."""
    return signing.dumps([user_pk, page, conditions], salt=_SALT, compress=True)


def unsealed(user_pk: int, text: str) -> tuple[str, Conditions]:
    """The list and the conditions; ValidationError for what the portal did not write to the account."""
    try:
        owner, page, conditions = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        raise ValidationError(STALE) from None
    if owner != user_pk:
        raise ValidationError(STALE)
    return page, conditions


def words_of(page: str) -> str:
    """What the part of the rail is called that holds the list."""
    places = {reverse(place.url_name): place.words for held in SECTIONS.values() for place in held}
    return places.get(nearest(list(places), reverse(page)), "Другие списки")
