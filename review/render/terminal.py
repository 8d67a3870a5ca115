"""A review on a terminal."""

from typing import TextIO

from review.render.lines import lines
from review.review import Review


def write(review: Review, stream: TextIO, *, colours: bool) -> None:
    """Writes the review. `colours`: the stream is a terminal, whose width and colours are used."""
    if not colours:
        stream.writelines(f"{text}\n" for text, _ in lines(review))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False)
    for text, style in lines(review, width=console.width):
        console.print(Text(text, style=style), soft_wrap=True)
