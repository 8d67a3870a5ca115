"""Which environment may get values from which."""

import pytest

from promotion.way import Way, check_pair
from settings.promotion import PromotionSettings
from settings.target import Target
from toolchain.errors import UserError

WHERE = "envs/shop/shared.tfvars:9"
WAY = Way("shop", PromotionSettings(environments=("dev", "qa", "staging", "prod")), WHERE)
SILENT = Way.of("shop", None)


def target(text: str) -> Target:
    return Target.parse(text)


def refusal(way: Way, source: str, wanted: str) -> str:
    with pytest.raises(UserError) as error:
        way.check(target(source), target(wanted))
    return str(error.value)


@pytest.mark.parametrize("pair", [("shop/dev", "shop/qa"), ("shop/qa", "shop/staging"), ("shop/staging", "shop/prod")])
def test_the_next_environment_is_accepted(pair: tuple[str, str]):
    WAY.check(*map(target, pair))


@pytest.mark.requirement("C-35")
@pytest.mark.parametrize(
    ("source", "wanted", "expected"),
    [
        (
            "shop/qa",
            "shop/prod",
            f"shop/staging comes between shop/qa and shop/prod ({WHERE}: dev, qa, staging, prod). Promote to shop/staging "
            "first, or add --out-of-order.",
        ),
        (
            "shop/dev",
            "shop/prod",
            f"shop/qa and shop/staging come between shop/dev and shop/prod ({WHERE}: dev, qa, staging, prod). Promote to "
            "shop/qa and shop/staging first, or add --out-of-order.",
        ),
        (
            "shop/prod",
            "shop/staging",
            f"shop/prod comes behind shop/staging, not before it ({WHERE}: dev, qa, staging, prod). `stackwright promote "
            "--revert shop/prod` puts back what shop/prod had before, or add --out-of-order.",
        ),
        (
            "shop/prod",
            "shop/dev",
            f"shop/prod comes behind shop/dev, not before it ({WHERE}: dev, qa, staging, prod). Add --out-of-order if you "
            "mean it.",
        ),
        (
            "shop/demo",
            "shop/prod",
            f"shop/demo is not on the way that new versions take ({WHERE}: dev, qa, staging, prod). Name it there, or add "
            "--out-of-order.",
        ),
    ],
)
def test_any_other_order_is_refused(source: str, wanted: str, expected: str):
    assert refusal(WAY, source, wanted) == expected


def test_a_system_that_says_nothing_is_told_what_to_write():
    assert refusal(SILENT, "shop/staging", "shop/prod") == (
        "envs/shop/shared.tfvars does not say which way a new version of shop takes. Add\n"
        '  promotion = { environments = ["staging", "prod"] }\n'
        "with all its environments in their order, or add --out-of-order this once."
    )


def test_neighbours_are_all_pairs_in_their_order():
    assert [f"{source} {wanted}" for source, wanted in WAY.neighbours()] == [
        "shop/dev shop/qa",
        "shop/qa shop/staging",
        "shop/staging shop/prod",
    ]
    assert list(SILENT.neighbours()) == []


@pytest.mark.parametrize(("name", "expected"), [("prod", "shop/staging"), ("dev", None), ("demo", None)])
def test_knows_the_environment_before_another(name: str, expected: str | None):
    before = WAY.before(target(f"shop/{name}"))
    assert (before and before.id) == expected


@pytest.mark.requirement("C-35")
@pytest.mark.parametrize(
    ("source", "wanted", "expected"),
    [
        ("shop/prod", "shop/prod", "shop/prod cannot be promoted to itself."),
        (
            "shop/prod",
            "market/prod",
            "shop/prod and market/prod belong to two systems; values are promoted between the environments of one.",
        ),
        (
            "shop/shared",
            "shop/prod",
            "shop/shared is no environment; promotion takes two of one system, such as macro-ai/staging and macro-ai/prod.",
        ),
    ],
)
def test_two_that_cannot_be_compared_are_refused(source: str, wanted: str, expected: str):
    with pytest.raises(UserError) as error:
        check_pair(target(source), target(wanted))
    assert str(error.value) == expected
