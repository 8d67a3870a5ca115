"""The colours of pictures and pages, in light and in dark. Each text has a contrast of 4.5 to what it stands on."""

from collections.abc import Mapping
from typing import Final

from review.model import Action

COLOURS: Final[Mapping[str, tuple[str, str]]] = {
    "page": ("#f6f7f9", "#0d1117"),
    "vpc": ("#eaeef3", "#131922"),
    "band": ("#ffffff", "#171e28"),
    "lane": ("#f1f4f8", "#1d2531"),
    "box": ("#ffffff", "#0f151d"),
    "edge": ("#c5cdd8", "#3b4657"),
    "soft-edge": ("#dbe1e8", "#2a3442"),
    "text": ("#17202c", "#e7edf4"),
    "muted": ("#566173", "#9fabbb"),
    "line": ("#69768a", "#8c99ab"),
    "front": ("#2458c5", "#7fb0ff"),
    "create": ("#17723a", "#56d27f"),
    "update": ("#8a5a00", "#e9b44c"),
    "replace": ("#8b2fa8", "#dd8cf5"),
    "destroy": ("#b3261e", "#ff8a80"),
    "other": ("#0b6b7a", "#5cc9d9"),
    "create-tint": ("#f1faf4", "#10231a"),
    "update-tint": ("#fdf7e8", "#262012"),
    "replace-tint": ("#faf1fd", "#261830"),
    "destroy-tint": ("#fdf1f0", "#2d1616"),
    "other-tint": ("#eef8fa", "#0f2429"),
}
"""Name -> light and dark."""

TEXTS: Final = ("text", "muted", "front", "create", "update", "replace", "destroy", "other")
"""What texts are written in."""
GROUNDS: Final = tuple(
    name for name in COLOURS if name in ("page", "vpc", "band", "lane", "box") or name.endswith("-tint")
)
"""What is under texts."""


def colour_of(action: Action) -> str:
    """The name of the colour of an action."""
    return action.value if action.value in COLOURS else "other"


def variables(selector: str) -> str:
    """The colours as CSS variables of what a selector finds: light, or dark where a reader prefers that on a screen."""
    light, dark = (";".join(f"--{name}:{both[place]}" for name, both in COLOURS.items()) for place in (0, 1))
    return f"{selector}{{{light}}}@media screen and (prefers-color-scheme:dark){{{selector}{{{dark}}}}}"
