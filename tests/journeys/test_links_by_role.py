"""A link stands only before who may follow it: pages that readers of several areas share."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("page", "target", "role", "may"),
    [
        ("/public/", "/bank/apply/", "methodist", True),
        ("/public/", "/bank/apply/", "approver", False),
        ("/public/mentors/", "/requests/add/", "methodist", True),
        ("/public/mentors/", "/requests/add/", "approver", False),
        ("/reports/indicators/", "/reports/school-map/", "methodist", True),
        ("/reports/indicators/", "/reports/school-map/", "curator", False),
    ],
)
def test_the_link_and_the_page_behind_it_agree(client_as, page, target, role, may):
    client = client_as(role)
    assert (f'href="{target}"' in client.get(page).content.decode()) is may
    assert client.get(target).status_code == (200 if may else 403)
