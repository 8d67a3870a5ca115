"""What the picture consists of, with coordinates: nothing left to decide for who writes it down, or checks it."""

from dataclasses import dataclass, field

from review.picture.metrics import width


@dataclass(frozen=True, slots=True)
class Rect:
    """A frame, a lane or a box. `inside` is the place of its parent in `Scene.rects`."""

    x: float
    y: float
    width: float
    height: float
    style: str
    inside: int | None = None
    tip: str = ""
    """What a pointer that rests on it is told."""

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text on a baseline. `anchor` is SVG's: start, middle or end."""

    x: float
    y: float
    size: int
    text: str
    style: str
    inside: int | None = None
    bold: bool = False
    anchor: str = "start"

    @property
    def box(self) -> Rect:
        """The space that it takes at most."""
        wide = width(self.text, self.size, bold=self.bold)
        left = {"start": self.x, "middle": self.x - wide / 2, "end": self.x - wide}[self.anchor]
        return Rect(left, self.y - self.size * 0.8, wide, self.size, self.style, self.inside)


@dataclass(frozen=True, slots=True)
class Icon:
    """A drawing of 16 by 16 pixels."""

    x: float
    y: float
    name: str
    inside: int | None = None


Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line with right angles only, from its source to an arrow's head."""

    points: tuple[Point, ...]
    style: str


@dataclass(frozen=True, slots=True)
class Net:
    """Lines that belong together, and where they branch."""

    style: str
    lines: tuple[Line, ...]
    dots: tuple[Point, ...]


@dataclass
class Scene:
    """The whole picture, in the order in which it is drawn: rects, nets, icons, texts."""

    width: float = 0
    height: float = 0
    title: str = ""
    description: str = ""
    mixed: bool = False
    """Whether boxes differ in what happens to them, so that it is worth colouring them whole."""
    rects: list[Rect] = field(default_factory=list)
    nets: list[Net] = field(default_factory=list)
    icons: list[Icon] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)

    def add(self, rect: Rect) -> int:
        """Adds a rect and returns its place."""
        self.rects.append(rect)
        return len(self.rects) - 1
