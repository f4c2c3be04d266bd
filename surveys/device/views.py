"""What a browser asks for to install the portal: the manifest, the worker, the page without a network."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from schools.appearance import chosen

WORKER: Final = Path(__file__).with_name("worker.js")
# All that a questionnaire is drawn with; the worker fetches it when it is installed.
FILES: Final = ("portal.css", "surveys.css", "device.js", "surveys.js", "favicon.svg")
# --brand and --paper of static/portal.css, light.
BRAND: Final = "#0b5a68"
PAPER: Final = "#f7f5f0"
ICONS: Final = (
    ("favicon.svg", "any", "image/svg+xml", "any"),
    ("icons/portal-192.png", "192x192", "image/png", "any"),
    ("icons/portal-512.png", "512x512", "image/png", "any"),
    ("icons/portal-maskable-192.png", "192x192", "image/png", "maskable"),
    ("icons/portal-maskable-512.png", "512x512", "image/png", "maskable"),
)


@require_safe
@login_not_required
def manifest(request: HttpRequest) -> JsonResponse:
    """/manifest.webmanifest: how the installed portal is called, looks and begins."""
    mine = reverse("surveys:list")
    return JsonResponse(
        {
            "id": mine,
            "name": "Наставничество: мои анкеты",
            "short_name": "Мои анкеты",
            "description": "Анкеты наставников и наставляемых: заполнять можно и без связи.",
            "lang": "ru",
            "dir": "ltr",
            "start_url": mine,
            "scope": "/",
            "display": "standalone",
            "theme_color": BRAND,
            "background_color": PAPER,
            "icons": [
                {"src": static(name), "sizes": sizes, "type": kind, "purpose": purpose}
                for name, sizes, kind, purpose in ICONS
            ],
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )


@require_safe
@login_not_required
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """/worker.js: the same for everybody, another one for each release of what it keeps."""
    response = HttpResponse(_source(), content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = "/"
    return response


@require_safe
@login_not_required
def offline(request: HttpRequest) -> HttpResponse:
    """/offline/: what is shown where there is no network and no kept page; names nobody."""
    return render(request, "surveys/offline.html", {"portal": {"appearance": chosen(request)}})


@cache
def _source() -> str:
    """The worker behind its release: every page of a questionnaire asks for it, a process has one."""
    return f"const RELEASE = {json.dumps(release())};\n{WORKER.read_text(encoding='utf-8')}"


def release() -> dict[str, Any]:
    """What the worker fetches at once, and a version that changes with any of it."""
    files = [static(name) for name in FILES]
    page = render_to_string("surveys/offline.html", {"portal": {"appearance": {}}})
    version = hashlib.sha256("\n".join([*files, page]).encode()).hexdigest()[:12]
    return {
        "version": version,
        "files": files,
        "static": f"/{settings.STATIC_URL.strip('/')}/",
        "offline": reverse("offline"),
    }
