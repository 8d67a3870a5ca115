"""How far an apply or a destroy is, from the lines Terraform writes."""

import re
import time
from collections.abc import Callable

DONE = r"(?:Creation|Modifications|Destruction|Import) complete"
BEGUN = r"(?:Creating|Modifying|Destroying|Importing)\.\.\."
LINE = re.compile(rf"(?:^|\s)(?P<address>[a-z][\w.\[\]\"/-]*): (?:(?P<done>{DONE})|(?P<begun>{BEGUN}))")
COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
SHOWN = 2


class Progress:
    """Takes Terraform's lines and tells `note` how far it is: `34 of 112, waiting for aws_lb.main`."""

    def __init__(self, total: int, note: Callable[[str], object]) -> None:
        self._total = total
        self._note = note
        self._done: set[str] = set()
        self._begun: dict[str, float] = {}

    def on_line(self, line: str) -> None:
        match = LINE.search(COLOURS.sub("", line))
        if match is not None:
            address = match["address"]
            if match["begun"]:
                self._begun[address] = time.monotonic()
            else:
                self._begun.pop(address, None)
                self._done.add(address)
        # Every line, also Terraform's `Still creating...`, is an occasion to say that something is going on.
        self._note(str(self))

    def __str__(self) -> str:
        text = f"{len(self._done)} of {self._total}"
        waiting = sorted(self._begun, key=self._begun.__getitem__)
        if waiting:
            more = f" and {len(waiting) - SHOWN} more" if len(waiting) > SHOWN else ""
            text += f", waiting for {', '.join(waiting[:SHOWN])}{more}"
        return text
