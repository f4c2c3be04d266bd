"""The search boxes of the admin answer whatever is sent to them with a form, not with a failure."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("sent", ["9" * 20, "-5", "1e400", "²", "31.02.2026"])
@pytest.mark.parametrize(
    ("page", "field"),
    [("bank/training", "person"), ("pairs/pair", "mentor"), ("schools/person", "subjects")],
)
def test_what_is_no_key_is_refused_at_its_field(client_as, page, field, sent):
    answer = client_as("methodist").post(f"/admin/{page}/add/", {field: sent})
    assert answer.status_code == 200
    assert field in answer.context["adminform"].form.errors


@pytest.mark.parametrize("field", ["person", "mentor"])
def test_zero_byte_is_refused_before_any_form(client_as, field):
    """A character no keyboard types: the whole request is damaged (schools.broken_input)."""
    answer = client_as("methodist").post("/admin/pairs/pair/add/", {field: "а\0"})
    assert answer.status_code == 400
    assert "пришли повреждёнными" in answer.content.decode()
