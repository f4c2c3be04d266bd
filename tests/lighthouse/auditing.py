"""Running Lighthouse on an address as a signed-in person: the medians of its scores over several rounds."""

import contextlib
import json
import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median

from tests.chromium import CHROMIUM, FLAGS

HERE = Path(__file__).parent
LIGHTHOUSE = HERE / "node_modules" / ".bin" / "lighthouse"
ROUNDS = 5
# CI looks once where that is enough: five rounds of five pages would cost it five minutes.
IS_ONCE_ENOUGH = not os.environ.get("SOAK_ROUNDS")
# An audit that breaks off has no score; it says nothing of the page.
ATTEMPTS = 4
# Of a round and of the browser's start, in seconds: two cores serve portal, browser and auditor.
PATIENCE = 180


def scores(address: str, session: str | None, folder: Path, wanted: Mapping[str, float]) -> dict[str, float]:
    """Per category the median of the scores, 0 to 100; `session` is the cookie of who is signed in.

    One round may do where it reaches everything `wanted`: machines are shared, and some round falls short.
    """
    headers = folder / "headers.json"
    headers.write_text(json.dumps({"Cookie": f"sessionid={session}"} if session else {}))
    command = [
        str(LIGHTHOUSE),
        address,
        "--quiet",
        "--output=json",
        f"--extra-headers={headers}",
        f"--only-categories={','.join(wanted)}",
    ]
    rounds = [_round(command, folder / "1.json")]
    if not (IS_ONCE_ENOUGH and all(rounds[0][name] >= least for name, least in wanted.items())):
        rounds += [_round(command, folder / f"{number}.json") for number in range(2, ROUNDS + 1)]
    return {name: median(found[name] for found in rounds) for name in wanted}


def _round(command: list[str], target: Path) -> dict[str, float]:
    """One audit in a browser of its own; what Lighthouse breaks off itself is begun again."""
    for attempt in range(1, ATTEMPTS + 1):
        with _browser(target.with_suffix(f".{attempt}")) as port:
            done = subprocess.run(
                [*command, f"--output-path={target}", f"--port={port}"],
                check=False,
                timeout=PATIENCE,
                capture_output=True,
                text=True,
            )
        if done.returncode == 0:
            break
        assert attempt < ATTEMPTS, done.stderr[-2000:]
    report = json.loads(target.read_text(encoding="utf-8"))
    return {name: 100 * report["categories"][name]["score"] for name in report["categories"]}


@contextlib.contextmanager
def _browser(profile: Path) -> Iterator[int]:
    """A fresh Chromium that has begun to listen: its port.

    Lighthouse's own launcher gives a browser 25 seconds to start, which a busy machine may take.
    """
    profile.mkdir()
    said = profile / "chromium.log"
    options = [
        *FLAGS,
        "--headless=new",
        "--remote-debugging-port=0",
        f"--user-data-dir={profile}",
        "about:blank",
    ]
    with said.open("w") as output:
        browser = subprocess.Popen(
            [str(CHROMIUM), *options],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield _port(profile / "DevToolsActivePort", browser, said)
    finally:
        browser.terminate()
        browser.wait(timeout=PATIENCE)


def _port(file: Path, browser: subprocess.Popen[bytes], said: Path) -> int:
    """The port that Chromium writes down once it listens."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and browser.poll() is None:
        if file.exists() and (lines := file.read_text().splitlines()):
            return int(lines[0])
        with contextlib.suppress(subprocess.TimeoutExpired):
            browser.wait(timeout=0.2)
    raise AssertionError(f"Chromium does not listen: {said.read_text()[-2000:]}")
