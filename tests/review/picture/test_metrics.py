import pytest

from review.picture.metrics import clean, fit, width, wrap


def test_a_text_is_as_wide_as_its_characters_in_the_widest_font() -> None:
    assert width("il", 10) == pytest.approx(2.78 + 2.78)
    assert width("W", 10, bold=True) == pytest.approx(11.03)


def test_a_character_that_was_not_measured_counts_as_a_wide_one() -> None:
    assert width("é", 10) == pytest.approx(13)


def test_a_text_that_fits_stays() -> None:
    assert fit("api", 12, 100) == "api"


def test_a_text_that_does_not_fit_is_cut() -> None:
    shown = fit("a-very-long-name-of-a-service", 12, 100)

    assert shown == "a-very-long-n…"
    assert width(shown, 12) <= 100


def test_a_cut_text_does_not_end_in_a_comma() -> None:
    assert fit("api, workers", 12, 47) == "api…"


def test_nothing_is_shown_where_nothing_fits() -> None:
    assert fit("api", 12, 5) == ""


def test_a_long_text_goes_on_the_next_line() -> None:
    assert wrap("api 6, cache 10, database 5, load-balancer 2", 12, 120, 2) == ["api 6, cache 10,", "database 5, load…"]


def test_a_word_that_is_wider_than_a_line_is_cut() -> None:
    assert wrap("WWWWWWWWWWWWWWWW api", 12, 60, 2) == ["WWW…", "api"]


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("two\nlines\tand  spaces", "two lines and spaces"),
        ("\x00\x1b[31m", "��[31m"),
        ("\u202eexe.txt", "�exe.txt"),
        ("e\u0301\u0301", "é�"),
        ("\ufdfd", "�"),
        ("🙂", "�"),
        ("データ", "データ"),
        ("Größe: 5 €", "Größe: 5 €"),
        ("x" * 1000, "x" * 300),
    ],
)
def test_what_has_no_known_width_is_replaced(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned
