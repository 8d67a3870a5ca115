"""Lines, charts and their places."""

from modules.dashboard.widgets import Chart, Line, Section, largest, layout, total

ONE = Line(label="one", namespace="AWS/ECS", name="CPUUtilization", statistic="p95", dimensions={"ServiceName": "api"})


def places(widgets):
    return [(widget["x"], widget["y"], widget["width"], widget["height"]) for widget in widgets]


def test_a_line_is_a_metric_with_its_statistic():
    assert ONE.body() == ["AWS/ECS", "CPUUtilization", "ServiceName", "api", {"stat": "p95", "label": "one"}]


def test_a_line_may_be_hidden_named_and_measured_on_the_right():
    line = Line(label="x", namespace="N", name="M", statistic="Sum", id="x_1", shown=False, on_the_right=True)
    assert line.body() == [
        "N",
        "M",
        {"stat": "Sum", "label": "x", "id": "x_1", "visible": False, "yAxis": "right"},
    ]


def test_one_target_group_is_shown_as_it_is():
    assert total("requests", [ONE]) == largest("requests", [ONE]) == [ONE]


def test_several_become_one_line():
    lines = [Line(label=name, id=name, shown=False) for name in ("r_1", "r_2")]
    assert total("requests", lines)[0].body() == [
        {"expression": "FILL(r_1, 0) + FILL(r_2, 0)", "label": "requests", "id": "r_1_all"}
    ]
    assert largest("p95", lines)[0].expression == "MAX([FILL(r_1, 0), FILL(r_2, 0)])"
    assert total("requests", lines)[1:] == lines


def test_a_chart_has_a_region_a_period_and_a_limit():
    chart = Chart(title="Connections", lines=[ONE], limit=84, limit_label="max_connections")
    assert chart.body("eu-west-1", 300) == {
        "type": "metric",
        "properties": {
            "title": "Connections",
            "view": "timeSeries",
            "stacked": False,
            "region": "eu-west-1",
            "period": 300,
            "metrics": [ONE.body()],
            "yAxis": {"left": {"min": 0}},
            "annotations": {"horizontal": [{"label": "max_connections", "value": 84}]},
        },
    }


def test_a_chart_can_show_another_region():
    assert (
        Chart(title="x", lines=[ONE], region="us-east-1").body("eu-west-1", 60)["properties"]["region"] == "us-east-1"
    )


def test_sections_follow_each_other_without_overlap():
    section = Section(title="api", charts=[Chart(title=str(number), lines=[ONE]) for number in range(4)])
    widgets = layout((), [section, section], "us-east-1", 60)
    assert places(widgets[:6]) == [
        (0, 0, 24, 1),
        (0, 1, 8, 6),
        (8, 1, 8, 6),
        (16, 1, 8, 6),
        (0, 7, 8, 6),
        (0, 13, 24, 1),
    ]


def test_alarms_come_first_when_there_are_any():
    section = Section(title="api", charts=[Chart(title="x", lines=[ONE])])
    widgets = layout(["arn:a"] * 13, [section], "us-east-1", 60)
    assert widgets[0]["properties"] == {"title": "Alarms", "alarms": ["arn:a"] * 13}
    assert places(widgets[:2]) == [(0, 0, 24, 4), (0, 4, 24, 1)]


def test_the_same_sections_have_the_same_places():
    section = Section(title="api", charts=[Chart(title="x", lines=[ONE])])
    assert layout((), [section], "us-east-1", 60) == layout((), [section], "us-east-1", 60)
