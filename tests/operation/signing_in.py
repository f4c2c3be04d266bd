"""Signing in to a real server as a browser does it."""

import http.cookiejar
import re
import urllib.parse
import urllib.request


def title_after_sign_in(port: int, username: str, password: str) -> str:
    """The heading of the page that a person sees after signing in."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    address = f"http://127.0.0.1:{port}/accounts/login/"
    with browser.open(address) as page:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.read().decode())[1]
    fields = {"username": username, "password": password, "csrfmiddlewaretoken": token}
    with browser.open(address, urllib.parse.urlencode(fields).encode()) as page:
        return " ".join(re.search(r"<h1[^>]*>(.*?)</h1>", page.read().decode(), re.DOTALL)[1].split())
