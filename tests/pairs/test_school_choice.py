"""The filter «Школа»: a list while the schools are few, a line for words of one where they are many."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.utils import timezone
from lxml import html

from mentorship.pairs.enums import PairState
from schools.comfort.conditions import conditions_of
from schools.forms import applied_filters
from schools.models import School
from schools.school_choice import LISTED

NARROWER = "напишите точнее — номер, слово из названия или муниципалитет"


@pytest.fixture
def pair(mentor, mentees, make_pair):
    """The cast's pair at work, number 7, in the cast's school."""
    today = timezone.localdate()
    return make_pair(mentor, mentees[:1], PairState.ACTIVE, start=today - timedelta(days=10))


@pytest.fixture
def many(municipality, school, other_school):
    """One school more than a list holds, two of them called alike; the cast's are among them."""
    there = School.objects.filter(municipality=municipality).count()
    School.objects.bulk_create(
        [
            School(municipality=municipality, code=f"МН-{n:03}", name=f"Лицей № {n}")
            for n in range(1, LISTED - there)
        ]
        + [School(municipality=municipality, code=f"РВ-{n}", name="Гимназия у реки") for n in (1, 2)]
    )
    assert School.objects.filter(municipality=municipality).count() == LISTED + 1


def opened(client, **asked):
    """The rows' numbers, and the field as it is drawn."""
    response = client.get("/pairs/", asked)
    field = html.fromstring(response.content.decode())
    options = [" ".join(option.text.split()) for option in field.xpath("//select[@name='school']/option")]
    line = [found.get("value") for found in field.xpath("//input[@name='school-words']")]
    errors = response.context["form"].errors.get("school", [])
    return [row["pair"].number for row in response.context["rows"]], options, line, list(errors)


def test_few_schools_are_listed(client_as, pair, municipality, school, other_school):
    there = School.objects.filter(municipality=municipality).count()
    School.objects.bulk_create(
        School(municipality=municipality, code=f"МН-{n}", name=f"Лицей № {n}") for n in range(LISTED - there)
    )
    numbers, options, line, errors = opened(client_as("methodist"))
    assert (numbers, len(options), options[0], line, errors) == (["7"], LISTED + 1, "все школы", [], [])


def test_many_are_not_listed_but_asked_for(client_as, pair, many):
    assert opened(client_as("methodist")) == (["7"], [], [""], [])


def test_key_in_the_address_goes_on_leading_to_its_school(client_as, pair, many, school, other_school):
    client = client_as("methodist")
    named = f"{school}, {school.municipality}"
    assert opened(client, school=school.pk) == (["7"], ["все школы", named], [""], [])
    assert opened(client, school=other_school.pk)[0] == []


@pytest.mark.parametrize("words", ["лицей 217", "МН-217", "мн-217", "ЛИЦЕЙ  № 217 ", "217"])
def test_words_and_codes_lead_to_the_only_school(client_as, pair, many, words):
    numbers, options, line, errors = opened(client_as("methodist"), **{"school-words": words})
    assert (numbers, line, errors) == ([], [""], [])
    assert [name.partition(",")[0] for name in options] == ["все школы", "Лицей № 217"]


def test_applied_school_is_named_and_taken_off_with_its_words(client_as, pair, many, school):
    response = client_as("methodist").get("/pairs/", {"school-words": school.name, "state": "active"})
    assert [row["pair"].number for row in response.context["rows"]] == ["7"]
    applied = applied_filters(response.context["form"], response.wsgi_request.GET)
    assert (f"{school}, {school.municipality}", "state=active") in [(one.words, one.query) for one in applied]


def test_filter_that_is_kept_remembers_the_school_not_the_words(client_as, pair, many, school):
    response = client_as("methodist").get("/pairs/", {"school-words": school.name})
    kept = conditions_of(response.context["form"], response.wsgi_request)
    assert kept == [["school", str(school.pk)]]


def test_several_schools_are_offered_with_what_tells_them_apart(client_as, pair, many, municipality):
    numbers, options, line, errors = opened(client_as("methodist"), **{"school-words": "гимназия реки"})
    named = f"Гимназия у реки, {municipality}, код РВ-"
    assert options == ["все школы", f"{named}1", f"{named}2"]
    assert (numbers, line) == (["7"], [""])
    assert errors == ["По словам «гимназия реки» нашлись 2 школы: выберите из списка."]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("лицей", f"По словам «лицей» нашлось больше 20 школ: {NARROWER}."),
        ("Хогвартс", "По словам «Хогвартс» ничего не нашлось: проверьте, как написано."),
        ("' OR 1=1 --", "По словам «' OR 1=1 --» ничего не нашлось: проверьте, как написано."),
        ("%_", "По словам «%_» ничего не нашлось: проверьте, как написано."),
        ("<b>", "По словам «<b>» ничего не нашлось: проверьте, как написано."),
    ],
)  # fmt: skip
def test_words_that_lead_to_no_one_school_stay_in_the_line(client_as, pair, many, words, told):
    numbers, options, line, errors = opened(client_as("methodist"), **{"school-words": words})
    assert (numbers, options, line, errors) == (["7"], [], [words], [told])


def test_empty_words_ask_for_nothing(client_as, pair, many):
    assert opened(client_as("methodist"), **{"school-words": "  "}) == (["7"], [], [""], [])


@pytest.mark.parametrize("key", ["нет", "0", "-1", "9" * 30, "1 OR 1=1"])
def test_key_of_no_school_is_refused(client_as, pair, many, key):
    numbers, options, line, errors = opened(client_as("methodist"), school=key)
    assert (numbers, options, line, len(errors)) == (["7"], [], [""], 1)


def test_school_out_of_sight_is_found_by_no_key_and_no_words(client_as, pair, many, foreign_school):
    client = client_as("methodist")
    assert len(opened(client, school=foreign_school.pk)[3]) == 1
    for words in (foreign_school.name, foreign_school.code):
        errors = opened(client, **{"school-words": words})[3]
        assert errors == [f"По словам «{words}» ничего не нашлось: проверьте, как написано."]


def test_many_schools_cost_no_more_queries(client_as, pair, school, django_assert_max_num_queries, request):
    client = client_as("methodist")
    client.get("/pairs/")
    with django_assert_max_num_queries(12) as few:
        client.get("/pairs/")
    request.getfixturevalue("many")
    with django_assert_max_num_queries(len(few)):
        client.get("/pairs/")
    with django_assert_max_num_queries(len(few) + 2):
        client.get(f"/pairs/?{urlencode({'school-words': 'лицей 217'})}")
