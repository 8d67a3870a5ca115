import pytest

from modules.base.printable import in_quotes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("api", '"api"'),
        ('a "b" \\', '"a \\"b\\" \\\\"'),
        ("two\nlines\tof é", '"two\\nlines\\tof é"'),
        ("\u202eright to left", '"\\u202eright to left"'),
        ("\u00a0", '"\\u00a0"'),
        ("\U000e0041", '"\\U000e0041"'),
    ],
)
def test_is_one_line_that_shows_everything(text: str, expected: str):
    assert in_quotes(text) == expected
