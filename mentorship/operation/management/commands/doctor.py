"""manage.py doctor: what is wrong with this installation and what to do about it (contract §1)."""

import json
from argparse import ArgumentParser
from typing import Any, Final

from django.core.management.base import BaseCommand
from django.utils import timezone

from mentorship.operation.examination import Status, Verdict, examine, worst

_SIGNS: Final = {
    Status.OK: "хорошо",
    Status.SKIPPED: "не проверено",
    Status.WARNING: "внимание",
    Status.WRONG: "ПЛОХО",
}
_SUMMARIES: Final = {
    Status.OK: "Портал в порядке.",
    Status.WARNING: "Портал работает; посмотрите на строки «внимание».",
    Status.WRONG: "Портал требует вмешательства: начните со строк «ПЛОХО».",
}


class Command(BaseCommand):
    help = (
        "Проверяет настройки, базу, почту, диск, копии, напоминания и данные и говорит, что делать. "
        "Код 1, если что-то плохо; «внимание» кода не меняет."
    )
    # the settings are among what is looked at: a fault found by Django must not keep the doctor away
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="ответ для программы")

    def handle(self, *args: Any, **options: Any) -> None:
        verdicts = []
        for verdict in examine(timezone.now()):
            verdicts.append(verdict)
            if not options["json"]:
                self._tell(verdict)
        status = worst(verdicts)
        if options["json"]:
            answer = {"status": status, "checks": [_as_dict(verdict) for verdict in verdicts]}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
        else:
            self.stdout.write(f"\n{_SUMMARIES[status]}")
        if status == Status.WRONG:
            raise SystemExit(1)

    def _tell(self, verdict: Verdict) -> None:
        self.stdout.write(f"{_SIGNS[verdict.status]:13} {verdict.check.title}")
        for level, words in verdict.findings:
            self.stdout.write(f"{'':13} {'—' if level == Status.WARNING else '!'} {words}")


def _as_dict(verdict: Verdict) -> dict[str, Any]:
    return {
        "code": verdict.check.code,
        "title": verdict.check.title,
        "status": verdict.status,
        "findings": [{"level": level, "message": words} for level, words in verdict.findings],
    }
