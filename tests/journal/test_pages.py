"""The journal's page: reach by role, search, keys of pages, extracts that prove themselves."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentorship.audit.log import record, record_view
from mentorship.audit.models import Entry
from mentorship.audit.redaction import redact
from mentorship.bank.models import Mentor
from mentorship.journal.selection import PAGE, views_of_person
from schools.models import PersonAlias
from tests.workbooks import cells_of

pytestmark = pytest.mark.django_db
URL = "/journal/"


@pytest.fixture
def entries(users, people, school, other_school, foreign_school, make_teacher):
    """Acts in three schools: a change, a look and one of the foreign municipality."""
    foreign = make_teacher(foreign_school, "F1", last_name="Степанов")
    neighbour = make_teacher(other_school, "N1", last_name="Соседова")
    return {
        "moved": record(by=users["methodist"], action="person.moved", target=people["mentor"], text="Из 902"),
        "neighbour": record(by=users["methodist"], action="person.moved", target=neighbour),
        "foreign": record(by=None, action="person.moved", target=foreign),
        "seen": (
            record_view(by=users["head"], target=people["mentor"], what="person"),
            Entry.objects.latest("pk"),
        )[1],
        "given": record(by=users["head"], action="role.given", target=people["mentee"], text="Назначен"),
    }


def shown(client, query=""):
    response = client.get(URL + query)
    assert response.status_code == 200
    return [line.entry for line in response.context["page"].lines]


def test_head_sees_the_municipality_and_nothing_of_another(client_as, entries):
    assert set(shown(client_as("head"))) == set(entries.values()) - {entries["foreign"]}


def test_admin_sees_all(client_as, entries):
    assert set(shown(client_as("admin"))) >= set(entries.values()) - {entries["foreign"]}


def test_curator_sees_changes_of_the_own_school_alone(client_as, entries):
    assert set(shown(client_as("curator"))) == {entries["moved"], entries["given"]}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?who=Берёзова", {"seen", "given"}),
        ("?who=березова+майя", {"seen", "given"}),
        ("?about=кленова", {"moved", "seen"}),
        ("?about=Осинин", {"given"}),
        ("?q=из+902", {"moved"}),
        ("?kind=view", {"seen"}),
        ("?action=role.given", {"given"}),
        ("?start=2020-01-01&end=2020-12-31", set()),
    ],
)
def test_search(client_as, entries, query, names):
    assert set(shown(client_as("head"), query)) == {entries[name] for name in names}


def test_period_holds_both_days(client_as, users):
    for day in (9, 10, 11, 12):
        Entry.objects.create(
            action=f"x.{day}",
            by_municipality=users["head"].person.municipality_id,
            at=datetime(2026, 1, day, 9, tzinfo=UTC),
        )
    found = shown(client_as("head"), "?start=2026-01-10&end=11.01.2026")
    assert [entry.action for entry in found] == ["x.11", "x.10"]


def test_words_stand_instead_of_codes(client_as, entries):
    page = client_as("head").get(URL).content.decode()
    assert "Переведён в другую школу" in page
    assert "руководитель наставнического центра" in page
    rows = page[page.index("<tbody") : page.index("</tbody")]
    assert "person.moved" not in rows
    assert "schools.person" not in rows


@pytest.mark.parametrize(
    "query",
    [
        "?start=вчера",
        "?end=2026-01-01&start=2026-02-01",
        "?kind=нет",
        "?person=" + "9" * 20,
        "?who=" + "я" * 101,
    ],
)
def test_filter_that_is_refused_says_so_and_shows_nothing(client_as, entries, query):
    response = client_as("head").get(URL + query)
    assert response.status_code == 400
    assert response.context["page"].lines == []


@pytest.mark.parametrize("key", ["нет", "1e400_1", "nan_1", "1_x", "_", "9" * 80])
def test_nonsense_for_a_key_is_the_first_page(client_as, entries, key):
    assert client_as("head").get(URL, {"after": key}).context["page"].is_first


def test_pages_go_on_by_key_and_lose_nothing(client_as, users):
    start = datetime(2026, 1, 1, tzinfo=UTC)
    place = users["head"].person.municipality_id
    made = [
        Entry(action="x.y", municipality=place, at=start + timedelta(seconds=number // 3))
        for number in range(PAGE * 2 + 1)
    ]
    Entry.objects.bulk_create(made)
    client, seen, key = client_as("head"), [], ""
    for _ in range(3):
        page = client.get(URL, {"after": key, "action": ""}).context["page"]
        seen += [line.entry.pk for line in page.lines]
        key = page.older
    assert key == ""
    assert len(seen) == len(set(seen)) == PAGE * 2 + 1


def test_page_costs_the_same_however_long(client_as, users, people):
    for number in range(PAGE):
        Entry.objects.create(
            by=users["head"],
            action="person.moved",
            municipality=people["head"].municipality_id,
            school=people["mentor"].school_id,
            target_text=str(number),
        )
    client = client_as("head")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(URL)
    assert len(asked) <= 25


class TestExtract:
    """The numbered extract."""

    def draw(self, client, **asked):
        response = client.post("/journal/extracts/new/", asked)
        assert response.status_code == 302
        return response["Location"]

    def test_holds_what_the_filter_finds_and_is_itself_on_record(self, client_as, entries, users):
        client = client_as("head")
        url = self.draw(client, about="Клёнова")
        kept = Entry.objects.get(action="journal.exported")
        assert url == f"/journal/extracts/{kept.pk}/"
        assert (kept.by, kept.data["rows"], kept.data["filter"]) == (
            users["head"],
            2,
            "О ком (фамилия): Клёнова",
        )
        page = client.get(url)
        assert page.context["found"].holds
        assert [line.entry for line, _ in page.context["found"].lines] == [entries["moved"], entries["seen"]]
        assert kept.data["sha256"] in page.content.decode()

    def test_workbook_has_the_same_rows_and_sums(self, client_as, entries):
        client = client_as("head")
        url = self.draw(client)
        response = client.get(f"{url}extract.xlsx")
        rows = cells_of(response.content)
        links = [own for _, own in client.get(url).context["found"].lines]
        assert [row[-1] for row in rows[1:]] == links
        assert Entry.objects.get(action="journal.extract_downloaded").data["rows"] == len(links)

    def test_tells_when_words_were_taken_out_since(self, client_as, entries, people):
        client = client_as("head")
        url = self.draw(client, about="Клёнова")
        redact(
            names=[],
            persons_targets={"schools.person": [people["mentor"].pk]},
            stand_in="сотрудник № 1",
            act="Акт № 1",
        )
        page = client.get(url)
        assert not page.context["found"].holds
        assert "Контрольная сумма отличается" in page.content.decode()

    def test_of_nothing_is_refused(self, client_as, entries):
        response = client_as("head").post("/journal/extracts/new/", {"about": "Никого"}, follow=True)
        assert "выписывать нечего" in response.content.decode()
        assert not Entry.objects.filter(action="journal.exported").exists()

    def test_is_not_for_a_school(self, client_as, entries):
        assert client_as("curator").post("/journal/extracts/new/").status_code == 403

    def test_of_another_municipality_is_not_found(self, client_as, entries, other_municipality):
        kept = Entry.objects.create(
            action="journal.exported", kind="export", by_municipality=other_municipality.pk
        )
        for url in (f"/journal/extracts/{kept.pk}/", f"/journal/extracts/{kept.pk}/extract.xlsx"):
            assert client_as("head").get(url).status_code == 404
        assert client_as("head").get(f"/journal/extracts/{entries['moved'].pk}/").status_code == 404


class TestLooks:
    """Who opened what the portal keeps of a person."""

    def test_of_a_person_count_merged_records_too(self, users, people):
        PersonAlias.objects.create(code="OLD", person=people["mentor"], record={"pk": 987654})
        Entry.objects.create(by=users["head"], action="view.person", kind="view", person=987654)
        record_view(
            by=users["methodist"], target=Mentor.objects.create(person=people["mentor"]), what="mentor"
        )
        record(by=users["methodist"], action="person.moved", target=people["mentor"])
        found = views_of_person(people["mentor"])
        assert [entry.action for entry in found] == ["view.mentor", "view.person"]

    @pytest.mark.parametrize("model", ["person", "diagnostic"])
    def test_of_the_admin_are_noted(self, client_as, people, model):
        key = people["mentor"].pk
        if model == "diagnostic":
            key = (
                people["mentor"]
                .diagnostics.create(date="2026-01-15", subject_score=5, method_score=5, max_score=10)
                .pk
            )
        assert client_as("methodist").get(f"/admin/schools/{model}/{key}/change/").status_code == 200
        assert list(views_of_person(people["mentor"]).values_list("action", flat=True)) == [f"view.{model}"]

    def test_of_the_bank_are_noted(self, client_as, people):
        mentor = Mentor.objects.create(person=people["mentor"], state="in_bank")
        assert client_as("methodist").get(f"/bank/{mentor.pk}/").status_code == 200
        assert views_of_person(people["mentor"]).get().action == "view.mentor"


def test_change_in_the_admin_keeps_before_and_after(client_as, school):
    client = client_as("methodist")
    url = f"/admin/schools/school/{school.pk}/change/"
    form = client.get(url).context["adminform"].form
    sent = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    data = {name: value for name, value in sent.items() if value not in (None, False)} | {"name": "Новая СОШ"}
    for prefix in [item.formset.prefix for item in client.get(url).context["inline_admin_formsets"]]:
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    response = client.post(url, data)
    assert response.status_code == 302, response.context["errors"]
    entry = Entry.objects.get(action="admin.change")
    assert entry.data["changed"] == {"Наименование": ["Ёлкинская СОШ", "Новая СОШ"]}
    assert (entry.school, entry.roles) == (school.pk, "methodist")
