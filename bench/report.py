"""Measurements as a table, judged by the bars of docs/design: ratios to the empty CDKTF app, not seconds."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.cases import CHANGES, CHECK, EMPTY, HELP, MANY, ONE, REVIEW, REVIEW_MORE, SOME
from bench.measure import Measurement

HEADER = ("what", "CPU s", "x empty", "wall s", "peak MiB", "resources", "bar", "")


@dataclass(frozen=True)
class Result:
    """A case's median and how many resources it emitted."""

    median: Measurement
    resources: int


Results = Mapping[str, Result]


@dataclass(frozen=True)
class Bar:
    """What a case must not exceed; `value` computes it from all results."""

    text: str
    limit: float
    value: Callable[[Results], float]

    def verdict(self, results: Results) -> str:
        value = self.value(results)
        return f"{'pass' if value <= self.limit else 'MISS'} ({value:.2f})"


def ratio(name: str) -> Callable[[Results], float]:
    return lambda results: results[name].median.cpu_seconds / results[EMPTY].median.cpu_seconds


def cpu(name: str) -> Callable[[Results], float]:
    return lambda results: results[name].median.cpu_seconds


def peak(name: str) -> Callable[[Results], float]:
    return lambda results: results[name].median.peak_mib or 0


def milliseconds_per_resource(results: Results) -> float:
    """CPU of one more resource: the difference between many and some environments, so that fixed costs cancel out."""
    many, some = results[MANY], results[SOME]
    return 1000 * (many.median.cpu_seconds - some.median.cpu_seconds) / (many.resources - some.resources)


def growth(results: Results) -> float:
    """CPU of a change among many to that of one among fewer: 1 when a review takes time in proportion."""
    more, fewer = (results[name].median.cpu_seconds / CHANGES[name] for name in (REVIEW_MORE, REVIEW))
    return more / fewer


BARS: Mapping[str, Sequence[Bar]] = {
    ONE: (Bar("CPU <= 1.5 x empty", 1.5, ratio(ONE)), Bar("peak <= 200 MiB", 200, peak(ONE))),
    SOME: (Bar("CPU <= 2 x empty", 2, ratio(SOME)),),
    MANY: (Bar("<= 0.4 CPU ms a resource", 0.4, milliseconds_per_resource),),
    HELP: (Bar("CPU <= 0.3 s", 0.3, cpu(HELP)),),
    CHECK: (Bar("CPU <= 0.3 s", 0.3, cpu(CHECK)),),
    REVIEW: (Bar("CPU <= 2 s", 2, cpu(REVIEW)),),
    REVIEW_MORE: (Bar("CPU in proportion", 1.1, growth),),
}


def table(results: Results) -> str:
    """One line a case; a second bar of a case gets a line of its own."""
    lines = [HEADER, *(line for name in results for line in _lines(name, results))]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADER))]
    return "\n".join(
        "  ".join(cell.ljust(width) if column in (0, 6, 7) else cell.rjust(width) for column, (cell, width) in cells)
        for line in lines
        if (cells := list(enumerate(zip(line, widths, strict=True))))
    )


def _lines(name: str, results: Results) -> Iterator[tuple[str, ...]]:
    result = results[name]
    numbers = (
        f"{result.median.cpu_seconds:.2f}",
        f"{ratio(name)(results):.2f}",
        f"{result.median.wall_seconds:.2f}",
        "" if result.median.peak_mib is None else f"{result.median.peak_mib:.0f}",
        str(result.resources or ""),
    )
    bars = [(bar.text, bar.verdict(results)) for bar in BARS.get(name, ())] or [("", "")]
    yield (name, *numbers, *bars[0])
    for bar in bars[1:]:
        yield (*[""] * (len(HEADER) - 2), *bar)
