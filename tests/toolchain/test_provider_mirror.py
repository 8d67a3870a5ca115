from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.toolchain import fakes
from toolchain import provider_mirror
from toolchain.errors import UserError
from toolchain.provider_mirror import Mirror

PLATFORM = "linux_amd64"


class Machine:
    """A machine with a home folder, a software folder and a repository."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.software = folder / "software"
        self.repository = folder / "repository"
        self.environment = {"HOME": str(self.home), "XDG_DATA_DIRS": str(folder / "share")}

    def find(self, **environment: str) -> Mirror | None:
        return provider_mirror.find(
            self.repository, PLATFORM, self.environment | environment, add_on_software=self.software
        )


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    yield Machine(tmp_path)


def test_finds_nothing_on_a_fresh_machine(machine: Machine) -> None:
    assert machine.find() is None


def test_order(machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    named = fakes.provider(tmp_path / "named")
    places = [
        fakes.provider(machine.home / ".terraform.d" / "plugins"),
        fakes.provider(machine.home / ".local" / "share" / "terraform" / "plugins"),
        fakes.provider(tmp_path / "share" / "terraform" / "plugins"),
        fakes.provider(machine.software / "a-mirror"),
        fakes.provider(machine.software / "b-mirror"),
        fakes.provider(machine.repository / ".stackwright" / "providers"),
    ]
    found = machine.find(STACKWRIGHT_PROVIDER_MIRROR=str(named))
    assert found == Mirror(named, "STACKWRIGHT_PROVIDER_MIRROR")
    for place in places:
        found = machine.find()
        assert found is not None
        assert found.folder == place
        for path in place.rglob("terraform-provider-aws*"):
            path.unlink()


def test_macos_keeps_mirrors_elsewhere(machine: Machine) -> None:
    folders = list(provider_mirror.implied_folders({"HOME": "/Users/ann"}, system="darwin"))
    assert [str(folder) for folder in folders] == [
        "/Users/ann/.terraform.d/plugins",
        "/Users/ann/Library/Application Support/io.terraform/plugins",
        "/Library/Application Support/io.terraform/plugins",
    ]


def test_takes_the_zip_file_of_the_registry_too(machine: Machine) -> None:
    folder = fakes.provider(machine.software / "mirror", packed=True)
    assert machine.find() == Mirror(folder, "found on this machine")


@pytest.mark.parametrize(("version", "platform"), [("5.99.1", PLATFORM), ("5.100.0", "darwin_arm64")])
def test_other_versions_and_platforms_do_not_count(machine: Machine, version: str, platform: str) -> None:
    fakes.provider(machine.software / "mirror", version=version, platform=platform)
    assert machine.find() is None


def test_the_variable_must_name_a_mirror(machine: Machine, tmp_path: Path) -> None:
    fakes.provider(machine.software / "mirror")
    with pytest.raises(UserError) as refused:
        machine.find(STACKWRIGHT_PROVIDER_MIRROR=str(tmp_path / "empty"))
    assert str(refused.value) == (
        f"STACKWRIGHT_PROVIDER_MIRROR names {tmp_path}/empty, where"
        " registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64 is missing."
        " Correct it, or unset it to let `make setup` look elsewhere."
    )


def test_the_configuration_sends_only_this_provider_to_the_mirror() -> None:
    assert provider_mirror.configuration(Mirror(Path('/some where/"x"/${y}'), "")) == (
        "provider_installation {\n"
        "  filesystem_mirror {\n"
        '    path    = "/some where/\\"x\\"/$${y}"\n'
        '    include = ["registry.terraform.io/hashicorp/aws"]\n'
        "  }\n"
        "  direct {\n"
        '    exclude = ["registry.terraform.io/hashicorp/aws"]\n'
        "  }\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ('provider_installation {\n  network_mirror {\n    url = "https://mirror.example/"\n  }\n}\n', True),
        ('credentials "app.terraform.io" {\n  token = "x"\n}\n', False),
        ("# provider_installation {\n", False),
    ],
)
def test_the_users_own_configuration_counts_if_it_says_where_providers_come_from(
    tmp_path: Path, text: str, counts: bool
) -> None:
    rc = tmp_path / ".terraformrc"
    rc.write_text(text)
    expected = rc if counts else None
    assert provider_mirror.own_configuration({"HOME": str(tmp_path)}) == expected
    assert provider_mirror.own_configuration({"HOME": "/nowhere", "TF_CLI_CONFIG_FILE": str(rc)}) == expected


def test_a_named_configuration_that_is_not_there_is_no_configuration(tmp_path: Path) -> None:
    (tmp_path / ".terraformrc").write_text("provider_installation {\n}\n")
    environment = {"HOME": str(tmp_path), "TF_CLI_CONFIG_FILE": str(tmp_path / "missing")}
    assert provider_mirror.own_configuration(environment) is None
