"""The search boxes of the admin answer whatever is sent to them with a form, not with a failure."""

import pytest
from lxml import html

from schools.models import Subject

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


@pytest.fixture
def subjects(db):
    """Three subjects; the name of one begins the name of another."""
    return {name: Subject.objects.create(name=name) for name in ("Физика", "Физика и астрономия", "Химия")}


@pytest.fixture
def send(client_as):
    """What the form of a new member of staff makes of what was written where no script searches."""

    def post(role="methodist", **fields):
        named = {f"{name}-words": words for name, words in fields.items()}
        return client_as(role).post("/admin/schools/person/add/", named).context["adminform"].form

    return post


def test_every_box_has_a_line_for_words_without_scripts(client_as):
    page = html.document_fromstring(client_as("methodist").get("/admin/schools/person/add/").content)
    boxes = page.xpath("//select[contains(@class, 'admin-autocomplete')]")
    lines = page.xpath("//noscript/input/@name")
    assert [f"{box.get('name')}-words" for box in boxes] == lines
    assert lines[:3] == ["school-words", "position-words", "subjects-words"]


@pytest.mark.parametrize("words", ["901", "ёлкинская", " ЕЛКИНСКАЯ  сош "])
def test_words_of_one_row_choose_it(send, school, other_school, words):
    form = send(school=words)
    assert "school" not in form.errors
    assert form.cleaned_data["school"] == school


def test_words_of_several_rows_offer_them(send, school, other_school):
    form = send(school="90")
    assert form.errors["school"] == ["По словам «90» нашлись 2 строки: выберите из списка."]
    offered = html.fragment_fromstring(str(form["school"]), create_parent=True).xpath(".//option")
    assert [(option.get("value"), option.get("selected")) for option in offered] == [
        ("", None),
        (str(school.pk), None),
        (str(other_school.pk), None),
    ]


def test_name_that_begins_another_name_is_found_by_itself(send, subjects):
    form = send(subjects="физика; химия")
    assert set(form.cleaned_data["subjects"]) == {subjects["Физика"], subjects["Химия"]}


def test_words_add_to_what_is_chosen(client_as, subjects):
    data = {"subjects": subjects["Химия"].pk, "subjects-words": "астрономия;"}
    form = client_as("methodist").post("/admin/schools/person/add/", data).context["adminform"].form
    assert set(form.cleaned_data["subjects"]) == {subjects["Химия"], subjects["Физика и астрономия"]}


def test_words_that_lead_nowhere_are_told_each(send, subjects):
    form = send(subjects="физ; латынь; химия")
    assert form.errors["subjects"] == [
        "По словам «физ» нашлись 2 строки: выберите из списка.",
        "По словам «латынь» ничего не нашлось: проверьте, как написано.",
    ]


@pytest.mark.parametrize(
    ("count", "told"), [(20, "нашлось 20 строк: выберите"), (21, "больше 20 строк: напишите")]
)
def test_no_more_rows_are_offered_than_are_read(send, count, told):
    Subject.objects.bulk_create(
        Subject(name=f"Кружок {number}", key=f"кружок {number}") for number in range(count)
    )
    form = send(subjects="кружок")
    assert told in form.errors["subjects"][0]
    assert str(form["subjects"]).count("<option") == 20


def test_words_find_nothing_out_of_sight(send, foreign_school):
    form = send(school=foreign_school.code)
    assert form.errors["school"] == [
        f"По словам «{foreign_school.code}» ничего не нашлось: проверьте, как написано."
    ]
