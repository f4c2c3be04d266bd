"""Looking at a page in its appearances: what axe finds, and what does not fit the screen (design §9)."""

from axe_playwright_python.sync_playwright import Axe

_AXE = Axe()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What a change of colours can break; all else is the same in every appearance.
RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"]
NARROW, WIDE = 360, 1440
WIDTHS = (320, NARROW, 768, WIDE, 1920)
THEMES = [
    {},
    {"theme": "dark"},
    {"theme": "light", "contrast": "more"},
    {"theme": "dark", "contrast": "more"},
]
# Put on exactly the chosen attributes, as the server would have written them.
WEAR = """chosen => {
  const worn = document.documentElement.dataset;
  for (const name of Object.keys(worn)) delete worn[name];
  Object.assign(worn, chosen);
}"""
RUN = """async options => {
  const { violations } = await axe.run(options);
  return violations.map(rule => [rule.id, rule.nodes[0].html]);
}"""
SURPLUS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def look(page, width: int, chosen: dict[str, str]) -> None:
    """Give the window a width and the page an appearance; the tests' browsers ask for no motion."""
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate(WEAR, chosen)


def violations(page, rules=RULES) -> list[tuple[str, str]]:
    """What axe finds: the rule and the first element that breaks it."""
    if not page.evaluate("'axe' in window"):  # half a megabyte: read once a page, not once an appearance
        page.evaluate(_AXE.axe_script)
    found = page.evaluate(RUN, {"runOnly": rules, "resultTypes": ["violations"]})
    return [(rule, element) for rule, element in found]


def faults(page, themes=THEMES) -> dict:
    """What axe finds on a phone and on a desk, by width and appearance; nothing where all is well.

    The first appearance is held against every rule, the others against those of colour.
    """
    found = {}
    for width in (NARROW, WIDE):
        for number, chosen in enumerate(themes):
            look(page, width, chosen)
            found[width, *chosen.values()] = violations(page, RULES_OF_COLOUR if number else RULES)
    return {worn: broken for worn, broken in found.items() if broken}


def overflow(page) -> dict:
    """By how many pixels the page is wider than the screen, also in big type and wide spacing on a phone."""
    surplus = {}
    for width in WIDTHS:
        look(page, width, {})
        surplus[width] = page.evaluate(SURPLUS)
    for chosen in ({"size": "xl"}, {"spacing": "wide"}):
        look(page, NARROW, chosen)
        surplus[*chosen.items()] = page.evaluate(SURPLUS)
    return {worn: pixels for worn, pixels in surplus.items() if pixels}
