"""`stackwright bootstrap`: the bucket and the table that Terraform's state needs before there can be any state."""

import time
from pathlib import Path

from scripts.base.aws import Aws, choose
from scripts.base.options import Json, Local
from scripts.base.progress import Progress
from scripts.base.roots import alone_with, plan, root_of, synthesise_one
from scripts.base.screen import Screen, counted
from scripts.base.state_mending import mend_state
from scripts.base.state_place import make_state_place
from settings.load import Loaded, load_state
from settings.state import StateSettings
from settings.target import Target, find_root
from toolchain.failures import TerraformError

OTHERS_SECONDS = 300
"""How long a bootstrap that somebody else runs at the same time is waited for."""
PAUSE_SECONDS = 5
LOCK_OPTION = "-lock-timeout=60s"


def main(local: Local = False, as_json: Json = False) -> None:
    """Make the place where Terraform keeps its state, or bring it up to date.

    Creates the bucket and the lock table of envs/state.tfvars if they are missing, and has Terraform manage them. It
    may be run at any time, also after being stopped half way.

    Examples:
    stackwright bootstrap
    stackwright bootstrap --local
    """
    root = find_root(Path.cwd())
    screen = Screen(as_json=as_json)
    loaded = load_state(root)
    aws = choose(loaded.settings, root, screen, use_local=local)
    started = time.monotonic()
    created, changed = bootstrap(loaded, root, aws, screen)
    settings = loaded.settings.state
    screen.say(f"State is kept in s3://{settings.bucket_name}, locked with the table {settings.lock_table_name}.")
    screen.document(
        {
            "account_id": loaded.settings.account_id,
            "bucket": settings.bucket_name,
            "lock_table": settings.lock_table_name,
            "created": created,
            "changed": changed,
            "seconds": round(time.monotonic() - started, 3),
        }
    )


def bootstrap(loaded: Loaded[StateSettings], root: Path, aws: Aws, screen: Screen) -> tuple[list[str], int]:
    """Returns what had to be created first, and how many resources Terraform then changed.

    Raises UserError, before anything is created, when the credentials belong to another account.
    """
    target = Target.parse("state")
    with screen.step("state bucket and lock table") as step:
        created = make_state_place(loaded, aws)
        step.result = f"created {' and '.join(created)}" if created else "there already"
    with alone_with(target, root, screen, "bootstrap"):
        synthesise_one(target, root, screen)
        return created, _apply(loaded, root, aws, screen)


def _apply(loaded: Loaded[StateSettings], root: Path, aws: Aws, screen: Screen) -> int:
    """Has Terraform take over what exists and make the rest. Returns how many resources it changed."""
    target = loaded.target
    deadline = time.monotonic() + OTHERS_SECONDS
    while True:
        try:
            mend_state(loaded, root, aws, screen)
            planned = plan(target, root, aws, screen, options=[LOCK_OPTION])
            if not planned.changes:
                return 0
            with screen.step("apply the state stack") as step:
                total = len(planned.changes.resources)
                progress = Progress(total, step.note)
                root_of(target, root, aws, on_line=progress.on_line).apply(planned.file)
                step.result = f"{counted(total, 'resource')} changed"
        except TerraformError as error:
            # Somebody else bootstraps at the same time: see what is left when that is done.
            if error.kind not in ("lock_held", "plan_outdated") or time.monotonic() > deadline:
                raise
            time.sleep(PAUSE_SECONDS)
        else:
            return total
