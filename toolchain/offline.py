"""Plans without AWS: no credentials, no state, not one request."""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from toolchain.files import digest, exclusive, write_beside
from toolchain.process import LineCallback
from toolchain.terraform import Root

OVERRIDE_NAME = "offline_override.tf.json"

PROVIDER: Mapping[str, Any] = {
    "access_key": "offline",
    "secret_key": "offline",
    "skip_credentials_validation": True,
    "skip_metadata_api_check": True,
    "skip_requesting_account_id": True,
    # Without a request there is no account id, and the provider refuses "" as not allowed.
    "allowed_account_ids": [],
}


def offline_override(root: Mapping[str, Any]) -> dict[str, Any]:
    """The content of an override file that makes a root (the parsed cdk.tf.json) plannable without AWS.

    It has a local backend, and fake keys for each of the root's AWS provider blocks.
    """
    override: dict[str, Any] = {"terraform": {"backend": {"local": {}}}}
    blocks = root.get("provider", {}).get("aws", [])
    if isinstance(blocks, Mapping):
        blocks = [blocks]
    if blocks:
        aliases = ({"alias": block["alias"]} if "alias" in block else {} for block in blocks)
        override["provider"] = {"aws": [alias | dict(PROVIDER) for alias in aliases]}
    return override


def offline_root(root: Mapping[str, Any]) -> dict[str, Any]:
    """A root without what asks AWS while planning and cannot be overridden: its import entries.

    The plan then creates what they would take over.
    """
    return {name: part for name, part in root.items() if name != "import"}


def plan_offline(
    repository: Path,
    root_folder: Path,
    *,
    base_environment: Mapping[str, str] | None = None,
    on_line: LineCallback | None = None,
) -> dict[str, Any]:
    """The plan, as Terraform's JSON, that creates everything in a root. Takes a few seconds.

    The root is copied to .stackwright/offline/<its folder's name>, which keeps the provider for the next time. Raises
    UserError when Terraform refuses the root.
    """
    work = repository / ".stackwright" / "offline" / root_folder.name
    work.mkdir(parents=True, exist_ok=True, mode=0o700)
    with exclusive(work.with_suffix(".lock")):
        content = json.loads((root_folder / "cdk.tf.json").read_text())
        _copy(root_folder, work)
        write_beside(work / "cdk.tf.json", json.dumps(offline_root(content), indent=2), mode=0o600)
        write_beside(work / OVERRIDE_NAME, json.dumps(offline_override(content), indent=2), mode=0o600)
        base = os.environ if base_environment is None else base_environment
        root = Root(repository, work, base_environment=_without_aws(base), on_line=on_line)
        _init_once(repository, root, content)
        plan_file = work / "offline.tfplan"
        try:
            root.plan(plan_file, options=["-refresh=false", "-lock=false"])
            return root.show_json(plan_file)
        finally:
            plan_file.unlink(missing_ok=True)


def _init_once(repository: Path, root: Root, content: Mapping[str, Any]) -> None:
    stamp = root.folder / ".terraform" / "stackwright-init"
    configuration = repository / ".stackwright" / "terraform.rc"
    wanted = digest(json.dumps(content.get("terraform", {}).get("required_providers")), configuration)
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    shutil.rmtree(root.folder / ".terraform", ignore_errors=True)
    (root.folder / ".terraform.lock.hcl").unlink(missing_ok=True)
    root.init()
    write_beside(stamp, wanted)


def _copy(source: Path, target: Path) -> None:
    """The root's files and nothing that Terraform made in its folder; what was copied earlier and is gone goes too."""
    for old in target.iterdir():
        if old.name not in (".terraform", ".terraform.lock.hcl"):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    for path in source.iterdir():
        if path.name.startswith(".terraform") or path.name == "plan" or ".tfstate" in path.name:
            continue
        if path.is_dir():
            shutil.copytree(path, target / path.name)
        else:
            shutil.copy2(path, target / path.name)


def _without_aws(environment: Mapping[str, str]) -> dict[str, str]:
    """No profile, key or endpoint of the user's, which the provider would check or use."""
    kept = {name: value for name, value in environment.items() if not name.startswith("AWS_")}
    return kept | {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
