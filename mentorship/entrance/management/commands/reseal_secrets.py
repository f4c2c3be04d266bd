"""Seals what was sealed under an earlier SECRET_KEY anew under the present one; run once a day by a timer."""

from typing import Any

from django.core.management import BaseCommand

from mentorship.entrance.workflow import reseal_factors


class Command(BaseCommand):
    help = "Запечатывает нынешним SECRET_KEY секреты, запечатанные прежним (SECRET_KEY_FALLBACKS)."

    def handle(self, *args: Any, **options: Any) -> None:
        """A second run seals nothing."""
        self.stdout.write(f"Запечатано нынешним ключом секретов: {reseal_factors()}.")
