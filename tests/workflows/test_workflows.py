"""The GitHub workflows: valid, pinned, with few rights, and made of commands that exist."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from scripts.cli import VERBS, load

GITHUB = Path(__file__).parents[2] / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
ACTIONS = sorted((GITHUB / "actions").glob("*/action.yml"))
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
UNTRUSTED = re.compile(r"\$\{\{\s*(inputs|github\.event|github\.head_ref|matrix|needs)\b")

of_each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
of_each_file = pytest.mark.parametrize(
    "path", [*WORKFLOWS, *ACTIONS], ids=lambda path: path.parent.name + "/" + path.stem
)


def read(path: Path) -> dict[str, Any]:
    # YAML 1.1 takes the key `on` for true.
    document = yaml.safe_load(path.read_text())
    return {"on" if key is True else key: value for key, value in document.items()}


def steps(path: Path) -> Iterator[dict[str, Any]]:
    document = read(path)
    jobs = document["jobs"].values() if "jobs" in document else [document["runs"]]
    for job in jobs:
        yield from job["steps"]


def commands(path: Path) -> Iterator[list[str]]:
    """Every call of stackwright in the scripts of a workflow, as words; a variable is the word `value`."""
    for step in steps(path):
        script = step.get("run", "").replace("\\\n", " ")
        for found in re.findall(r"\bstackwright [^|;)\n]*", script):
            plain = re.sub(r'"\$\{?\w[^"]*"', "value", found.partition(">")[0].partition("<<<")[0])
            yield shlex.split(plain.replace("${TO:+", "").replace("}", ""))[1:]


def schema_problems(kind: str, path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{kind}", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


@of_each_workflow
@pytest.mark.requirement("C-39")
def test_a_workflow_is_what_github_accepts(path: Path):
    assert schema_problems("github-workflows", path) == ""


@pytest.mark.parametrize("path", ACTIONS, ids=lambda path: path.parent.name)
def test_an_action_is_what_github_accepts(path: Path):
    assert schema_problems("github-actions", path) == ""


def test_the_schema_refuses_what_github_would(tmp_path: Path):
    path = tmp_path / "wrong.yml"
    path.write_text("on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    step: []\n")
    assert "wrong.yml" in schema_problems("github-workflows", path)


@of_each_file
def test_actions_are_pinned_by_commit(path: Path):
    used = re.findall(r"uses: (.*)", path.read_text())
    assert [action for action in used if not action.startswith("./") and not PINNED.fullmatch(action)] == []


@of_each_workflow
def test_rights_are_given_job_by_job(path: Path):
    document = read(path)
    assert document["permissions"] == {"contents": "read"}
    writes = {
        name: sorted(right for right, kind in job.get("permissions", {}).items() if kind == "write")
        for name, job in document["jobs"].items()
    }
    allowed = {"id-token", "pull-requests", "contents"} if path.stem == "promote" else {"id-token", "pull-requests"}
    assert {name: rights for name, rights in writes.items() if set(rights) - allowed} == {}


@of_each_workflow
def test_only_jobs_that_sign_in_to_aws_may_have_a_token_for_it(path: Path):
    for name, job in read(path)["jobs"].items():
        signs_in = any("configure-aws-credentials" in step.get("uses", "") for step in job["steps"])
        assert (job.get("permissions", {}).get("id-token") == "write") == signs_in, name


@of_each_workflow
def test_every_job_ends_by_itself(path: Path):
    assert [name for name, job in read(path)["jobs"].items() if "timeout-minutes" not in job] == []


@of_each_file
def test_what_others_choose_comes_into_scripts_through_variables(path: Path):
    assert [step["run"] for step in steps(path) if UNTRUSTED.search(step.get("run", ""))] == []


@of_each_workflow
@pytest.mark.requirement("C-39")
def test_every_command_exists_with_its_options(path: Path):
    wrong = []
    for command in commands(path):
        verb, *arguments = command
        if verb not in VERBS:
            wrong.append(f"{verb} is not a verb")
            continue
        known = {
            name for each in typer.main.get_command(load(verb)).params for name in (*each.opts, *each.secondary_opts)
        }
        wrong += [f"{verb} has no {each}" for each in arguments if each.startswith("--") and each not in known]
    assert wrong == []


def test_production_is_applied_in_its_github_environment_and_only_from_main():
    deploy = read(GITHUB / "workflows" / "deploy.yml")
    assert deploy["jobs"]["apply"]["environment"] == "${{ matrix.github_environment }}"
    assert deploy["on"]["push"] == {"branches": ["main"]}
    assert deploy["jobs"]["affected"]["if"] == "github.ref == 'refs/heads/main'"


def test_what_is_applied_is_what_was_planned():
    text = (GITHUB / "workflows" / "deploy.yml").read_text()
    assert text.count("reviewed.tfplan") == 4
    assert 'stackwright deploy "$TARGET" --plan reviewed.tfplan --yes' in text


@pytest.mark.requirement("P-09")
def test_a_release_has_the_inputs_of_the_owners():
    release = read(GITHUB / "workflows" / "release.yml")
    inputs = release["on"]["workflow_dispatch"]["inputs"]
    assert inputs["type"]["options"] == ["standard", "hotfix", "rollback"]
    assert (inputs["force_rebuild"]["type"], inputs["skip_tests"]["type"]) == ("boolean", "boolean")
    assert release["jobs"]["target"]["if"] == "github.ref == 'refs/heads/main'"
    assert release["jobs"]["release"]["environment"] == "${{ matrix.github_environment }}"
