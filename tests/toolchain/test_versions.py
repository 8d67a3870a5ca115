import pytest

from toolchain import versions


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("v20.11.1\n", (20, 11, 1)), ("1.12.0-beta1", (1, 12, 0)), ("1.11", (1, 11)), ("2.0.0+build", (2, 0, 0))],
)
def test_reads_the_numbers(text: str, numbers: versions.Version) -> None:
    assert versions.parse(text) == numbers


def test_refuses_other_text() -> None:
    with pytest.raises(ValueError, match="latest"):
        versions.parse("latest")


def test_each_platform_of_the_pinned_release_has_a_checksum() -> None:
    assert set(versions.TERRAFORM_SHA256) == {"darwin_amd64", "darwin_arm64", "linux_amd64", "linux_arm64"}
    assert all(len(checksum) == 64 for checksum in versions.TERRAFORM_SHA256.values())
