"""Modules that any app may hold under an agreed name: what the app gives to a part of the portal below it."""

from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.utils.module_loading import module_has_submodule


def parts_named(name: str) -> list[ModuleType]:
    """The modules of this name of all apps, in the order of the apps."""
    return [
        import_module(f"{config.name}.{name}")
        for config in apps.get_app_configs()
        if config.module is not None and module_has_submodule(config.module, name)
    ]
