import pytest
pytestmark = pytest.mark.browser

def test_open(page, live_server):
    page.goto(live_server.url + "/accounts/login/")
    page.screenshot(path="/tmp/login.png")
    assert page.locator("h1").count() == 1

def test_open_post(page, live_server, cast):
    page.goto(live_server.url + "/accounts/login/")
    assert page.locator("h1").count() == 1

@pytest.mark.postgres
def test_pg(db): pass
