"""Names in cases: by the rules, never by a guess; what somebody wrote is remembered."""

import pytest

from mentorship.documents.cases import in_case
from mentorship.documents.enums import Case
from mentorship.documents.models import NameForm
from mentorship.documents.naming import Naming, by_rules, key_of, remember

G, D, A = Case.GENITIVE, Case.DATIVE, Case.ACCUSATIVE


@pytest.mark.parametrize(
    ("name", "genitive", "dative", "accusative"),
    [
        ("Клёнова Эмма Савельевна", "Клёновой Эммы Савельевны", "Клёновой Эмме Савельевне",
         "Клёнову Эмму Савельевну"),
        ("Осинин Пётр Эдуардович", "Осинина Петра Эдуардовича", "Осинину Петру Эдуардовичу",
         "Осинина Петра Эдуардовича"),
        ("Петренко Анна Ивановна", "Петренко Анны Ивановны", "Петренко Анне Ивановне",
         "Петренко Анну Ивановну"),
        ("Римский-Корсаков Илья Петрович", "Римского-Корсакова Ильи Петровича",
         "Римскому-Корсакову Илье Петровичу", "Римского-Корсакова Илью Петровича"),
        ("Черных Пётр Ильич", "Черных Петра Ильича", "Черных Петру Ильичу", "Черных Петра Ильича"),
        ("ОСИНИН ПЁТР ЭДУАРДОВИЧ", "ОСИНИНА ПЕТРА ЭДУАРДОВИЧА", "ОСИНИНУ ПЕТРУ ЭДУАРДОВИЧУ",
         "ОСИНИНА ПЕТРА ЭДУАРДОВИЧА"),
    ],
)  # fmt: skip
def test_names_are_declined(name, genitive, dative, accusative):
    assert [in_case(*name.split(), case) for case in (G, D, A)] == [genitive, dative, accusative]


@pytest.mark.parametrize(
    ("parts", "accusative"),
    [
        (("Кузнецов", "А.", "Б."), "Кузнецова А. Б."),
        (("Smith", "John", ""), "Smith John"),
        (("Гёте", "Иоганн", "Вольфганг"), "Гёте Иоганн Вольфганг"),
        (("К.", "И.", "П."), "К. И. П."),
        (("Иванова (Петрова)", "Анна", "Ильинична"), "Иванова (Петрова) Анну Ильиничну"),
        (("Клёнова", "", ""), "Клёнову"),
        (("Мамедов", "Али", "Гусейн оглы"), "Мамедова Али Гусейн оглы"),
    ],
)
def test_what_the_rules_do_not_know_stays(parts, accusative):
    assert in_case(*parts, A) == accusative


def test_typed_name_wins_over_the_remembered_and_the_rules(people, django_assert_num_queries):
    person = people["mentor"]
    NameForm.objects.create(person=person, case=D, text="Клёновой Эмме")
    with django_assert_num_queries(1):
        naming = Naming([person], {key_of(person, A): "Клёнову Э."})
        assert [naming.of(person, case) for case in (G, D, A)] == [
            "Клёновой Эммы Савельевны", "Клёновой Эмме", "Клёнову Э.",
        ]  # fmt: skip
        assert naming.of(None, A) == ""


def test_only_what_differs_from_the_rules_is_remembered(people):
    person = people["mentor"]
    wanted = [(person, A), (person, D)]
    remember(wanted, {key_of(person, A): "Клёнову-Берг Эмму", key_of(person, D): by_rules(person, D)})
    assert list(NameForm.objects.values_list("case", "text")) == [("accusative", "Клёнову-Берг Эмму")]
    remember(wanted, {key_of(person, A): by_rules(person, A)})
    assert not NameForm.objects.exists()
