"""Durations, sizes and shares."""

import pytest

from compose.quantities import cpu_units, mebibytes, seconds


@pytest.mark.parametrize(
    ("text", "expected"),
    [("30s", 30), ("1m30s", 90), ("2h", 7200), ("1h1m1s", 3661), ("500ms", 1), ("1.5s", 2), ("2m500ms", 121),
     ("10us", 1), ("0s", 0), ("5", None), ("", None), ("s", None), ("1s1m", None), ("-1s", None), ("soon", None)],
)  # fmt: skip
def test_durations_are_whole_seconds_rounded_up(text: str, expected: int | None):
    assert seconds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("512m", 512), ("512M", 512), ("512mb", 512), ("1g", 1024), ("1.5G", 1536), ("1073741824", 1024), ("100k", 1),
     ("1b", 1), ("x", None), ("1t", None), ("", None), ("-1m", None)],
)  # fmt: skip
def test_sizes_are_whole_mebibytes_rounded_up(text: str, expected: int | None):
    assert mebibytes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0.5", 512), ("1", 1024), ("0.001", 2), ("2.5", 2560), ("0", None), ("-1", None), ("half", None), ("1/0", None)],
)
def test_shares_are_cpu_units_rounded_up(text: str, expected: int | None):
    assert cpu_units(text) == expected
