"""Widgets of a dashboard as data, and where each of them goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

GRID_COLUMNS = 24
CHART_HEIGHT, TITLE_HEIGHT = 6, 1


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a chart: a metric, or an expression over the metrics of other lines."""

    label: str
    namespace: str = ""
    name: str = ""
    statistic: str = ""
    dimensions: Mapping[str, str] = field(default_factory=dict)
    expression: str = ""
    """Metric math, or a search; instead of a metric."""
    id: str = ""
    """By which an expression knows the line."""
    shown: bool = True
    on_the_right: bool = False
    """Measured by the axis on the right, for another unit."""

    def body(self) -> list[Any]:
        options: dict[str, Any] = {"label": self.label}
        if self.id:
            options["id"] = self.id
        if not self.shown:
            options["visible"] = False
        if self.on_the_right:
            options["yAxis"] = "right"
        if self.expression:
            return [{"expression": self.expression, **options}]
        dimensions = [part for dimension in self.dimensions.items() for part in dimension]
        return [self.namespace, self.name, *dimensions, {"stat": self.statistic, **options}]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Lines over time."""

    title: str
    lines: Sequence[Line]
    limit: float | None = None
    """Drawn as a horizontal line: what must not be passed."""
    limit_label: str = ""
    region: str = ""
    """Where the metrics are, if not in the dashboard's region."""

    def body(self, region: str, period_seconds: int) -> dict[str, Any]:
        properties: dict[str, Any] = {
            "title": self.title,
            "view": "timeSeries",
            "stacked": False,
            "region": self.region or region,
            "period": period_seconds,
            "metrics": [line.body() for line in self.lines],
            "yAxis": {"left": {"min": 0}},
        }
        if self.limit is not None:
            properties["annotations"] = {"horizontal": [{"label": self.limit_label, "value": self.limit}]}
        return {"type": "metric", "properties": properties}


@dataclass(frozen=True, kw_only=True)
class Section:
    """A title and charts beneath it, as many beside each other as `columns` says."""

    title: str
    charts: Sequence[Chart]
    columns: int = 3


def total(label: str, lines: Sequence[Line]) -> list[Line]:
    """One line: the only one as it is, or the sum of several, where one without values counts as nothing."""
    return _combined(label, lines, " + ".join(f"FILL({line.id}, 0)" for line in lines))


def largest(label: str, lines: Sequence[Line]) -> list[Line]:
    """One line: the only one as it is, or the largest of several. Percentiles cannot be added up."""
    return _combined(label, lines, f"MAX([{', '.join(f'FILL({line.id}, 0)' for line in lines)}])")


def _combined(label: str, lines: Sequence[Line], expression: str) -> list[Line]:
    if len(lines) == 1:
        return list(lines)
    return [Line(label=label, expression=expression, id=f"{lines[0].id}_all"), *lines]


def layout(alarm_arns: Sequence[str], sections: Sequence[Section], region: str, period_seconds: int) -> list[Any]:
    """The widgets of a dashboard body, from top to bottom. The same sections give the same places every time."""
    widgets: list[Any] = []
    y = 0
    if alarm_arns:
        height = 2 + len(alarm_arns) // 6
        alarms = {"type": "alarm", "properties": {"title": "Alarms", "alarms": list(alarm_arns)}}
        widgets.append(_placed(alarms, 0, y, GRID_COLUMNS, height))
        y += height
    for section in sections:
        title = {"type": "text", "properties": {"markdown": f"## {section.title}"}}
        widgets.append(_placed(title, 0, y, GRID_COLUMNS, TITLE_HEIGHT))
        y += TITLE_HEIGHT
        width = GRID_COLUMNS // section.columns
        for index, chart in enumerate(section.charts):
            row, column = divmod(index, section.columns)
            body = chart.body(region, period_seconds)
            widgets.append(_placed(body, column * width, y + row * CHART_HEIGHT, width, CHART_HEIGHT))
        y += -(-len(section.charts) // section.columns) * CHART_HEIGHT
    return widgets


def _placed(widget: Mapping[str, Any], x: int, y: int, width: int, height: int) -> dict[str, Any]:
    return {"type": widget["type"], "x": x, "y": y, "width": width, "height": height, **widget}
