"""Which scale fits."""

import pytest

from advice.figures import Figures
from advice.scale import fitting_scale

SCALES = ("hobby", "enhanced-hobby", "enterprise")


@pytest.mark.requirement("P-08")
@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (Figures(users=99), "hobby"),
        (Figures(users=100), "enhanced-hobby"),
        (Figures(users=499), "enhanced-hobby"),
        (Figures(users=700), "enhanced-hobby"),
        (Figures(users=700, cpu_percent=85), "enterprise"),
        (Figures(users=700, memory_percent=90), "enterprise"),
        (Figures(users=700, connections_percent=81), "enterprise"),
        (Figures(users=700, response_seconds=2.5), "enterprise"),
        (Figures(users=700, cpu_percent=80), "enhanced-hobby"),
        (Figures(users=1000), "enterprise"),
        (Figures(users=50, cpu_percent=99), "hobby"),
        (Figures(users=300, cpu_percent=99), "enhanced-hobby"),
        (Figures(revenue_gbp=500), "hobby"),
        (Figures(revenue_gbp=3000), "enhanced-hobby"),
        (Figures(revenue_gbp=6000), "enhanced-hobby"),
        (Figures(revenue_gbp=6000, response_seconds=3), "enterprise"),
        (Figures(revenue_gbp=30_000), "enterprise"),
        (Figures(users=50, revenue_gbp=30_000), "enterprise"),
        (Figures(users=2000, revenue_gbp=10), "enterprise"),
        (Figures(users=50, revenue_gbp=3000), "enhanced-hobby"),
        (Figures(cpu_percent=99), "enhanced-hobby"),
    ],
)
def test_the_scale_that_fits(figures: Figures, expected: str):
    assert fitting_scale(SCALES, "enhanced-hobby", figures).scale == expected


@pytest.mark.requirement("P-08")
def test_the_reasons_are_told():
    figures = Figures(users=700, revenue_gbp=3000, cpu_percent=85, response_seconds=1)
    assert fitting_scale(SCALES, "hobby", figures).reasons == (
        "700 users, 500 to 1,000: enhanced-hobby or enterprise",
        "3,000 GBP of revenue a month, 1,000 to 5,000: enhanced-hobby",
        "CPU 85 %: more than 80 %",
        "response time 1 s: within 2 s",
        "between the two, CPU decides",
    )
    assert fitting_scale(SCALES, "hobby", Figures(users=700)).reasons[-1] == (
        "between the two, nothing is beyond its limit"
    )
    assert fitting_scale(SCALES, "hobby", Figures(cpu_percent=1)).reasons[-1] == (
        "neither users nor revenue are known, so the scale stays"
    )


def test_what_has_no_other_scale_stays():
    advice = fitting_scale(("prod",), "prod", Figures(users=5000, cpu_percent=90))
    assert (advice.scale, advice.reasons) == (
        "prod",
        ("CPU 90 %: more than 80 %", "prod has no other scale that users or revenue could ask for"),
    )
    assert fitting_scale(("prod",), "prod", Figures(cpu_percent=90)).reasons == ("CPU 90 %: more than 80 %",)


def test_of_two_scales_the_second_is_the_largest():
    assert fitting_scale(("small", "large"), "small", Figures(users=5000)).scale == "large"
