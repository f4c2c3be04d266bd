"""oTree: `python otree.py QUESTIONS.json`, then a job a line: «page N», «send N», «serve PORT», «people N».

Questions are {"text", "choices"}; no choices: an answer in words. One page, one participant a submission. Its
ASGI application is called in this process, without a server; what it says is the seconds of one. «serve»
starts its own server beside, «people» says at which addresses forms stand open, and what answers them.
"""

import asyncio
import atexit
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode

REDIRECTS = range(300, 400)
QUESTIONS = Path(sys.argv[1]).resolve()
WORDS = "Хотелось бы чаще бывать на уроках друг друга."
SETTINGS = """
SESSION_CONFIGS = [dict(name="survey", app_sequence=["survey"], num_demo_participants=1)]
SESSION_CONFIG_DEFAULTS = dict(real_world_currency_per_point=1, participation_fee=0)
LANGUAGE_CODE, REAL_WORLD_CURRENCY_CODE, USE_POINTS = "en", "USD", False
SECRET_KEY = "measures-and-signs-nothing-that-is-kept"
"""
APPLICATION = """
import json
from otree.api import *

QUESTIONS = json.load(open({questions!r}, encoding="utf-8"))

class C(BaseConstants):
    NAME_IN_URL, PLAYERS_PER_GROUP, NUM_ROUNDS = "survey", None, 1

class Subsession(BaseSubsession):
    pass

class Group(BaseGroup):
    pass

class Player(BasePlayer):
{fields}

class Form(Page):
    form_model, form_fields = "player", {names}

page_sequence = [Form]
"""
TEMPLATE = "{{ block content }}{{ formfields }}{{ next_button }}{{ endblock }}"
CHOSEN = (
    "models.IntegerField(label=QUESTIONS[{n}]['text'], widget=widgets.RadioSelect, blank=True,"
    " choices=list(enumerate(QUESTIONS[{n}]['choices'], 1)))"
)
WRITTEN = "models.LongStringField(label=QUESTIONS[{n}]['text'], blank=True)"

questions = json.loads(QUESTIONS.read_text(encoding="utf-8"))
names = [f"q{number}" for number in range(len(questions))]
fields = "\n".join(
    f"    {names[n]} = {(CHOSEN if told['choices'] else WRITTEN).format(n=n)}"
    for n, told in enumerate(questions)
)
folder = Path(tempfile.mkdtemp())
for name in ("survey", "_static", "_templates"):
    (folder / name).mkdir()
(folder / "settings.py").write_text(SETTINGS, encoding="utf-8")
code = APPLICATION.format(questions=str(QUESTIONS), fields=fields, names=names)
(folder / "survey" / "__init__.py").write_text(code, encoding="utf-8")
(folder / "survey" / "Form.html").write_text(TEMPLATE, encoding="utf-8")
os.chdir(folder)
# this very file is named as the library is
sys.path[0] = str(folder)
os.environ["OTREE_PRODUCTION"] = "1"

from otree.main import setup  # noqa: E402

setup()

from otree.asgi import app  # noqa: E402
from otree.database import session_scope  # noqa: E402
from otree.models import Participant  # noqa: E402
from otree.session import create_session  # noqa: E402

loop = asyncio.new_event_loop()


def ask(method: str, path: str, body: bytes = b"") -> tuple[int, str, bytes]:
    """Call the application; return the status, where it leads and the page."""
    status, headers, parts = 0, {}, []
    given = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive():
        # the caller stays until the answer is whole
        return given.pop() if given else await asyncio.Event().wait()

    async def send(message):
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
            headers.update(message["headers"])
        else:
            parts.append(message.get("body", b""))

    kind = [(b"content-type", b"application/x-www-form-urlencoded"), (b"content-length", b"%d" % len(body))]
    scope = {
        "type": "http", "http_version": "1.1", "method": method, "scheme": "http", "path": path,
        "raw_path": path.encode(), "query_string": b"", "root_path": "", "client": ("127.0.0.1", 1),
        "server": ("testserver", 80), "headers": [(b"host", b"testserver"), *(kind if body else [])],
    }  # fmt: skip
    loop.run_until_complete(app(scope, receive, send))
    return status, headers.get(b"location", b"").decode(), b"".join(parts)


def participants(count: int) -> list[str]:
    """The codes of so many people."""
    with session_scope():
        session = create_session("survey", num_participants=count)
        return [person.code for person in session.get_participants()]


def led_to(path: str) -> str:
    status, where, _ = ask("GET", path)
    assert status in REDIRECTS, (status, path)
    return re.sub(r"^https?://[^/]+", "", where)


def page(addresses: list[str]) -> None:
    """Open the form; anything but the form is a fault of the harness."""
    for address in addresses:
        status, _, html = ask("GET", address)
        assert status == 200, status
        assert html.count(b'name="q0"') > 1


answers = {name: 1 if told["choices"] else WORDS for name, told in zip(names, questions, strict=True)}
body = urlencode(answers).encode()


def send(addresses: list[str]) -> None:
    """Send every question answered."""
    for address in addresses:
        status, *_ = ask("POST", address, body)
        assert status in REDIRECTS, status


def forms_of(codes: list[str]) -> list[str]:
    """Where the form of each stands."""
    return [led_to(f"/InitializeParticipant/{code}") for code in codes]


def opened(count: int) -> list[str]:
    """The forms of so many people, each seen once."""
    addresses = forms_of(participants(count))
    page(addresses)
    return addresses


def timed(job: str, count: int) -> dict:
    """Seconds of one page or form, and how many forms were stored."""
    codes = participants(count)
    addresses = forms_of(codes)
    if job == "send":
        page(addresses)
    began = perf_counter()
    {"page": page, "send": send}[job](addresses)
    seconds = (perf_counter() - began) / len(addresses)
    with session_scope():
        people = Participant.objects_filter(Participant.code.in_(codes))
        # the form is the first page
        stored = sum(person._index_in_pages > 1 for person in people)  # noqa: SLF001
    return {"seconds": seconds, "stored": stored}


def serve(port: str) -> dict:
    """Start the server with its clockwork, both of one process group."""
    commands = Path(sys.executable).parent
    server = subprocess.Popen(
        [commands / "otree", "prodserver1of2", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PATH": f"{commands}:{os.environ['PATH']}"},
        start_new_session=True,
    )
    atexit.register(os.killpg, server.pid, signal.SIGTERM)
    return {"port": int(port)}


for line in sys.stdin:
    job, count = line.split()
    if job == "serve":
        told = serve(count)
    elif job == "people":
        told = {"addresses": opened(int(count)), "body": body.decode()}
    else:
        told = timed(job, int(count))
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()
