"""Measures of the picture in pixels."""

from typing import Final

CONTENT_WIDTH: Final = 984
"""What boxes share from left to right. Arrows run on both sides of it."""
MARGIN: Final = 24
PADDING: Final = 14
"""Between a frame and what is in it."""
GAP: Final = 12
"""Between boxes."""
COLUMNS: Final = 4
"""Boxes in a row where there are no zones."""
CELL_WIDTH: Final = (CONTENT_WIDTH - (COLUMNS - 1) * GAP) // COLUMNS
WIDEST_SMALL: Final = 320
"""A box without facts is not wider than this, however wide its zone is."""
WIDE_FROM: Final = 520
"""From here on facts stand in columns beside the name."""

TITLE_SIZE: Final = 22
HEADING_SIZE: Final = 13
NAME_SIZE: Final = 14
TEXT_SIZE: Final = 12
SMALL_SIZE: Final = 11

HEADING_HEIGHT: Final = 24
STRIP_HEIGHT: Final = 22
"""The line with the zones' subnets."""
LINE_HEIGHT: Final = 17
BOX_PADDING: Final = 10
PILL_HEIGHT: Final = 36

LANE_BORDER: Final = 4
"""How much of a zone's column is seen beside the boxes in it."""

STEP: Final = 9
"""Between two arrows side by side."""
LABEL_WIDTH: Final = 60
"""Left free beside the boxes for the ports at the arrows' heads."""
IN_PORT: Final = 16
OUT_PORT: Final = 9
HEAD: Final = 7
"""Length of an arrow's head."""
