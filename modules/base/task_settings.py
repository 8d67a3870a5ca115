"""Plain settings that a section gives to tasks as environment variables of its own prefix."""

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated

from modules.base.fields import matching
from modules.base.inputs import Finding

SettingName = Annotated[str, matching(r"[A-Z][A-Z0-9_]*", "a name of capitals, digits and underscores")]


def setting_findings(settings: Mapping[str, str], prefix: str, own: Collection[str]) -> Iterator[Finding]:
    """Settings without the prefix that says where a variable comes from, or with a name the section gives itself."""
    for name, value in settings.items():
        if not name.startswith(prefix):
            yield Finding(("settings", name), f"must begin with {prefix}; other variables belong to the service", value)
        elif name in own:
            yield Finding(("settings", name), "is given by this section itself: leave it out", value)
