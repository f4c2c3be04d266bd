"""Files that older acts listed by their paths: from now on a person decides about each."""

from datetime import timedelta
from typing import Any

from django.db import migrations
from django.utils import timezone

_DAYS = 10


def put_on_lists(apps: Any, schema_editor: Any) -> None:
    """A row for every path an act named; where its file lies is asked when somebody decides."""
    rows = apps.get_model("privacy", "LeftFile").objects
    for act in apps.get_model("privacy", "Act").objects.exclude(left=[]):
        due = timezone.localtime(act.done_at).date() + timedelta(days=_DAYS)
        for path in dict.fromkeys(act.left):
            rows.create(act=act, municipality_id=act.municipality_id, path=path, sign="named", due_date=due)


def put_back(apps: Any, schema_editor: Any) -> None:
    """The paths that still wait, as acts listed them."""
    for act in apps.get_model("privacy", "Act").objects.all():
        act.left = list(act.files.filter(state="waiting").values_list("path", flat=True))
        act.save(update_fields=["left"])


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0003_left_files"),
    ]

    operations = [migrations.RunPython(put_on_lists, put_back)]
