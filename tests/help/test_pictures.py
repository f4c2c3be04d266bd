"""The guide's pictures: listed, taken, shown in a chapter; the command that takes them."""

import re
import subprocess
import sys
import tomllib

import pytest
from PIL import Image

from schools.help.guide import CHAPTERS, chapter, pictures
from tests.architecture.files import ROOT
from tests.cast import PASSWORD

LIST = tomllib.loads((ROOT / "docs" / "guide" / "pictures.toml").read_text(encoding="utf-8"))


def test_every_picture_is_listed_taken_and_shown_once():
    html = "".join(chapter(code).html for code in CHAPTERS)
    taken = {path.stem for path in pictures().glob("*.webp")}
    shown = re.findall(r'<img src="/help/pictures/([\w-]+)/"', html)

    assert sorted(shown) == sorted(LIST) == sorted(taken)
    assert all(len(words) > 20 for words in re.findall(r'<img [^>]*alt="([^"]*)"', html))
    assert re.search(r'<img src="/help/pictures/bank/"[^>]* width="1200" height="800" loading="lazy"', html)


@pytest.mark.parametrize("role", ["curator", "mentee"])
def test_picture_is_given_to_whoever_has_an_account(client_as, role):
    answer = client_as(role).get("/help/pictures/bank/")

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer.content[8:12] == b"WEBP"


def test_what_is_no_picture_is_not_found(client_as, client):
    assert client_as("mentee").get("/help/pictures/passwords/").status_code == 404
    assert client.get("/help/pictures/bank/")["Location"].startswith("/accounts/login/")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("name", "width"), [("my-day", 360), ("bank", 1200)])
def test_command_takes_a_picture_of_the_page_and_not_of_the_sign_in(
    live_server, users, tmp_path, name, width
):
    done = subprocess.run(
        [sys.executable, "scripts/pictures.py", live_server.url, str(tmp_path), name],
        cwd=ROOT,
        env={"DEMO_PASSWORD": PASSWORD, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    with Image.open(tmp_path / f"{name}.webp") as picture:
        assert picture.size[0] == width
