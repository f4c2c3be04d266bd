"""`{% once %}`: drawn once for what is named, never for somebody else."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.urls import reverse
from django.utils.safestring import mark_safe

from schools.models import Municipality

PART = (
    "{% once word=word items=items %}{{ word }}"
    "{% for item in items %}, {{ item }}{% endfor %}{{ other }}{% endonce %}"
)


class Counted:
    """Tells how often it was drawn."""

    drawn = 0

    def __str__(self):
        self.drawn += 1
        return str(self.drawn)


def test_equal_values_are_drawn_once():
    template, count = Template("{% once word=word %}{{ word }}{% endonce %}"), Counted()
    part = template.nodelist[0]
    assert [template.render(Context({"word": "да", "other": count})) for _ in range(2)] == ["да", "да"]
    assert list(part._drawn.values()) == ["да"]


def test_other_values_are_drawn_apart():
    template = Template(PART)
    drawn = [
        template.render(Context({"word": word, "items": items}))
        for word, items in (("a", (1, 2)), ("b", (1, 2)), ("a", (1, True)), ("a", (1, 1)))
    ]
    assert drawn == ["a, 1, 2", "b, 1, 2", "a, 1, True", "a, 1, 1"]


def test_nothing_is_known_inside_but_what_is_named():
    assert Template(PART).render(Context({"word": "a", "items": (), "other": "Клюева"})) == "a"


def test_text_is_escaped_though_equal_html_was_drawn():
    template = Template("{% once word=word %}{{ word }}{% endonce %}")
    marked = mark_safe("<b>")
    assert template.render(Context({"word": marked})) == "<b>"
    assert template.render(Context({"word": "<b>"})) == "&lt;b&gt;"
    assert template.render(Context({"word": marked})) == "<b>"


def test_object_is_drawn_each_time():
    template, count = Template("{% once word=word %}{{ word }}{% endonce %}"), Counted()
    assert [template.render(Context({"word": count})) for _ in range(2)] == ["1", "2"]
    assert template.nodelist[0]._drawn == {}


def test_values_without_names_are_refused():
    with pytest.raises(TemplateSyntaxError, match="once: values are named"):
        Template("{% once word %}{% endonce %}")


@pytest.mark.django_db
def test_new_name_of_the_municipality_is_on_the_next_page(client, users):
    client.force_login(users["methodist"])
    assert "Лесной район" in client.get(reverse("bank:list")).content.decode()
    Municipality.objects.filter(name="Лесной район").update(name="Полесский округ")
    page = client.get(reverse("bank:list")).content.decode()
    assert page.count("Полесский округ") >= 2
    assert '<small class="long">Лесной район' not in page


@pytest.mark.django_db
def test_rail_follows_the_roles_of_the_moment(client, users):
    client.force_login(users["methodist"])
    assert reverse("pairs:matching") in client.get(reverse("home")).content.decode()
    users["methodist"].person.roles.update(role="department")
    client.force_login(users["methodist"])
    assert f'href="{reverse("pairs:matching")}"' not in client.get(reverse("home")).content.decode()
