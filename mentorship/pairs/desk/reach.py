"""Whose desk it is: the municipalities an account matches in, and the one a page speaks of."""

from django.http import Http404

from schools.models import Municipality, User


def municipalities_of(user: User, *, change: bool = False) -> list[Municipality]:
    """The municipalities in whose pool the account looks, or matches."""
    scope = user.access.scope("matching", change=change)
    places = Municipality.objects.all()
    if not scope.everywhere:
        places = places.filter(pk__in=scope.municipalities)
    return list(places.order_by("key"))


def chosen_municipality(user: User, places: list[Municipality], wanted: str | None) -> Municipality | None:
    """The one that is named, 404 unless it lies in reach; else the account's own, else the first."""
    if wanted:
        found = next((place for place in places if str(place.pk) == wanted), None)
        if found is None:
            raise Http404
        return found
    own = user.access.municipality
    return own if own in places else next(iter(places), None)
