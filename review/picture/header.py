"""Title, legend and notes of the picture."""

from collections import Counter

from review.model import Action, Plan
from review.picture.kinds import plural
from review.picture.metrics import fit, width
from review.picture.part import Parts
from review.picture.scene import Scene, Text
from review.picture.sizes import MARGIN, SMALL_SIZE, TEXT_SIZE, TITLE_SIZE

HEADER_HEIGHT = 88
FOOTER_HEIGHT = 34
_LEGEND_GAP = 18


def header(scene: Scene, plan: Plan, parts: Parts, title: str) -> None:
    """The title, how much there is, and what happens to how much of it; the legend of signs and colours in one."""
    room = scene.width - 2 * MARGIN
    shown = fit(title, TITLE_SIZE, room, bold=True)
    scene.texts.append(Text(MARGIN, MARGIN + 20, TITLE_SIZE, shown, "title", 0, bold=True))
    x = float(MARGIN)
    baseline = MARGIN + 46
    counts = Counter(change.action for change in plan.changes)
    unchanged = len(parts.resources) - sum(address in parts.actions for address in parts.resources)
    entries = [(f"{plural(len(parts.resources), 'resource')}", "text", False)]
    entries += [
        (f"{action.sign} {counts[action]} {action}", f"sign {action}", True) for action in Action if counts[action]
    ]
    if unchanged:
        entries.append((f"{unchanged} unchanged", "muted", False))
    for text, style, bold in entries:
        scene.texts.append(Text(x, baseline, TEXT_SIZE, text, style, 0, bold=bold))
        x += width(text, TEXT_SIZE, bold=bold) + _LEGEND_GAP


def footer(scene: Scene, parts: Parts, top: float, *, has_arrows: bool) -> None:
    """How to read the picture."""
    notes = []
    if has_arrows:
        notes.append("Arrows: traffic that security groups, listeners and origins allow, with its ports.")
    if parts.prefix:
        notes.append(f"Names are without {parts.prefix.rstrip('-_/.')}.")
    text = fit(" ".join(notes), SMALL_SIZE, scene.width - 2 * MARGIN)
    if text:
        scene.texts.append(Text(MARGIN, top + 18, SMALL_SIZE, text, "muted", 0))
