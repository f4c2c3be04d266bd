"""Which programme a command or a page speaks of."""

from mentorship.programmes.models import Programme
from schools.models import Municipality


class NoProgramme(Exception):
    """There is no programme to speak of; the message is a Russian sentence with the way out."""


def choose_programme(code: str = "", municipality: Municipality | None = None) -> Programme:
    """The programme of the code, else the only one, else the one that runs latest; raises NoProgramme."""
    programmes = Programme.objects.select_related("municipality")
    if municipality:
        programmes = programmes.filter(municipality=municipality)
    if code:
        found = programmes.filter(code=code).first()
        if found is None:
            known = ", ".join(programmes.values_list("code", flat=True)[:20]) or "пока нет ни одной"
            raise NoProgramme(f"Программы «{code}» нет. Есть: {known}.")
        return found
    found = programmes.order_by("-end_date", "-start_date", "pk").first()
    if found is None:
        raise NoProgramme("Программы ещё нет. Создайте её: manage.py create_programme КОД --municipality …")
    return found
