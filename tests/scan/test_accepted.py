"""Comments beside resources."""

from pathlib import Path

import pytest

from scan.accepted import Accepted, beside, in_settings

FILE = "modules/shop/construct.py"


@pytest.fixture
def accepted(tmp_path: Path):
    """Check -> (line, reason) of what is accepted for the resource made on a line of this text."""

    def at(line: int, text: str) -> dict[str, tuple[int, str]]:
        path = tmp_path / FILE
        path.parent.mkdir(parents=True)
        path.write_text(text)
        return {check: (found.line, found.reason) for check, found in beside(tmp_path, f"{FILE}:{line}").items()}

    return at


def test_a_comment_above_the_call(accepted):
    assert accepted(2, "# checkov:skip=CKV_AWS_18: no logs of logs\nbucket = Bucket()\n") == {
        "CKV_AWS_18": (1, "no logs of logs")
    }


def test_a_comment_inside_the_call(accepted):
    text = "Bucket(\n    # checkov:skip=CKV_1: one\n    name='a',  # checkov:skip=CKV_2: two\n)\n"
    assert accepted(1, text) == {"CKV_1": (2, "one"), "CKV_2": (3, "two")}


def test_a_reason_of_several_lines_and_the_next_comment(accepted):
    text = "# Why it is there.\n# checkov:skip=CKV_1: one\n# and more\n# checkov:skip=CKV_2: two\nBucket()\n"
    assert accepted(5, text) == {"CKV_1": (2, "one and more"), "CKV_2": (4, "two")}


def test_a_comment_without_a_reason_is_found_all_the_same(accepted):
    assert accepted(2, "# checkov:skip=CKV_1\nBucket()\n") == {"CKV_1": (1, "")}


@pytest.mark.parametrize(
    "text",
    [
        "# checkov:skip=CKV_1: of something else\n\nBucket()\n",
        "Other()  # checkov:skip=CKV_1: of something else\n# plain\nBucket()\n",
        "'# checkov:skip=CKV_1: a string'\n#\nBucket()\n",
        "\n\nBucket()\n# checkov:skip=CKV_1: of what follows\n",
        "\n# checkov:skip CKV_1 spelt wrongly\nBucket()\n",
    ],
)
def test_other_comments_accept_nothing(accepted, text: str):
    assert accepted(3, text) == {}


def test_says_where_it_is():
    assert str(Accepted(FILE, 3, "CKV_1", "one")) == "modules/shop/construct.py:3: CKV_1"


def test_comments_of_an_environment(tmp_path: Path):
    (tmp_path / "prod.tfvars").write_text(
        '# Production\nname = "#1"\ndays = 180 # checkov:skip=CKV_1: six months\n# are enough\nzones = 1\n'
        '# checkov:skip=CKV_2: two\ndatabase = { name = "#1" } # checkov:skip=CKV_3: three\n'
    )
    assert in_settings(tmp_path, "prod.tfvars") == {
        "CKV_1": Accepted("prod.tfvars", 3, "CKV_1", "six months are enough"),
        "CKV_2": Accepted("prod.tfvars", 6, "CKV_2", "two"),
        "CKV_3": Accepted("prod.tfvars", 7, "CKV_3", "three"),
    }
