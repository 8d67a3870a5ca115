from review.model import SENSITIVE, UNKNOWN
from review.picture.values import flag, items, number, text, texts
from tests.review.picture.environment import resource

THING = resource(
    "x_y.z",
    name="api",
    secret=SENSITIVE,
    later=UNKNOWN,
    count=3,
    memory="512",
    share=0.5,
    on=True,
    block=[{"values": ["a", UNKNOWN, "b", 4]}],
)


def test_texts_and_numbers_are_shown() -> None:
    assert [text(THING, name) for name in ("name", "count", "memory", "share")] == ["api", "3", "512", "0.5"]


def test_nothing_else_is() -> None:
    assert [text(THING, name) for name in ("secret", "later", "on", "block", "missing")] == ["", "", "", "", ""]


def test_numbers_may_be_written_as_texts() -> None:
    assert [number(THING, name) for name in ("count", "memory", "name")] == [3, 512, None]


def test_flags_are_true_or_not() -> None:
    assert [flag(THING, name) for name in ("on", "later", "name")] == [True, False, False]


def test_paths_lead_into_blocks() -> None:
    assert texts(THING, "block", 0, "values") == ["a", "b"]
    assert items(THING, "block", 0, "values") == ["a", "b", 4]
    assert items(THING, "block", 5, "values") == []


def test_of_no_resource_nothing_is_known() -> None:
    assert text(None, "name") == ""
