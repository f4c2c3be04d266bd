"""`make walk`: looks at every page of every role and prints what is wrong as a table."""

import argparse
import os
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import django
from playwright.sync_api import sync_playwright

FIRST_PAGES = (("visitor", "/accounts/login/"), ("visitor", "/public/"))
MOST_BYTES = 60_000


def main() -> int:
    """Walk; the exit code tells whether anything was found."""
    asked = _arguments()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from tests.browser.walk.portal import served
    from tests.browser.walk.walking import Walk, part_of
    from tests.chromium import CHROMIUM, FLAGS

    with tempfile.TemporaryDirectory() as scratch, served(Path(asked.town or scratch)) as portal:
        walk = Walk(portal)
        part, parts = (int(number) for number in asked.part.split("/"))
        chosen = [page for page in portal.pages if part_of(page, parts) == part - 1]
        walk.ask(page for page in chosen if asked.only in page.path and asked.role in page.role)
        looks = walk.first_looks() if asked.first else walk.looks
        _say(f"{len(walk.opened)} pages of all roles, {len(looks)} that look different")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            for number, (page, faults) in enumerate(walk.look(browser, looks), 1):
                _say(f"{number}/{len(looks)} {page.role} {page.path}")
                for fault in faults:
                    _say("\t".join(fault))
            heavy = 0 if asked.only else _weigh(browser, portal)
            browser.close()
    return _print(walk) or heavy


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make walk", description=__doc__)
    parser.add_argument("--part", default="1/1", help="2/4: the second quarter of the addresses")
    parser.add_argument("--only", default="", help="addresses that hold these words")
    parser.add_argument("--role", default="", help="the pages of one role")
    parser.add_argument("--first", action="store_true", help="each address as the role alone that sees most")
    parser.add_argument("--town", help="a folder that keeps the demonstration for the next walk")
    return parser.parse_args()


def _weigh(browser, portal) -> int:
    """The weight of the first pages; how many are too heavy."""
    from tests.browser.walk.looking import weigh

    heavy = 0
    for role, path in (*FIRST_PAGES, *((role, "/") for role in portal.sessions)):
        weight = weigh(browser, portal.cookies(role), portal.url + path)
        heavy += weight >= MOST_BYTES
        sys.stdout.write(f"{weight / 1000:6.1f} KB  {role} {path}\n")
    return heavy


def _print(walk) -> int:
    """The findings, alike ones on one line: how many pages, the fault, the first page; how many lines."""
    alike = defaultdict(list)
    for page, fault in walk.found:
        alike[fault].append(page)
    for fault, pages in sorted(alike.items(), key=lambda found: (found[0].kind, -len(found[1]))):
        first = pages[0]
        what = " ".join(fault.what.split())
        sys.stdout.write(f"{fault.kind}\t{fault.rule}\t{len(pages)}\t{first.role} {first.path}\t{what}\n")
    routes = len({page.path for page in walk.opened})
    sys.stdout.write(
        f"{len(walk.opened)} pages ({routes} addresses), {len(walk.looks)} looks, "
        f"{len(walk.found)} findings in {len(alike)} kinds\n"
    )
    return len(alike)


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


if __name__ == "__main__":
    sys.exit(min(main(), 1))
