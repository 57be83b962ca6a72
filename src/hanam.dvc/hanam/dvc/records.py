"""Settings: records of the registry below a prefix, with a schema that knows their defaults."""

from collections.abc import Callable
from plone import api
from typing import Any


def reader(schema, prefix: str) -> Callable[[str], Any]:
    """A function that gives a setting by its name; its default where the portal has no record.

    ``KeyError`` for a name that the schema does not have.
    """

    def value(name: str) -> Any:
        return api.portal.get_registry_record(
            f"{prefix}.{name}", default=schema[name].default
        )

    return value
