"""Every page × role cell of contract §2: V and E open, · is refused, – asks to sign in."""

from collections.abc import Callable

import pytest
from django.test import Client

ROLES = ("admin", "head", "methodist", "curator", "director", "mentee", "approver", "department")
OPEN, REFUSED = 200, 403

# The contract's table: an address, a letter a role in the order of ROLES (V/E open, · refused), anonymous.
TABLE = """
/                          V V V V V V V V  V
/admin/                    E E E · · · · ·  –
/admin/import/             E E E · · · · ·  –
/bank/                     V V E E V V V V  –
/bank/apply/               · · E E V E · ·  –
/requests/                 · V E E V E V V  –
/requests/preferences/     · V E E V E · ·  –
/requests/team/            · · E E E · · ·  –
/requests/from-diagnostics/ · · E · · · · ·  –
/requests/ageing/          · V E · · · · ·  –
/requests/preferences/met/ · V E · · · · ·  –
/matching/                 · V E · · · · ·  –
/pairs/                    · V E E V E V V  –
/roadmap/                  · V E E E · E V  –
/surveys/                  · E E E E E · ·  –
/reports/                  · V E V V · V V  –
/reports/indicators.json   · V E V V · V V  –
/reports/indicators.xlsx   · V E V V · V V  –
/reports/indicators/p000_mentor_share/ · V E V V · V V  –
/reports/schools/          · V V V V · V V  –
/reports/schools/901/      · V V V V · V V  –
/reports/schools/901/record.xlsx · V V V V · V V  –
/reports/schools/901/history/ · V V V V · V V  –
/reports/schools/901/override/ · E E · · · · ·  –
/reports/school-lists/     · E E · · · V V  –
/reports/school-lists/new/ · E E · · · · ·  –
/reports/school-lists/compare/ · E E · · · V V  –
/reports/school-indices/   · E E · · · V V  –
/reports/school-indices/new/ · E E · · · · ·  –
/reports/schools/901/take-off/ · E E · · · · ·  –
/reports/diagnostics/      · V E V V · V V  –
/reports/diagnostics.xlsx  · V E V V · V V  –
/reports/deficits/         · V E · · · V V  –
/reports/deficits.xlsx     · V E · · · V V  –
/reports/schools.xlsx      · V V V V · V V  –
/reports/school-map/       · E E · · · V V  –
/reports/school-effect/    · E E · · · V V  –
/reports/quality/          · E E V V · V V  –
/reports/quality/doubles/  · E E V V · V V  –
/reports/surveys/          · V V V V · V V  –
/registers/                · V E V V · V V  –
/registers/register.xlsx   · V E V V · V V  –
/registers/mentors/        · V E V V · · ·  –
/registers/selected/       · V E V V · · ·  –
/registers/people/         · V E V V · · ·  –
/bank/region.xlsx          E E E · · · · ·  –
/bank/reserve/             · V E · · · · ·  –
/bank/programmes/          · V E · · · · ·  –
/bank/fit/                 · V E E V E V V  –
/documents/                · V E E V · V ·  –
/documents/new/            · · E E · · · ·  –
/documents/new/pairs/      · · E E · · · ·  –
/documents/new/processing/ · · E E · · · ·  –
/documents/templates/      · · E · · · · ·  –
/documents/templates/pairs/ · · E · · · · ·  –
/campaigns/                · V E V V · · ·  –
/meetings/                 · E E V V · E V  –
/reports/snapshots/        · E E V V · V V  –
/reports/score/            · E E V V · E V  –
/reports/statistics/       · E E E V · V V  –
/notices/                  E E E E E E E E  –
/calendar/                 E E E E E E E E  –
/public/                   V V V V V V V V  V
/public/mentors/           V V V V V V V V  V
/accessibility/            V V V V V V V V  V
/privacy/                  V V V V V V V V  V
/healthz                   V V V V V V V V  V
/accounts/login/           V V V V V V V V  V
"""

CELLS = [
    (address, role, letter)
    for line in TABLE.split("\n")
    if line
    for address, *letters in [line.split()]
    for role, letter in zip((*ROLES, "anonymous"), letters, strict=True)
]


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "role", "letter"), CELLS)
def test_page_opens_to_the_roles_of_the_table(
    address: str,
    role: str,
    letter: str,
    client_as: Callable[[str], Client],
    programme: object,
    school_year: object,
) -> None:
    client = Client() if role == "anonymous" else client_as(role)

    response = client.get(address, follow=letter != "–" and address in ("/", "/accounts/login/"))

    if letter == "–":
        assert response.status_code == 302
        assert response["Location"].startswith(("/accounts/login/", "/admin/login/"))
    else:
        assert response.status_code == (REFUSED if letter == "·" else OPEN)


@pytest.mark.django_db
def test_admin_asks_a_refused_role_with_403_not_with_a_sign_in_form(
    client_as: Callable[[str], Client],
) -> None:
    assert client_as("department").get("/admin/").status_code == REFUSED


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_logout_is_a_post(role: str, client_as: Callable[[str], Client]) -> None:
    client = client_as(role)

    assert client.get("/accounts/logout/").status_code == 405
    assert client.post("/accounts/logout/").status_code == 302
    assert client.get("/bank/").status_code == 302
