"""For whom an account writes: oneself, the teachers of the own school, anyone of the municipality."""

from django.db.models import QuerySet

from schools.models import Person, User


def people_written_for(user: User, area: str) -> QuerySet[Person] | None:
    """The teachers an account may write for; None for one who writes for oneself only."""
    scope = user.access.scope(area, change=True)
    if not (scope.everywhere or scope.municipalities or scope.schools):
        return None
    reached = scope.q(municipality="municipality", school="school", person="pk")
    return Person.objects.teachers().filter(reached, school__isnull=False)
