"""Title, legend and notes of the picture."""

from review.picture.kinds import plural
from review.picture.metrics import fit, width
from review.picture.part import Parts
from review.picture.scene import Scene, Text
from review.picture.sizes import MARGIN, SMALL_SIZE, TEXT_SIZE, TITLE_SIZE
from review.weight import counts

HEADER_HEIGHT = 88
FOOTER_HEIGHT = 34
_LEGEND_GAP = 18


def header(scene: Scene, parts: Parts, title: str) -> None:
    """The title, how much there is, and what happens to how much of it; the legend of signs and colours in one."""
    room = scene.width - 2 * MARGIN
    shown = fit(title, TITLE_SIZE, room, bold=True)
    scene.texts.append(Text(MARGIN, MARGIN + 20, TITLE_SIZE, shown, "title", 0, bold=True))
    x = float(MARGIN)
    baseline = MARGIN + 46
    acted = counts(parts.actions[address] for address in parts.resources if address in parts.actions)
    unchanged = len(parts.resources) - sum(acted.values())
    entries = [(f"{plural(len(parts.resources), 'resource')}", "text", False)]
    entries += [(f"{action.sign} {count} {action}", f"sign {action}", True) for action, count in acted.items()]
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
