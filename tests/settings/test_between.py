"""Files that are right by themselves and wrong together."""

import shutil
from pathlib import Path

import pytest

from settings.between import problems_between
from settings.load import load_environment, load_shared
from settings.target import Target, discover

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
ENVIRONMENT, SHARED, OTHER = "envs/macro-ai/dev.tfvars", "envs/macro-ai/shared.tfvars", "envs/shop/shared.tfvars"
OWN = """\
account_id  = "123456789012"
region      = "us-east-1"
owner       = "macro-ai"
cost_center = "macro-ai"

hosted_zone  = { name = "macro-ai.com", hosted_zone_id = "Z08217491MACROAICOM0" }
repositories = { macro-ai-api = {}, macro-ai-ui = {} }
deploy_roles = { repository = "example/infrastructure", environments = { dev = {} } }
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An environment and what it shares, which fit together."""
    (tmp_path / ENVIRONMENT).parent.mkdir(parents=True)
    shutil.copy(HERE / "sample.tfvars", tmp_path / ENVIRONMENT)
    (tmp_path / SHARED).write_text(OWN)
    return tmp_path


def told(root: Path) -> list[str]:
    targets = discover(root)
    loaded = [
        load_shared(target, root) if target.kind == "shared" else load_environment(target, root) for target in targets
    ]
    return [str(problem) for problem in problems_between(loaded)]


def change(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text()
    assert old in text
    (root / file).write_text(text.replace(old, new, 1))


def test_what_fits_together_is_accepted(root: Path):
    assert told(root) == []


def test_an_environment_without_shared_settings_is_taken_as_it_is(root: Path):
    (root / SHARED).unlink()
    change(root, ENVIRONMENT, "macro-ai-api@", "someone-elses@")
    assert told(root) == []


@pytest.mark.requirement("C-04", "C-32")
def test_an_environment_needs_a_role_that_deploys_it(root: Path):
    change(root, SHARED, "environments = { dev = {} }", "environments = { prod = {} }")
    assert told(root) == [
        f"{SHARED}:8: deploy_roles.environments must have dev, which {ENVIRONMENT} describes, got prod"
    ]


@pytest.mark.requirement("C-04", "C-05")
def test_roles_deploy_in_their_own_account(root: Path):
    change(root, SHARED, '"123456789012"', '"210987654321"')
    assert told(root)[0] == (
        f'{ENVIRONMENT}:3: account_id must be that of {SHARED}, whose roles deploy it, "210987654321", '
        'got "123456789012"'
    )


BOUNDARY = "arn:aws:iam::123456789012:policy/roles-of-environments"


@pytest.mark.requirement("C-04", "C-32")
def test_roles_have_the_boundary_without_which_none_may_be_made(root: Path):
    change(root, SHARED, "dev = {}", f'dev = {{ role_boundary_arn = "{BOUNDARY}" }}')
    assert told(root) == [
        f'{ENVIRONMENT}: permissions_boundary_arn must be "{BOUNDARY}", as role_boundary_arn of deploy_roles in {SHARED}, '
        "got nothing"
    ]
    change(root, ENVIRONMENT, "account_id ", f'permissions_boundary_arn = "{BOUNDARY}"\naccount_id ')
    assert told(root) == []
    change(root, SHARED, f'role_boundary_arn = "{BOUNDARY}"', "")
    assert told(root) == [
        f"{ENVIRONMENT}:3: permissions_boundary_arn must be left out, as role_boundary_arn of deploy_roles in {SHARED}, "
        f'got "{BOUNDARY}"'
    ]


@pytest.mark.requirement("C-04", "C-33")
def test_an_image_comes_from_a_repository_of_the_account(root: Path):
    change(root, ENVIRONMENT, "macro-ai-ui@", "macro-ai-web@")
    [problem] = told(root)
    assert problem.partition(" ")[2] == (
        f"services.ui.image must come from a repository that {SHARED} has, macro-ai-api, macro-ai-ui, "
        'got "macro-ai-web"'
    )


@pytest.mark.parametrize("image", ["docker.io/library/nginx", "210987654321.dkr.ecr.us-east-1.amazonaws.com/web"])
def test_images_of_other_registries_are_not_judged(root: Path, image: str):
    change(root, ENVIRONMENT, "123456789012.dkr.ecr.us-east-1.amazonaws.com/macro-ai-ui", image)
    assert told(root) == []


def test_an_image_may_come_from_another_systems_repository(root: Path):
    change(root, SHARED, "macro-ai-api = {}, macro-ai-ui = {}", "macro-ai-api = {}")
    _other(root, "repositories = { macro-ai-ui = {} }\n")
    assert told(root) == []


@pytest.mark.requirement("C-04")
def test_a_name_lies_in_the_zone_that_is_known(root: Path):
    change(root, SHARED, "Z08217491MACROAICOM0", "Z0000000000")
    [problem] = told(root)
    assert problem.partition(" ")[2] == (
        f'domain.hosted_zone_id must be that of macro-ai.com in {SHARED}, "Z0000000000", got "Z08217491MACROAICOM0"'
    )


@pytest.mark.requirement("C-04", "C-32")
def test_roles_may_write_into_the_zone_of_the_environments(root: Path):
    zone = 'hosted_zone  = { name = "macro-ai.com", hosted_zone_id = "Z08217491MACROAICOM0" }\n'
    change(root, SHARED, zone, "")
    assert told(root) == [
        f'{SHARED}:7: deploy_roles.hosted_zone_ids must have "Z08217491MACROAICOM0", in which {ENVIRONMENT} has its '
        "names, got []"
    ]
    change(root, SHARED, "environments = {", 'hosted_zone_ids = ["Z08217491MACROAICOM0"], environments = {')
    assert told(root) == []


def test_a_zone_whose_id_is_not_known_yet_is_not_compared(root: Path):
    change(root, SHARED, ', hosted_zone_id = "Z08217491MACROAICOM0"', "")
    assert told(root) == []


@pytest.mark.requirement("C-04", "C-32")
def test_github_is_made_known_once_an_account(root: Path):
    roles = 'deploy_roles = {\n  repository = "example/infrastructure"\n  environments = { dev = {} }\n}\n'
    _other(root, roles)
    assert told(root) == [
        f"{OTHER}:5: deploy_roles.create_oidc_provider must be false, as {SHARED} has it and account 123456789012 can "
        "have it once"
    ]
    _other(root, roles, region="us-west-2")
    assert len(told(root)) == 1
    _other(root, roles.replace("\n}", "\n  create_oidc_provider = false\n}"))
    assert told(root) == []


@pytest.mark.requirement("C-04")
@pytest.mark.parametrize(
    "section",
    ["registry = {}", "guardduty = {}", "access_analyzer = {}"],
)
def test_what_an_account_has_once_is_asked_for_once(root: Path, section: str):
    topics = 'topics = { P2 = { email_addresses = ["a@b.co"] }, P3 = { email_addresses = ["a@b.co"] } }\n'
    change(root, SHARED, "repositories", f"{topics}{section}\nrepositories")
    _other(root, f"{section}\n{topics}")
    name = section.partition(" ")[0]
    assert told(root) == [
        f"{OTHER}:5: {name} must be left out, as {SHARED} has it and account 123456789012 can have it once"
    ]
    _other(root, f"{section}\n{topics}", region="us-west-2")
    assert told(root) == []


def test_the_files_of_this_repository_fit_together():
    targets = [target for target in discover(REPOSITORY) if target.kind != "state"]
    loaded = [
        load_shared(target, REPOSITORY) if target.kind == "shared" else load_environment(target, REPOSITORY)
        for target in targets
    ]
    assert [str(problem) for problem in problems_between(loaded)] == []


def _other(root: Path, sections: str, region: str = "us-east-1") -> None:
    """The shared settings of another system in the same account."""
    file = root / Target.parse("shop/shared").tfvars_path
    file.parent.mkdir(exist_ok=True)
    head = f'account_id = "123456789012"\nregion = "{region}"\nowner = "shop"\ncost_center = "shop"\n'
    file.write_text(head + sections)


@pytest.mark.requirement("C-35")
def test_new_versions_go_through_environments_there_are(root: Path):
    (root / SHARED).write_text(OWN + 'promotion = { environments = ["dev", "qa"] }\n')
    loaded = [load_shared(Target.parse("macro-ai/shared"), root), load_environment(Target.parse("macro-ai/dev"), root)]
    assert [str(problem) for problem in problems_between(loaded, discover(root))] == [
        f'{SHARED}:9: promotion.environments[1] must be an environment, but there is no envs/macro-ai/qa.tfvars, got "qa"'
    ]
    assert problems_between(loaded) == []


@pytest.mark.requirement("C-04", "C-38")
def test_images_are_built_for_services_there_are(root: Path):
    scope = 'scope = { backend = { files = ["api/**"], services = ["api", "wroker"] } }\n'
    (root / SHARED).write_text(OWN + scope)
    loaded = [load_shared(Target.parse("macro-ai/shared"), root), load_environment(Target.parse("macro-ai/dev"), root)]
    assert [str(problem) for problem in problems_between(loaded, discover(root))] == [
        f'{SHARED}:9: scope.backend.services[1] must be a service of an environment of macro-ai, api, ui, got "wroker"'
    ]
    assert problems_between(loaded[:1], discover(root)) == []
