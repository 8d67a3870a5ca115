import pytest

from settings.problem import Problem, SettingsError, dotted


def test_a_problem_shows_file_and_line() -> None:
    assert str(Problem("envs/macro-ai/dev.tfvars", 31, "x is wrong")) == "envs/macro-ai/dev.tfvars:31: x is wrong"


def test_a_problem_without_a_line_shows_the_file() -> None:
    assert str(Problem("envs/macro-ai/dev.tfvars", None, "is missing")) == "envs/macro-ai/dev.tfvars: is missing"


def test_a_problem_without_a_file_is_its_sentence() -> None:
    assert str(Problem("", None, "there is no repository")) == "there is no repository"


def test_the_error_lists_each_problem_once_by_file_and_line() -> None:
    error = SettingsError(
        [Problem("b", 1, "one"), Problem("a", 20, "two"), Problem("a", 3, "three"), Problem("b", 1, "one")]
    )
    assert str(error) == "a:3: three\na:20: two\nb:1: one"


def test_problems_of_one_line_keep_their_order() -> None:
    assert str(SettingsError([Problem("a", 1, "z"), Problem("a", 1, "y")])) == "a:1: z\na:1: y"


def test_an_error_without_problems_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match=r"^a SettingsError needs at least one problem$"):
        SettingsError([])


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ((), ""),
        (("services", "api", "path_patterns", 0), "services.api.path_patterns[0]"),
        (("tags", "cost center", "a.b"), 'tags."cost center"."a.b"'),
        (("tags", 'a"b'), 'tags."a\\"b"'),
        (("tags", "a\nb"), 'tags."a\\nb"'),
        (("tags", "\u202ea"), 'tags."\\u202ea"'),
        ((0, "a"), "[0].a"),
    ],
)
def test_a_key_is_shown_as_a_person_writes_it(key: tuple[str | int, ...], expected: str) -> None:
    assert dotted(key) == expected
