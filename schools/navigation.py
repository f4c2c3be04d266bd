"""What the frame of every page shows: sections by rights, municipality, account, appearance."""

from functools import partial
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from schools.access import Access
from schools.addresses import address_of
from schools.appearance import chosen
from schools.enums import Role
from schools.help.ways import way


class Place(NamedTuple):
    """A page of the rail: URL name, words, icon, the area whose right opens it, how its other pages begin."""

    url_name: str
    words: str
    icon: str
    area: str
    also: tuple[str, ...] = ()


# Where the tabs over the table of schools lead.
ABOUT_SCHOOLS = ("/reports/school-", "/reports/diagnostics/", "/reports/deficits/", "/reports/quality/")

# Sections of the rail in their order; the first has no heading.
SECTIONS: dict[str, tuple[Place, ...]] = {
    "": (Place("home", "Мой день", "home", "workplace"),),
    "Наставничество": (
        Place("bank:list", "Банк наставников", "bank", "bank"),
        Place("requests:list", "Запросы", "requests", "requests"),
        Place("pairs:matching", "Подбор", "matching", "matching"),
        Place("pairs:list", "Пары и группы", "pairs", "pairs"),
        Place("pupils:list", "Ученики", "person", "pupils"),
        Place("half_years:list", "Отчёты наставников", "document", "half_years"),
        Place("documents:list", "Документы", "print", "orders"),
        Place("practices:list", "Практики", "book", "practices"),
        Place("contests:list", "Конкурсы и награды", "score", "contests", ("/awards/",)),
        Place("registers:register", "Реестры", "table", "registers"),
    ),
    "Ход программы": (
        Place("programmes:list", "Программа", "document", "programmes"),
        Place("programmes:centre", "Наставнический центр", "person", "centre"),
        Place("roadmap:list", "Дорожные карты", "roadmap", "roadmap"),
        Place("roadmap:meetings", "Совещания и план", "calendar", "meetings"),
        Place("surveys:list", "Мои анкеты", "surveys", "surveys"),
        Place("surveys:campaigns", "Кампании анкет", "mail", "campaigns"),
    ),
    "Итоги": (
        Place("reports:dashboard", "Показатели", "indicators", "reports"),
        Place("reports:schools", "Школы", "schools", "school_reports", ABOUT_SCHOOLS),
        Place("reports:surveys", "Удовлетворённость", "done", "survey_reports"),
        Place("reports:statistics", "Сведения школ", "table", "statistics"),
        Place("reports:score", "Лист оценки", "score", "score"),
        Place("reports:snapshots", "Снимки показателей", "snapshot", "snapshots"),
    ),
    "Управление": (
        Place("journal:list", "Журнал действий", "search", "journal"),
        Place("staff", "Вход педагогов", "person", "invitations"),
        Place("practices:waiting", "Публичный раздел", "edit", "materials"),
        Place("admin:index", "Админка", "settings", "admin"),
        Place("admin:import", "Загрузка из Excel", "upload", "import"),
        Place(
            "privacy:due",
            "Персональные данные",
            "document",
            "privacy",
            ("/privacy/requests/", "/privacy/acts/", "/privacy/files/"),
        ),
    ),
}

TEACHER = "педагог"


class Item(NamedTuple):
    """A link of the rail; `current` is the value of aria-current, "" elsewhere."""

    address: str
    words: str
    icon: str
    current: str


class Section(NamedTuple):
    """A part of the rail with its heading."""

    title: str
    items: tuple[Item, ...]


class Account(NamedTuple):
    """Who is signed in, for the account menu."""

    name: str
    role: str


def portal(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `portal` for base.html; of teachers it asks one question beyond their access."""
    frame: dict[str, Any] = {"appearance": chosen(request)}
    # an error may strike before the middleware that knows the account
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        # a page with a frame of its own (a questionnaire) draws no rail and asks nothing for it
        frame["sections"] = SimpleLazyObject(partial(sections, user.access, request.path))
        frame["municipality"] = user.access.municipality
        # its name as it is now: two readings of one row are equal, however it was called
        frame["place"] = str(user.access.municipality or "")
        frame["help"] = way(user.access.main_role, request.path)
        frame["account"] = Account(user.get_full_name(), role_name(user.access))
    return {"portal": frame}


def role_name(access: Access) -> str:
    """The role whose workplace opens, in words; "" for an account without roles."""
    role = access.main_role
    return TEACHER if role == "teacher" else str(Role(role).label) if role else ""


def sections(access: Access, path: str) -> tuple[Section, ...]:
    """The parts of the rail that hold anything for this account, the place of `path` marked."""
    allowed = {
        title: [(place, address_of(place.url_name)) for place in places if _opens(place, access)]
        for title, places in SECTIONS.items()
    }
    meant = {also: address for places in allowed.values() for place, address in places for also in place.also}
    held = [address for places in allowed.values() for _, address in places]
    here = nearest([*held, *meant], path)
    here = meant.get(here, here)
    return tuple(
        Section(title, tuple(_item(place, address, here, path) for place, address in places))
        for title, places in allowed.items()
        if places
    )


def _opens(place: Place, access: Access) -> bool:
    """Whether the account may see the area, and its app does not say that it is empty for the account."""
    holds = settings.RAIL_HOLDS.get(place.url_name)
    return access.may_see(place.area) and (holds is None or import_string(holds)(access))


def nearest(addresses: list[str], path: str) -> str:
    """The address that holds the path, the longest of several; the workplace `/` holds only itself."""

    def holds(address: str) -> bool:
        return path == address or (address != "/" and path.startswith(address))

    return max(filter(holds, addresses), key=len, default="")


def _item(place: Place, address: str, here: str, path: str) -> Item:
    current = "" if address != here else "page" if path == address else "true"
    return Item(address, place.words, place.icon, current)
