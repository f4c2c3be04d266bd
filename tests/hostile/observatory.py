"""The rules of the MDN HTTP Observatory for one answer (mdn/mdn-http-observatory, src/grader/charts.js).

A page starts with 100; bonuses count from 90 up. What needs a network (redirects of plain HTTP, preloading)
is not judged here: 0 points, as the grader gives a site that redirects to HTTPS and is not preloaded.
"""

import re
from http.cookies import Morsel

HALF_A_YEAR = 15_768_000
EXTRA_CREDIT_FROM = 90
_PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
_UNSAFE = ("'unsafe-inline'", "'unsafe-eval'", "data:", "https:", "http:", "*")
_SESSIONS = ("sessionid", "__Host-sessionid")


def score(response, cookies: dict[str, Morsel]) -> int:
    """The points of an answer and of the cookies that came with it."""
    points = [
        _policy(response),
        _cookies(cookies),
        _sharing(response),
        _referrer(response),
        _transport(response),
        _scripts(response),
        0 if response.get("X-Content-Type-Options") == "nosniff" else -5,
        _framing(response),
        _resources(response),
    ]
    base = 100 + sum(point for point in points if point < 0)
    return base + sum(point for point in points if point > 0) if base >= EXTRA_CREDIT_FROM else base


def directives(response) -> dict[str, list[str]]:
    """The content security policy by directive."""
    parts = [part.split() for part in response.get("Content-Security-Policy", "").split(";") if part.strip()]
    return {name: values for name, *values in parts}


def _policy(response) -> int:
    policy = directives(response)
    if not policy:
        return -25
    default = policy.get("default-src", ["*"])
    scripts = policy.get("script-src", default)
    if any(word in _UNSAFE for word in (*scripts, *policy.get("object-src", default))):
        return -20
    if any(word in _UNSAFE for word in policy.get("style-src", default)):
        return 0
    is_tight = default == ["'none'"] and policy.get("form-action") in (["'none'"], ["'self'"])
    return 10 if is_tight else 5


def _cookies(cookies: dict[str, Morsel]) -> int:
    for name, cookie in cookies.items():
        if not cookie["secure"]:
            return -40 if name in _SESSIONS else -20
        if name in _SESSIONS and not cookie["httponly"]:
            return -30
        if cookie["samesite"] not in ("Lax", "Strict"):
            return -20
    return 5 if cookies else 0


def _sharing(response) -> int:
    return 0 if "Access-Control-Allow-Origin" not in response else -50


def _referrer(response) -> int:
    return 5 if response.get("Referrer-Policy") in _PRIVATE else -5


def _transport(response) -> int:
    found = re.match(r"max-age=(\d+)", response.get("Strict-Transport-Security", ""))
    if not found:
        return -20
    return 0 if int(found[1]) >= HALF_A_YEAR else -10


def _scripts(response) -> int:
    if "text/html" not in response.get("Content-Type", ""):
        return 0
    sources = re.findall(r"<script\b[^>]*\bsrc=[\"']([^\"']+)", response.content.decode())
    return -50 if any(source.startswith(("http:", "https:", "//")) for source in sources) else 0


def _framing(response) -> int:
    if directives(response).get("frame-ancestors") == ["'none'"]:
        return 5
    return 0 if response.get("X-Frame-Options") in ("DENY", "SAMEORIGIN") else -20


def _resources(response) -> int:
    return 10 if response.get("Cross-Origin-Resource-Policy") in ("same-origin", "same-site") else 0
