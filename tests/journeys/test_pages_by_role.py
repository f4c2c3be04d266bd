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
/requests/ageing.xlsx       · V E · · · · ·  –
/requests/preferences/met/ · V E · · · · ·  –
/matching/                 · V E · · · · ·  –
/pairs/                    · V E E V E V V  –
/pupils/                   · V V E V E V V  –
/pupils/pairs/             · · · E V · · ·  –
/pupils/add/               · · · E · · · ·  –
/pupils/pairs/add/         · · · E · · · ·  –
/pupils/consent-text/      · · · E V · · ·  –
/pupils/workbook/          · · · E · · · ·  –
/journal/                  V V V V · · · ·  –
/journal/?kind=view        V V V V · · · ·  –
/journal/incidents/        E E · · · · · ·  –
/journal/incidents/new/    E E · · · · · ·  –
/roadmap/                  · V E E E · E V  –
/roadmap/events/           · V E E E · E V  –
/roadmap/schools.xlsx      · V E E E · E V  –
/roadmap/templates/        · V V V V · V V  –
/surveys/                  · E E E E E · ·  –
/reports/                  · V E V V · V V  –
/reports/indicators.json   · V E V V · V V  –
/reports/indicators.xlsx   · V E V V · V V  –
/reports/distance/         · V E V V · V V  –
/reports/distance.xlsx     · V E V V · V V  –
/reports/indicators/      · V E V V · V V  –
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
/reports/quality/count/    · E E V V · V V  –
/reports/quality/doubles/  · E E V V · V V  –
/reports/surveys/          · V V V V · V V  –
/reports/surveys.json      · V V V V · V V  –
/reports/surveys.xlsx      · V V V V · V V  –
/reports/surveys.docx      · V V V V · V V  –
/reports/surveys/years/    · V V V V · V V  –
/reports/surveys/texts/    · V V · · · V V  –
/reports/surveys/once/     · V V · · · V V  –
/reports/surveys/appendix/ · V V V V · V V  –
/reports/surveys/appendix.docx · V V V V · V V  –
/reports/surveys/appendix.xlsx · V V V V · V V  –
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
/campaigns/add/            · · E · · · · ·  –
/meetings/                 · E E V V · E V  –
/meetings/add/             · E E · · · E ·  –
/meetings/plans/           · E E V V · E V  –
/meetings/events/          · E E V V · E V  –
/meetings/events/add/      · E E · · · E ·  –
/meetings/behind/          · E E V V · E V  –
/meetings/decisions.xlsx   · E E V V · E V  –
/programmes/               V E E V V · V V  –
/programmes/lesnoy/        V E E V V · V V  –
/programmes/lesnoy/history/ V E E V V · V V  –
/centre/                   V E E V V V V V  –
/documents/programmes/lesnoy/passport.docx V E E V V · V V –
/reports/snapshots/        · E E V V · V V  –
/reports/question/         · E E E E · E E  –
/reports/question.xlsx     · E E E E · E E  –
/reports/region/           · V V · · · V V  –
/reports/region/today/     · V V · · · V V  –
/reports/region.xlsx       · V V · · · V V  –
/reports/region/registers.xlsx · V V · · · · ·  –
/reports/score/            · E E V V · E V  –
/reports/retention/        · V V V V · V V  –
/reports/statistics/       · E E E V · V V  –
/filters/                  E E E E E E E E  –
/notices/                  E E E E E E E E  –
/calendar/                 E E E E E E E E  –
/public/                   V V V V V V V V  V
/public/mentors/           V V V V V V V V  V
/public/news/              V V V V V V V V  V
/public/practices/         V V V V V V V V  V
/public/videos/            V V V V V V V V  V
/public/events/            V V V V V V V V  V
/public/documents/         V V V V V V V V  V
/public/contacts/          V V V V V V V V  V
/public/honour/            V V V V V V V V  V
/public/contests/          V V V V V V V V  V
/public/check/             V V V V V V V V  V
/public/search/            V V V V V V V V  V
/public/rss/               V V V V V V V V  V
/sitemap.xml               V V V V V V V V  V
/robots.txt                V V V V V V V V  V
/practices/                · E E E V E V ·  –
/contests/                 · E E E E E V ·  –
/contests/new/             · E E · · · · ·  –
/awards/                   · E E V V V V ·  –
/awards/awards.xlsx        · E E V V V V ·  –
/awards/new/               · E E · · · · ·  –
/awards/pairs/             · E E · · · · ·  –
/editing/                  · E E · · · · ·  –
/help/                     V V V V V V V V  –
/help/methodist/           V V V V V V V V  –
/help/pictures/bank/       V V V V V V V V  –
/help/glossary/            V V V V V V V V  V
/first-run/                E E E · · · · ·  –
/first-run/methodist/      E · · · · · · ·  –
/programmes/add/           · E E · · · · ·  –
/search/                   V V V V V V V V  –
/search/?q=сосна           V V V V V V V V  –
/styleguide/               V V V · · · · ·  –
/accessibility/            V V V V V V V V  V
/privacy/                  V V V V V V V V  V
/privacy/due/              · E E E · · · ·  –
/privacy/requests/         · E E E · · · ·  –
/privacy/acts/             · E E · · · · ·  –
/me/data/                  V V V V V V V V  –
/me/data/ask/correct/      V V V V V V V V  –
/me/data/ask/erase/        V V V V V V V V  –
/me/consents/              V V V V V V V V  –
/healthz                   V V V V V V V V  V
/manifest.webmanifest      V V V V V V V V  V
/worker.js                 V V V V V V V V  V
/offline/                  V V V V V V V V  V
/accounts/login/           V V V V V V V V  V
/accounts/                 E E E E E E E E  –
/accounts/password/        E E E E E E E E  –
/accounts/second-factor/   E E E E E E E E  –
/accounts/confirm/         E E E E E E E E  –
/accounts/staff/           · · · E · · · ·  –
"""

# The workplace of some and the entrance of who is already in lead on.
LEADING_ON = {"/", "/accounts/login/"}
LINES = [line.split() for line in TABLE.split("\n") if line]


def letter(client: Client, address: str) -> str:
    """What a page said, as the table writes it: «in», refused, asked to sign in; else the number answered."""
    response = client.get(address)
    if response.status_code == 302:
        if response["Location"].startswith(("/accounts/login/", "/admin/login/")):
            return "–"
        if address in LEADING_ON:
            response = client.get(response["Location"])
    return {OPEN: "in", REFUSED: "·"}.get(response.status_code, str(response.status_code))


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "letters"), [(address, letters) for address, *letters in LINES])
def test_page_opens_to_the_roles_of_the_table(
    address: str,
    letters: list[str],
    client_as: Callable[[str], Client],
    programme: object,
    school_year: object,
) -> None:
    asked = {role: letter(client_as(role), address) for role in ROLES}
    asked["anonymous"] = letter(Client(), address)

    told = zip((*ROLES, "anonymous"), letters, strict=True)
    assert asked == {role: "in" if said in {"V", "E"} else said for role, said in told}


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
