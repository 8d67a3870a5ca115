"""Drawings of 16 by 16 pixels in lines, by name."""

from collections.abc import Mapping
from typing import Final

_CIRCLE: Final = "M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13z"
_DOLLAR: Final = (
    "M10 5.5a2.5 1.6 0 0 0-2-1c-1.2 0-2 .7-2 "
    "1.7 0 2.4 4.2 1.1 4.2 3.5 0 1-.9 1.7-2.2 1.7a2.6 1.6 0 0 1-2.2-1.1M8 3.2v9.6"
)
_SLIDERS: Final = "M2 4.5h7M12 4.5h2M2 11.5h2M7 11.5h7"

ICONS: Final[Mapping[str, str]] = {
    "alarm": "M3 11.5h10l-1.5-2V6.5a3.5 3.5 0 0 0-7 0v3zM6.5 13.5a1.6 1.6 0 0 0 3 0",
    "backup": "M2.5 8a5.5 5.5 0 1 0 1.8-4.1M2.5 2.5v3h3M8 5v3.2l2.2 1.4",
    "balancer": "M2 8h3.5M5.5 8l4.5-4.5h4M5.5 8H14M5.5 8l4.5 4.5h4",
    "bucket": "M2.5 3.5h11l-1.6 9.5a1 1 0 0 1-1 .9H5.1a1 1 0 0 1-1-.9zM3 6.5h10",
    "budget": f"{_CIRCLE}{_DOLLAR}",
    "cache": "M9 1.5L3 9h4.5L7 14.5L13 7H8.5z",
    "chart": "M2 2v12h12M4.5 11l3-4 2.5 2 3.5-5",
    "clock": f"{_CIRCLE}M8 4.5V8l2.5 1.6",
    "database": "M3 4a5 2 0 1 0 10 0a5 2 0 1 0-10 0v8a5 2 0 0 0 10 0V4M3 8a5 2 0 0 0 10 0",
    "deployment": "M8 10.5V2M5 5l3-3 3 3M2.5 10v3.5h11V10",
    "function": "M4.5 2.5h1.8L11.5 13.5h-1.7M7.8 7L4 13.5",
    "globe": f"{_CIRCLE}M1.5 8h13M8 1.5c-4.5 4-4.5 9 0 13M8 1.5c4.5 4 4.5 9 0 13",
    "identity": "M8 2a2.7 2.7 0 1 1 0 5.4a2.7 2.7 0 1 1 0-5.4zM2.5 14c.5-3 2.6-4.5 5.5-4.5s5 1.5 5.5 4.5",
    "lock": "M3 7h10v7H3zM5 7V5a3 3 0 0 1 6 0v2M8 9.7v1.8",
    "log": "M3.5 1.5h9v13h-9zM5.8 5h4.4M5.8 8h4.4M5.8 11h2.7",
    "network": "M8 1.5v4M3.5 14.5v-4h9v4M8 5.5v5M6 1.5h4",
    "proxy": "M2 5.5h12M11 2.5l3 3-3 3M14 10.5H2M5 7.5l-3 3 3 3",
    "queue": "M1.5 4h3v8h-3zM6.5 4h3v8h-3zM11.5 4h3v8h-3z",
    "registry": "M2.5 5L8 2l5.5 3v6L8 14l-5.5-3zM2.5 5L8 8l5.5-3M8 8v6",
    "service": "M2 2.5h5v5H2zM9 2.5h5v5H9zM2 9.5h5v4.5H2zM9 9.5h5v4.5H9z",
    "settings": f"{_SLIDERS}M10.5 3a1.5 1.5 0 1 1 0 3a1.5 1.5 0 1 1 0-3zM5.5 10a1.5 1.5 0 1 1 0 3a1.5 1.5 0 1 1 0-3z",
    "shield": "M8 1.5l5.5 2v4c0 3.5-2.3 5.8-5.5 7c-3.2-1.2-5.5-3.5-5.5-7v-4z",
    "sign": "M8 1.5v13M3 3.5h8.5l2 2-2 2H3z",
    "topic": "M2 6v4h2.5L11 13.5v-11L4.5 6zM13 6.5v3",
    "unknown": "M2.5 2.5h11v11h-11zM6.3 6.3a1.7 1.7 0 1 1 2.4 1.6c-.5.2-.7.5-.7 1.1M8 11v.3",
}
"""The outline as an SVG path."""
