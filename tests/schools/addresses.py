"""Addresses of the admin for tests, and its actions."""

from django.urls import reverse


def list_url(name: str, app: str = "schools") -> str:
    return reverse(f"admin:{app}_{name}_changelist")


def change_url(row) -> str:
    return reverse(f"admin:schools_{row._meta.model_name}_change", args=[row.pk])


def run_action(client, name: str, action: str, *rows, query: str = ""):
    """Run an action over rows of a list: the page it leads to."""
    data = {"action": action, "_selected_action": [row.pk for row in rows], "index": 0}
    return client.post(f"{list_url(name)}{query}", data, follow=True)


def said(response) -> list[str]:
    """The messages of a page."""
    return [str(message) for message in response.context["messages"]]
