"""Figures and their limits."""

import pytest

from advice.figures import REVENUE_GBP, USERS, Figures, band, band_text


@pytest.mark.requirement("P-08")
@pytest.mark.parametrize(
    ("users", "expected"),
    [(0, "fewer than 100"), (99, "fewer than 100"), (100, "100 to 500"), (499, "100 to 500"), (500, "500 to 1,000"),
     (999, "500 to 1,000"), (1000, "1,000 or more"), (50_000, "1,000 or more")],
)  # fmt: skip
def test_users_are_in_one_of_four_bands(users: int, expected: str):
    assert band_text(band(users, USERS), USERS) == expected


@pytest.mark.requirement("P-08")
@pytest.mark.parametrize(
    ("revenue", "expected"),
    [(999, "fewer than 1,000"), (1000, "1,000 to 5,000"), (5000, "5,000 to 25,000"), (25_000, "25,000 or more")],
)
def test_revenue_is_in_one_of_four_bands(revenue: float, expected: str):
    assert band_text(band(revenue, REVENUE_GBP), REVENUE_GBP) == expected


@pytest.mark.requirement("P-08")
def test_figures_at_their_limits_are_within():
    figures = Figures(cpu_percent=80, memory_percent=85, connections_percent=80, response_seconds=2)
    assert list(figures.beyond()) == []
    assert list(figures.said()) == [
        "CPU 80 %: within 80 %",
        "memory 85 %: within 85 %",
        "database connections 80 %: within 80 %",
        "response time 2 s: within 2 s",
    ]


@pytest.mark.requirement("P-08")
def test_figures_beyond_their_limits_are_told():
    figures = Figures(cpu_percent=80.5, memory_percent=86, connections_percent=81, response_seconds=2.1)
    assert [(limit.name, value) for limit, value in figures.beyond()] == [
        ("CPU", 80.5),
        ("memory", 86),
        ("database connections", 81),
        ("response time", 2.1),
    ]
    assert list(Figures(response_seconds=2.1).said()) == ["response time 2.1 s: more than 2 s"]


def test_no_figure_is_nothing():
    assert not Figures()
    assert Figures(users=0)
