"""What a site of files may be asked for."""

import pytest

from modules.static_site.inputs import ApiInputs, StagedRolloutInputs, StaticSiteInputs
from tests.modules import messages


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"index_document": "app/index"}, ['index_document must be the name of a document such as index.html, got "app/index"']),
        (
            {"price_class": "PriceClass_300"},
            ['price_class must be one of "PriceClass_100", "PriceClass_200", "PriceClass_All", got "PriceClass_300"'],
        ),
        (
            {"blocked_countries": ("UK",)},
            ['blocked_countries[0] must be a country code of ISO 3166 in capitals such as DE or GB, got "UK"'],
        ),
        (
            {"blocked_countries": ("KP", "KP")},
            ['blocked_countries must name each country once, got ["KP", "KP"]'],
        ),
        ({"noncurrent_version_days": 59}, ["noncurrent_version_days must be at least 60, got 59"]),
        ({"access_log_retention_days": 0}, ["access_log_retention_days must be at least 1, got 0"]),
        (
            {"staged_rollout": StagedRolloutInputs(candidate_document="index.html", visitors_percent=5)},
            ['staged_rollout.candidate_document must differ from index_document, got "index.html"'],
        ),
        (
            {"api": ApiInputs(path_patterns=("/api/*", "/health", "/api/*"))},
            ['api.path_patterns[2] must not repeat a pattern, got "/api/*"'],
        ),
    ],
)  # fmt: skip
def test_refuses(changes, expected):
    assert messages(lambda: StaticSiteInputs(kind="static_site", **changes)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"path_patterns": ()}, ["path_patterns must have at least 1 element, got 0"]),
        (
            {"path_patterns": ("api/*",)},
            ['path_patterns[0] must be a path such as /api/*, which is not everything, got "api/*"'],
        ),
        (
            {"path_patterns": ("/*",)},
            ['path_patterns[0] must be a path such as /api/*, which is not everything, got "/*"'],
        ),
        (
            {"origin_access": "prefix_list"},
            ['origin_access must be one of "vpc_origin", "internet", got "prefix_list"'],
        ),
        ({"response_timeout_seconds": 61}, ["response_timeout_seconds must be at most 60, got 61"]),
    ],
)
def test_refuses_of_an_api(changes, expected):
    assert messages(lambda: ApiInputs(**changes)) == expected


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        (101, ["visitors_percent must be at most 100, got 101"]),
        (-1, ["visitors_percent must be at least 0, got -1"]),
    ],
)
def test_refuses_parts_of_the_visitors(percent, expected):
    assert messages(lambda: StagedRolloutInputs(visitors_percent=percent)) == expected


def test_takes_everything_at_its_limit():
    inputs = StaticSiteInputs(
        kind="static_site",
        api=ApiInputs(path_patterns=("/api/*", "/graphql"), response_timeout_seconds=60),
        staged_rollout=StagedRolloutInputs(visitors_percent=0),
        noncurrent_version_days=60,
    )
    assert inputs.api is not None
    assert inputs.api.origin_access == "vpc_origin"
