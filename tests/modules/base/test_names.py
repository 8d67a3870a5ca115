import pytest

from modules.base.names import shortened


def test_a_name_that_fits_is_unchanged() -> None:
    assert shortened("macro-ai-production-enhanced-api", 32) == "macro-ai-production-enhanced-api"


@pytest.mark.parametrize(
    ("name", "limit", "expected"),
    [
        ("macro-ai-production-enhanced-hobby", 32, "macro-ai-production-9c0661"),
        ("macro-ai-production-enhanced-hobby-cache", 32, "macro-ai-production-07f328"),
        ("macro-ai-production-enhanced-hobby-api-blue", 40, "macro-ai-production-enhanced-404f0d"),
        ("a" * 40, 32, "a" * 25 + "-e33cdf"),
        ("aaaa---bbbb-cccc", 12, "aaaa-ba2919"),
    ],
)
def test_a_long_name_is_cut_at_a_dash_and_ends_in_a_hash_of_the_whole(name: str, limit: int, expected: str) -> None:
    assert shortened(name, limit) == expected


def test_no_result_is_longer_than_the_limit() -> None:
    name = "macro-ai-production-enhanced-hobby-target-group-for-the-second-service"
    assert [len(shortened(name, limit)) <= limit for limit in range(8, 80)] == [True] * 72


def test_names_that_begin_alike_stay_different() -> None:
    names = [f"macro-ai-production-enhanced-hobby-{number}" for number in range(1000)]
    assert len({shortened(name, 32) for name in names}) == 1000


def test_a_limit_without_room_for_a_beginning_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^limit must be at least 8, got 7$"):
        shortened("macro-ai", 7)
