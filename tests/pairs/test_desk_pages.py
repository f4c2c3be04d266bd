"""The pages of the matching desk: who enters, what they show, what they refuse, how often they ask."""

import pytest
from django.utils import timezone
from zeal import zeal_ignore

from mentorship.bank.enums import MentorState
from mentorship.bank.models import Mentor, MentorCard
from mentorship.pairs.desk import runs
from mentorship.pairs.desk.apart import keep_apart
from mentorship.pairs.desk.pool import usual_form
from mentorship.pairs.desk.runs import Aim
from mentorship.pairs.desk.settings import values_in_force
from mentorship.pairs.enums import RunState
from mentorship.pairs.models import MatchCriterion, MatchLine, MatchRun, NeverTogether, Pair
from schools.models import Subject
from tests.cast import TODAY

ROLES = ["admin", "head", "methodist", "curator", "director", "mentor", "mentee", "approver", "department"]
PAGES = ["/matching/", "/matching/runs/", "/matching/criteria/", "/matching/never-together/"]
MOST = 25
LAST_DAY = "2026-03-16"


@pytest.fixture
def requests(mentor, mentees, make_request):
    """Three teachers of the mentor's school wait."""
    return [make_request(person) for person in mentees[:3]]


@pytest.fixture
def run(requests, municipality):
    """A draft of today."""
    return runs.draft_run(municipality=municipality, aim=Aim(usual_form()), by=None, now=timezone.now())


@pytest.fixture
def methodist(client_as):
    """The methodist's browser."""
    return client_as("methodist")


def said(response) -> list:
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize("role", ROLES)
def test_pages_open_to_head_and_methodist(client_as, run, role):
    client, expected = client_as(role), 200 if role in ("head", "methodist") else 403
    for page in (*PAGES, run.get_absolute_url()):
        assert client.get(page).status_code == expected
    line = run.lines.first()
    change = client.get(f"/matching/runs/{run.pk}/lines/{line.pk}/").status_code
    assert change == (200 if role == "methodist" else 403)


@pytest.mark.parametrize("role", ROLES)
def test_only_the_methodist_changes_anything(client_as, run, role):
    client, line = client_as(role), run.lines.first()
    addresses = [
        "/matching/runs/start/",
        f"/matching/runs/{run.pk}/solve/",
        f"/matching/runs/{run.pk}/discard/",
        f"/matching/runs/{run.pk}/publish/",
        f"/matching/runs/{run.pk}/lines/{line.pk}/",
        f"/matching/runs/{run.pk}/lines/{line.pk}/lock/",
        "/matching/criteria/",
        "/matching/never-together/",
        "/matching/never-together/1/withdraw/",
    ]
    if role != "methodist":
        assert {client.post(address).status_code for address in addresses} == {403}
        assert (Pair.objects.count(), MatchRun.objects.count()) == (0, 1)
    else:
        assert 403 not in {client.post(address).status_code for address in addresses}


@pytest.mark.parametrize("page", [*PAGES, "/matching/runs/1/"])
def test_nobody_is_asked_to_sign_in(client, db, page):
    response = client.get(page)
    assert (response.status_code, response.url) == (302, f"/accounts/login/?next={page}")


def test_run_of_another_municipality_is_not_found(methodist, foreign_school, other_municipality):
    run = runs.draft_run(municipality=other_municipality, aim=Aim(usual_form()), by=None, now=timezone.now())
    assert methodist.get(run.get_absolute_url()).status_code == 404
    for verb in ("solve", "publish", "discard"):
        assert methodist.post(f"/matching/runs/{run.pk}/{verb}/").status_code == 404
    place = {"municipality": other_municipality.pk}
    assert methodist.post("/matching/runs/start/", place).status_code == 404
    assert methodist.get("/matching/criteria/", place).status_code == 404
    assert methodist.post("/matching/criteria/", place).status_code == 404


def test_change_is_a_post_and_a_link_leads_to_the_matching(methodist, run):
    line = run.lines.first()
    for verb in ("solve", "publish", "discard", f"lines/{line.pk}/lock"):
        response = methodist.get(f"/matching/runs/{run.pk}/{verb}/?show=unmatched&page=2")
        assert (response.status_code, response.url) == (
            302,
            f"{run.get_absolute_url()}?show=unmatched&page=2",
        )
    assert methodist.get("/matching/runs/start/").url == "/matching/runs/"
    assert MatchRun.objects.get().is_draft
    locked = methodist.post(f"/matching/runs/{run.pk}/lines/{line.pk}/lock/?page=1", {"lock": "1"})
    assert locked.url == f"{run.get_absolute_url()}?page=1#line-{line.pk}"


@zeal_ignore()
def test_methodist_goes_from_the_queue_to_pairs(methodist, requests, people):
    assert "Подобрать всем" in methodist.get("/matching/").content.decode()
    started = methodist.post("/matching/runs/start/", follow=True)
    run = MatchRun.objects.get()
    assert started.redirect_chain == [(run.get_absolute_url(), 302)]
    page = started.content.decode()
    assert (page.count("<h1"), page.count("<caption"), page.count('<th scope="row"')) == (1, 1, 3)
    assert "стаж 16 лет" in page
    line = run.lines.order_by("pk").first()
    locked = methodist.post(f"/matching/runs/{run.pk}/lines/{line.pk}/lock/", {"lock": "1"}, follow=True)
    assert said(locked) == ["Осинин Т. Э.: пара закреплена."]
    sent = {"objective": "fit", "form": run.form_id, "variant": ""}
    solved = methodist.post(f"/matching/runs/{run.pk}/solve/", sent, follow=True)
    assert said(solved)[0].startswith("Посчитано заново")
    run.refresh_from_db()
    assert run.objective == "fit"
    published = methodist.post(f"/matching/runs/{run.pk}/publish/", follow=True)
    count = Pair.objects.count()
    assert count == run.lines.filter(mentor__isnull=False).count() > 0
    assert said(published)[0].split()[:2] in (["Предложена", "1"], ["Предложены", str(count)])
    assert "Опубликовать" not in published.content.decode()
    assert "Закрепить" not in published.content.decode()
    again = methodist.post(f"/matching/runs/{run.pk}/publish/")
    assert again.status_code == 400
    assert f"Подбор № {run.pk} уже опубликован" in again.content.decode()


def test_head_looks_on_without_buttons(client_as, run):
    page = client_as("head").get(run.get_absolute_url()).content.decode()
    assert "Кто с кем и почему" in page
    for words in ("Опубликовать", "Закрепить", "Изменить<", "Отбросить"):
        assert words not in page
    assert "Подобрать всем" not in client_as("head").get("/matching/runs/").content.decode()


def test_other_mentor_is_chosen_with_a_reason(methodist, run, other_school, make_teacher):
    second = Mentor.objects.enlist(
        [make_teacher(other_school, "M2")], state=MentorState.IN_BANK, state_date=TODAY
    )[0]
    line = run.lines.order_by("pk").first()
    address = f"/matching/runs/{run.pk}/lines/{line.pk}/"
    silent = methodist.post(address, {"mentor": second.pk, "reason": ""})
    assert silent.status_code == 400
    assert f'value="{second.pk}" selected' in silent.content.decode()
    chosen = methodist.post(address, {"mentor": second.pk, "reason": "работали вместе"}, follow=True)
    assert said(chosen)[0].startswith("Выбор сохранён и закреплён.")
    assert "работали вместе" in chosen.content.decode()
    line.refresh_from_db()
    assert (line.mentor, line.is_locked) == (second, True)
    methodist.post(address, {"mentor": "nobody", "reason": "в отпуске"})
    line.refresh_from_db()
    assert line.mentor is None
    unmatched = methodist.get(f"{run.get_absolute_url()}?show=unmatched").content.decode()
    assert "методист оставил запрос без наставника: в отпуске" in " ".join(unmatched.split())
    assert methodist.post(address, {"mentor": "999999", "reason": "а"}).status_code == 400


def test_stale_draft_says_so(methodist, run, requests, make_request, mentees):
    requests[0].state = "withdrawn"
    requests[0].save()
    make_request(mentees[3])
    page = " ".join(methodist.get(run.get_absolute_url()).content.decode().split())
    assert "Черновик отстал от жизни." in page
    assert "Новых запросов, которых в нём нет: 1." in page
    assert "Осинин Т. Э.: запрос больше не ждёт наставника: отозван" in page


def test_tabs_show_the_rest(methodist, run, mentor):
    MatchLine.objects.filter(run=run).update(mentor=None, reason="места нет", relaxation="+1 место")
    MatchRun.objects.filter(pk=run.pk).update(recruits=[["Физика", "Ёлкинская СОШ", 4, 2]])
    address = run.get_absolute_url()
    unmatched = methodist.get(f"{address}?show=unmatched").content.decode()
    assert (unmatched.count("места нет"), unmatched.count("+1 место")) == (3, 3)
    recruits = methodist.get(f"{address}?show=recruits").content.decode()
    assert "Кого пригласить в банк" in recruits
    assert "Пар нет" in methodist.get(f"{address}?show=нет такой").content.decode()


def test_draft_is_thrown_away(methodist, run):
    response = methodist.post(f"/matching/runs/{run.pk}/discard/", follow=True)
    run.refresh_from_db()
    assert (run.state, said(response)) == (
        RunState.DISCARDED,
        [f"Подбор № {run.pk} отброшен: ни одной пары он не создал."],
    )


def test_wrong_aim_keeps_what_was_typed(methodist, run):
    response = methodist.post(f"/matching/runs/{run.pk}/solve/", {"objective": "luck", "form": "0"})
    assert response.status_code == 400
    assert 'role="alert"' in response.content.decode() or "error" in response.content.decode()


def tried(municipality, **changes):
    values = values_in_force(municipality.pk, timezone.localdate())
    return {**{code: int(value) for code, value in values.items()}, **changes}


def test_weights_are_tried_before_they_are_kept(
    methodist, mentor, mentees, make_request, make_teacher, other_school, municipality
):
    physics = Subject.objects.create(name="Физика", key="физика")
    second = Mentor.objects.enlist(
        [make_teacher(other_school, "M2", last_name="Липова")], state=MentorState.IN_BANK, state_date=TODAY
    )[0]
    MentorCard.objects.create(mentor=second, subject=physics)
    make_request(mentees[0], subject=physics)
    values = tried(municipality, subject=0, school=100)
    page = methodist.get("/matching/criteria/", {**values, "preview": "1", "objective": "people"})
    (change,) = page.context["tried"].changes
    assert (change.before.mentor.pk, change.after.mentor.pk) == (second.pk, mentor.pk)
    assert MatchCriterion.objects.count() == 0
    assert "Сохранить веса и правила" in page.content.decode()
    kept = methodist.post("/matching/criteria/", values, follow=True)
    assert said(kept) == ["Сохранено с сегодняшнего дня: 2 изменения."]
    assert "Липова И. М." not in kept.content.decode()
    assert kept.content.decode().count("Липова З. М.") >= 1  # who decided
    again = methodist.post("/matching/criteria/", values, follow=True)
    assert said(again) == ["Ничего не изменилось: эти веса и правила уже действуют."]
    methodist.get("/matching/").content.decode()
    assert methodist.get("/matching/").context["offers"][0]["mentor"].pk == mentor.pk


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"subject": "101"}, "100"),
        ({"subject": "-1"}, "0"),
        ({"subject": "много"}, "Введите целое число."),
        ({"school_rule": "7"}, "Выберите корректный вариант"),
        (dict.fromkeys(("subject", "focus"), ""), "Заполните"),
    ],
)
def test_wrong_weight_is_refused_and_stays_typed(methodist, municipality, changes, words):
    sent = tried(municipality, **changes)
    for response in (
        methodist.get("/matching/criteria/", {**sent, "preview": "1"}),
        methodist.post("/matching/criteria/", sent),
    ):
        assert response.status_code == 400
        assert words in response.content.decode()
    assert MatchCriterion.objects.count() == 0


def test_head_tries_but_does_not_keep(client_as, municipality, requests):
    page = client_as("head").get("/matching/criteria/", {**tried(municipality), "preview": "1"})
    assert "Ни у одного запроса наставник не сменится." in page.content.decode()
    assert "Сохранить веса" not in page.content.decode()


@zeal_ignore([{"model": "schools.Person", "field": "get()"}])
def test_two_are_kept_apart_on_the_page(methodist, mentor, mentees, people, requests):
    sent = {"one": people["mentor"].pk, "other": people["mentee"].pk, "reason": "супруги"}
    noted = methodist.post("/matching/never-together/", sent, follow=True)
    assert said(noted) == [f"Отмечено: {NeverTogether.objects.get()} — никогда вместе."]
    assert "супруги" in noted.content.decode()
    refused = methodist.post("/matching/never-together/", sent)
    assert refused.status_code == 400
    assert "Об этих двоих уже отмечено «никогда вместе»." in refused.content.decode()
    desk = methodist.get(f"/matching/?request={requests[0].pk}")
    assert desk.context["offers"] == []
    assert desk.context["barred"] == "отмечено «никогда вместе» — 1"
    forced = {"request": requests[0].pk, "mentor": mentor.pk, "form": usual_form().pk}
    answer = methodist.post("/matching/", forced)
    assert (answer.status_code, Pair.objects.count()) == (400, 0)
    assert "не подходит по правилам: отмечено «никогда вместе»" in answer.content.decode()
    row = NeverTogether.objects.get()
    taken = methodist.post(f"/matching/never-together/{row.pk}/withdraw/", follow=True)
    assert said(taken) == ["Отметка снята: портал снова может предложить эту пару."]
    twice = methodist.post(f"/matching/never-together/{row.pk}/withdraw/", follow=True)
    assert said(twice) == ["Отметка уже снята: обновите страницу."]


@zeal_ignore([{"model": "schools.Person", "field": "get()"}])
def test_other_municipality_s_people_are_not_kept_apart(methodist, foreign_school, make_teacher, people):
    stranger = make_teacher(foreign_school, "F1")
    sent = {"one": people["mentor"].pk, "other": stranger.pk, "reason": "а"}
    assert methodist.post("/matching/never-together/", sent).status_code == 400
    row = keep_apart(one=stranger, other=make_teacher(foreign_school, "F2"), reason="тайна", by=None)
    assert "тайна" not in methodist.get("/matching/never-together/").content.decode()
    assert methodist.post(f"/matching/never-together/{row.pk}/withdraw/").status_code == 404


@pytest.fixture
def fill(school, make_teacher, make_request):
    """So many mentors with cards and requests that wait: `fill(0, 3)`."""
    subject = Subject.objects.get_or_create(key="физика", defaults={"name": "Физика"})[0]

    def add(first, count):
        for number in range(first, first + count):
            guide = Mentor.objects.enlist([make_teacher(school, f"M{number}")], state=MentorState.ACTIVE)[0]
            MentorCard.objects.create(mentor=guide, subject=subject)
            make_request(make_teacher(school, f"R{number}"), subject=subject)

    return add


@pytest.mark.parametrize(
    "which", ["run", "run?show=unmatched", "line", "/matching/runs/", "preview", "/matching/never-together/"]
)
def test_page_asks_no_more_for_two_hundred_requests(
    methodist, municipality, fill, django_assert_max_num_queries, which
):
    def address():
        run = runs.draft_run(municipality=municipality, aim=Aim(usual_form()), by=None, now=timezone.now())
        if which == "preview":
            chosen = "&".join(f"{code}={value}" for code, value in tried(municipality, focus=1).items())
            return f"/matching/criteria/?preview=1&{chosen}"
        if which == "line":
            return f"/matching/runs/{run.pk}/lines/{run.lines.first().pk}/"
        return which if which.startswith("/") else which.replace("run", run.get_absolute_url())

    asked = []
    for first, count in ((0, 3), (3, 197)):
        fill(first, count)
        where = address()
        methodist.get(where)
        with django_assert_max_num_queries(MOST) as captured:
            assert methodist.get(where).status_code == 200
        asked.append(len(captured.captured_queries))
    assert asked[1] <= asked[0]
