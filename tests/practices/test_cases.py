"""The case of a pair: begun with plan and fact, two voices, consents of both, hidden by a withdrawal."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentorship.pairs.enums import PairState
from mentorship.pairs.models import PlanItem, Product, ProductKind
from mentorship.practices.models import Practice
from mentorship.practices.workflow.cases import (
    TELLABLE,
    agree,
    begin_practice,
    say,
    take_back,
    write_practice,
)
from schools.enums import ConsentKind, ConsentWay
from schools.models import Consent
from schools.workflow import withdraw_consent
from tests.practices.section import TEXTS, fresh, make_pair, make_practice, publish


@pytest.fixture
def pair(people):
    return make_pair(people)


@pytest.fixture
def practice(pair):
    return publish(make_practice(pair))


def is_shown(client, practice):
    seen = client.get(f"/public/practices/{practice.pk}/").status_code == 200
    assert seen == ("бояться" in client.get("/public/practices/").content.decode())
    assert seen == ("бояться" in client.get("/public/search/?q=ежиков").content.decode().split("<ul")[-1])
    assert seen == ("бояться" in client.get("/public/rss/").content.decode())
    assert seen == (f"/public/practices/{practice.pk}/" in client.get("/sitemap.xml").content.decode())
    return seen


class TestBeginning:
    """A draft made of the pair."""

    def test_plan_and_fact_come_from_the_pair(self, pair):
        rows = (
            ("Встреча", date(2026, 1, 9), "Нашли тему"),
            ("Урок", date(2026, 2, 1), ""),
            ("Итог", None, ""),
        )
        for order, (title, done, result) in enumerate(rows):
            PlanItem.objects.create(pair=pair, order=order, title=title, done_date=done, result=result)
        practice = begin_practice(pair=pair, by=None)
        assert practice.plan == "- Встреча\n- Урок\n- Итог"
        assert practice.fact == "- Встреча: Нашли тему\n- Урок"
        assert practice.problem == "Окрепнуть"
        assert [author.part for author in practice.authors.all()] == ["mentor", "mentee"]

    @pytest.mark.parametrize("state", PairState)
    def test_only_work_that_is_done_is_told(self, people, state):
        pair = make_pair(people, state=state)
        if state in TELLABLE:
            assert begin_practice(pair=pair, by=None).state == "draft"
        else:
            with pytest.raises(ValidationError, match="уже работает"):
                begin_practice(pair=pair, by=None)

    def test_pair_has_one_practice(self, pair):
        begin_practice(pair=pair, by=None)
        with pytest.raises(ValidationError, match="уже оформляется"):
            begin_practice(pair=pair, by=None)

    @pytest.mark.parametrize(
        ("role", "status"), [("curator", 302), ("methodist", 302), ("mentee", 403), ("director", 403)]
    )
    def test_button_of_the_pairs_page(self, client_as, pair, role, status):
        client = client_as(role)
        assert f"/pairs/{pair.pk}/practice/" in client.get(f"/pairs/{pair.pk}/").content.decode()
        assert client.get(f"/pairs/{pair.pk}/practice/").status_code == 200
        assert client.post(f"/pairs/{pair.pk}/practice/").status_code == status
        assert Practice.objects.exists() is (status == 302)


class TestConsents:
    """Both agree, or nobody sees it."""

    def test_practice_of_two_who_agree_is_shown(self, client, practice):
        assert is_shown(client, practice)
        text = client.get(f"/public/practices/{practice.pk}/").content.decode()
        for words in ("Главное — не мешать.", "Теперь зову ёжиков сам.", "девять уроков", "десять уроков"):
            assert words in text

    @pytest.mark.parametrize("part", ["mentor", "mentee"])
    def test_withdrawal_of_one_hides_it_at_once(self, client, practice, part):
        author = practice.authors.get(part=part)
        take_back(author=author, by=None, on=timezone.localdate())
        assert not is_shown(client, practice)
        agree(
            author=author, version=fresh(practice).version, way=ConsentWay.PAPER, by=None,
            on=timezone.localdate(),
        )  # fmt: skip
        assert is_shown(client, practice)

    @pytest.mark.parametrize("kind", [ConsentKind.PROCESSING, ConsentKind.PUBLICATION])
    def test_consent_of_the_portal_withdrawn_hides_it_too(self, client, practice, people, users, kind):
        given = Consent.objects.create(person=people["mentee"], kind=kind, given_date=date(2026, 2, 1))
        assert is_shown(client, practice)
        withdraw_consent(consent=given, by=users["mentee"], on=timezone.localdate())
        assert not is_shown(client, practice)

    @pytest.mark.parametrize("part", ["mentor", "mentee"])
    def test_nothing_is_published_without_a_consent(self, pair, part):
        practice = make_practice(pair)
        take_back(author=practice.authors.get(part=part), by=None, on=timezone.localdate())
        with pytest.raises(ValidationError, match="Нет согласия на публикацию"):
            publish(practice)

    def test_consent_is_to_the_words_as_they_stand(self, pair):
        practice = make_practice(pair)
        texts = {**TEXTS, "result": "Совсем другое."}
        write_practice(practice=practice, version=practice.version, texts=texts, products=[], by=None)
        assert [author.agrees for author in practice.authors.all()] == [False, False]

    def test_new_words_end_only_their_authors_consent(self, pair):
        practice = make_practice(pair)
        mentor = practice.authors.get(part="mentor")
        say(author=mentor, version=practice.version, words="Иначе", by=None)
        assert [author.agrees for author in practice.authors.all()] == [False, True]

    def test_published_words_stay(self, practice):
        with pytest.raises(ValidationError, match="пока практика — черновик"):
            say(author=practice.authors.first(), version=practice.version, words="Иначе", by=None)

    @pytest.mark.parametrize("name", ["problem", "plan", "fact", "result"])
    def test_practice_is_told_whole(self, pair, name):
        practice = make_practice(pair)
        Practice.objects.update(**{name: ""})
        with pytest.raises(ValidationError, match="Не заполнено"):
            publish(practice)


class TestPages:
    """/practices/… by role."""

    def test_author_agrees_and_takes_back_in_the_portal(self, client, client_as, practice):
        author = practice.authors.get(part="mentee")
        own = f"/practices/{practice.pk}/voices/{author.pk}/"
        mentee = client_as("mentee")
        assert mentee.post(f"{own}withdraw/").status_code == 302
        assert not is_shown(client, practice)
        assert mentee.post(f"{own}agree/", {"version": fresh(practice).version}).status_code == 302
        assert practice.authors.get(part="mentee").agreed_way == ConsentWay.PORTAL
        assert is_shown(client, practice)

    def test_nobody_agrees_for_the_other_side(self, client_as, practice):
        author = practice.authors.get(part="mentor")
        own = f"/practices/{practice.pk}/voices/{author.pk}/"
        for tail in ("", "agree/", "withdraw/"):
            assert client_as("mentee").post(own + tail, {"version": 1}).status_code == 403

    def test_curator_of_another_school_finds_nothing(self, client_as, practice, people, other_school):
        for name in ("mentor", "mentee"):
            people[name].school = other_school
            people[name].save()
        curator = client_as("curator")
        assert curator.get(f"/practices/{practice.pk}/").status_code == 404
        assert curator.get(f"/pairs/{practice.pair_id}/practice/").status_code == 404
        assert practice.title not in curator.get("/practices/").content.decode()

    def test_curator_proposes_and_the_methodist_publishes(self, client, client_as, pair):
        practice = make_practice(pair)
        curator, address = client_as("curator"), f"/practices/{practice.pk}/steps/"
        assert curator.post(f"{address}submit/", {"submit-version": practice.version}).status_code == 302
        version = fresh(practice).version
        data = {"publish-version": version, "publish-publish_date": timezone.localdate()}
        assert curator.post(f"{address}publish/", data).status_code == 403
        methodist = client_as("methodist")
        remark = {"return-version": version, "return-words": "Добавьте числа"}
        assert methodist.post(f"{address}return/", remark).status_code == 302
        assert "Добавьте числа" in curator.get(f"/practices/{practice.pk}/").content.decode()
        assert curator.post(f"{address}submit/", {"submit-version": version + 1}).status_code == 302
        stale = methodist.post(f"{address}publish/", data)
        assert stale.status_code == 409
        data["publish-version"] = version + 2
        assert methodist.post(f"{address}publish/", data).status_code == 302
        assert is_shown(client, practice)

    def test_form_keeps_what_was_typed_and_notices_a_second_window(self, client_as, pair):
        practice = make_practice(pair, agreed=False)
        curator, address = client_as("curator"), f"/practices/{practice.pk}/edit/"
        form = curator.get(address).context["form"]
        data = {**TEXTS, "stamp": form.stamp}
        empty = curator.post(address, {**data, "title": ""})
        assert (empty.status_code, "Ходили на уроки." in empty.content.decode()) == (400, True)
        assert curator.post(address, {**data, "result": "Первое окно"}).status_code == 302
        assert curator.post(address, {**data, "result": "Второе окно"}).status_code == 409
        assert fresh(practice).result == "Первое окно"

    def test_attacks_in_every_field_stay_words(self, client, pair):
        practice = make_practice(pair, agreed=False)
        bad = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
        write_practice(
            practice=practice, version=practice.version, texts=dict.fromkeys(TEXTS, bad), products=[], by=None
        )
        for author in practice.authors.all():
            say(author=author, version=fresh(practice).version, words=bad, by=None)
            version = fresh(practice).version
            agree(author=author, version=version, way=ConsentWay.PAPER, by=None, on=timezone.localdate())
        practice = publish(practice)
        for address in (
            f"/public/practices/{practice.pk}/",
            "/public/practices/",
            "/public/",
            "/public/rss/",
        ):
            text = client.get(address).content.decode()
            assert "<script>alert" not in text
            assert "<img" not in text

    def test_products_of_another_pair_are_refused(self, people, pair, make_teacher, school):
        kind = ProductKind.objects.first() or ProductKind.objects.create(name="Памятка")
        other = make_pair({**people, "mentee": make_teacher(school, "N7")}, number="2")
        foreign = Product.objects.create(
            pair=other, kind=kind, title="Чужое", date=date(2026, 1, 1), link="https://school.example/"
        )
        practice = make_practice(pair, agreed=False)
        with pytest.raises(ValidationError, match="только продукты этой пары"):
            write_practice(
                practice=practice, version=practice.version, texts=TEXTS, products=[foreign], by=None
            )
