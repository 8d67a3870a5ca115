from pathlib import Path

import pytest

from settings.problem import SettingsError
from settings.target import LONGEST_NAME, Deployment, Target, discover, find_root

ACCEPTED = (
    "write state, <system>/shared or <system>/<environment>, each name in lower case letters, digits and single "
    "dashes, starting with a letter, for example macro-ai/dev"
)


def repository(root: Path, *files: str) -> Path:
    (root / "cdktf.json").write_text("{}")
    (root / "envs").mkdir()
    for name in files:
        file = root / "envs" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("")
    return root


def test_an_environment_spells_all_its_paths_and_names() -> None:
    target = Target.parse("macro-ai/dev")
    assert (target.id, target.kind, target.system, target.environment) == (
        "macro-ai/dev",
        "environment",
        "macro-ai",
        "dev",
    )
    assert target.stack_id == "macro-ai-dev"
    assert target.tfvars_path == "envs/macro-ai/dev.tfvars"
    assert target.root_dir == "cdktf.out/stacks/macro-ai-dev"
    assert str(target) == "macro-ai/dev"


def test_a_deployment_spells_all_its_names() -> None:
    deployment = Deployment("macro-ai", "dev")
    assert (deployment.id, str(deployment)) == ("macro-ai/dev", "macro-ai/dev")
    assert deployment.name == "macro-ai-dev"
    assert deployment.state_key == "macro-ai/dev/terraform.tfstate"
    assert deployment.parameter_path == "/macro-ai/dev/"


def test_what_environments_share_is_a_target() -> None:
    target = Target.parse("macro-ai/shared")
    assert (target.id, target.kind, target.system, target.environment, target.stack_id, target.tfvars_path) == (
        "macro-ai/shared",
        "shared",
        "macro-ai",
        "shared",
        "macro-ai-shared",
        "envs/macro-ai/shared.tfvars",
    )


def test_the_state_stack_is_a_system_of_its_own() -> None:
    target = Target.parse("state")
    assert (target.id, target.kind, target.system, target.environment) == ("state", "state", "state", "shared")
    assert (target.stack_id, target.tfvars_path, target.root_dir) == (
        "state",
        "envs/state.tfvars",
        "cdktf.out/stacks/state",
    )
    deployment = Deployment(target.system, target.environment)
    assert (deployment.name, deployment.state_key, deployment.parameter_path) == (
        "state",
        "state/terraform.tfstate",
        "/state/",
    )


@pytest.mark.requirement("C-04")
def test_a_system_may_not_be_called_like_the_state_stack() -> None:
    with pytest.raises(SettingsError) as refused:
        Target.parse("state/dev")
    assert str(refused.value) == (
        "'state/dev' is not a target; state is the stack that keeps all state; rename the system"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "macro-ai",
        "macro-ai/",
        "/dev",
        "a/b/c",
        "../x/dev",
        "macro-ai/..",
        "macro--ai/dev",
        "macro-ai-/dev",
        "-macro/dev",
        "4x/dev",
        "macro-ai/2024",
        "macro-ai/dév",
    ],
)
@pytest.mark.requirement("C-04")
def test_what_is_no_id_is_refused_with_what_is_accepted(text: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Target.parse(text)
    assert str(refused.value) == f"{text!r} is not a target; {ACCEPTED}"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("macro-ai\\dev", "macro-ai/dev"),
        ("Macro-AI/dev", "macro-ai/dev"),
        ("macro_ai/dev", "macro-ai/dev"),
        ("macro-ai/dev ", "macro-ai/dev"),
        ("macro-ai/dev\n", "macro-ai/dev"),
        ("envs/macro-ai/dev.tfvars", "macro-ai/dev"),
        ("./envs/state.tfvars", "state"),
        ("state/", "state"),
    ],
)
@pytest.mark.requirement("C-04")
def test_an_id_with_a_slip_is_refused_with_what_was_meant(text: str, meant: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Target.parse(text)
    assert str(refused.value) == f"{text!r} is not a target; did you mean {meant}? {ACCEPTED}"


def test_the_longest_real_name_fits() -> None:
    assert len(Target.parse("macro-ai-production/enhanced-hobby").stack_id) == 34 < LONGEST_NAME


def test_a_name_that_leaves_no_room_for_aws_is_refused() -> None:
    assert len(Target.parse("a" * 36 + "/dev").stack_id) == LONGEST_NAME
    with pytest.raises(SettingsError) as refused:
        Target.parse("a" * 37 + "/dev")
    name = "a" * 37
    assert str(refused.value) == (
        f"'{name}/dev' is not a target; the name {name}-dev is 41 characters long and AWS names leave room for 40"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("aws-portal/dev", "AWS does not let a parameter path begin with 'aws'; rename the system"),
        ("ssm/dev", "AWS does not let a parameter path begin with 'ssm'; rename the system"),
        ("internal/dev", "AWS does not let a load balancer name begin with 'internal-'; rename the system"),
        ("sg/dev", "AWS does not let a security group name begin with 'sg-'; rename the system"),
    ],
)
def test_a_beginning_that_aws_keeps_for_itself_is_refused(text: str, message: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Target.parse(text)
    assert str(refused.value) == f"{text!r} is not a target; {message}"


def test_discover_lists_all_targets_in_order(tmp_path: Path) -> None:
    root = repository(
        tmp_path,
        "shop/prod.tfvars",
        "state.tfvars",
        "blog/shared.tfvars",
        "shop/dev.tfvars",
        "README.md",
        "shop/.hidden",
    )
    assert [target.id for target in discover(root)] == ["state", "blog/shared", "shop/dev", "shop/prod"]


@pytest.mark.requirement("C-04")
def test_discover_refuses_everything_that_is_no_target_at_once(tmp_path: Path) -> None:
    root = repository(
        tmp_path,
        "shop/Prod.tfvars",
        "shop/dev.tfvar",
        "shop/dev.tfvars.json",
        "dev.tfvars",
        "a-b/c.tfvars",
        "a/b-c.tfvars",
    )
    (root / "envs" / "empty").mkdir()
    (root / "envs" / "shop" / "deep.tfvars").mkdir()
    (root / "envs" / "shop" / "gone.tfvars").symlink_to("nowhere")
    with pytest.raises(SettingsError) as refused:
        discover(root)
    assert str(refused.value).splitlines() == [
        "envs/a-b/c.tfvars: has the same stack name as envs/a/b-c.tfvars, a-b-c; rename one of them",
        "envs/dev.tfvars: does not belong here; envs/ holds state.tfvars and <system>/<environment>.tfvars",
        "envs/empty: holds no tfvars file; add one or remove the folder",
        f"envs/shop/Prod.tfvars: 'shop/Prod' is not a target; did you mean shop/prod? {ACCEPTED}",
        "envs/shop/deep.tfvars: is not a file",
        "envs/shop/dev.tfvar: does not belong here; envs/ holds state.tfvars and <system>/<environment>.tfvars",
        "envs/shop/dev.tfvars.json: does not belong here; envs/ holds state.tfvars and <system>/<environment>.tfvars",
        "envs/shop/gone.tfvars: is not a file",
    ]


def test_discover_without_envs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        discover(tmp_path)
    assert str(refused.value) == "envs: is not a folder; it holds one tfvars file per target"


def test_an_existing_target_is_found(tmp_path: Path) -> None:
    root = repository(tmp_path, "shop/dev.tfvars", "shop/What.txt")
    assert Target.existing("shop/dev", root) == Target("shop", "dev")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "shop/prd",
            "there is no envs/shop/prd.tfvars; did you mean shop/prod or shop/dev? "
            "The targets are shop/dev, shop/prod, shop/staging",
        ),
        ("zzz/qqq", "there is no envs/zzz/qqq.tfvars. The targets are shop/dev, shop/prod, shop/staging"),
        (
            "shop/d",
            "there is no envs/shop/d.tfvars; did you mean shop/dev or shop/prod? "
            "The targets are shop/dev, shop/prod, shop/staging",
        ),
    ],
)
def test_a_target_without_a_file_is_refused_with_those_that_are_there(tmp_path: Path, text: str, message: str) -> None:
    root = repository(tmp_path, "shop/dev.tfvars", "shop/staging.tfvars", "shop/prod.tfvars")
    with pytest.raises(SettingsError) as refused:
        Target.existing(text, root)
    assert str(refused.value) == message


def test_a_repository_without_targets_says_so(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        Target.existing("shop/dev", repository(tmp_path))
    assert str(refused.value) == "there is no envs/shop/dev.tfvars; envs/ holds no target yet"


def test_the_root_is_found_from_below(tmp_path: Path) -> None:
    root = repository(tmp_path, "shop/dev.tfvars")
    assert find_root(root / "envs" / "shop") == root


def test_no_root_above_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        find_root(tmp_path)
    assert str(refused.value) == (
        f"neither {tmp_path} nor a folder above it has cdktf.json and envs/; change into the repository first"
    )
