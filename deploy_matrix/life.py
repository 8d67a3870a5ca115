"""A target's life from an empty account to an empty account, in stages; each raises MatrixError with what is wrong."""

from collections.abc import Callable
from typing import Any

from deploy_matrix.edits import change_owner, other_images
from deploy_matrix.judge import left, not_changed, not_empty, not_in_place
from deploy_matrix.site import Site
from scripts.base.aws import hosted_zones
from scripts.base.settings import load
from settings.target import Target

Stage = Callable[[], str | None]


class MatrixError(Exception):
    """Something that should be so and is not."""


class Life:
    """One target in a site of its own. A stage returns a word where there was nothing to do, why."""

    def __init__(self, site: Site, target: Target) -> None:
        self.site = site
        self.target = target
        self.resources = 0
        self._before: dict[str, list[str]] = {}
        self._settings = load(target, site.folder).settings

    def stages(self) -> tuple[Stage, ...]:
        """In the order of deploy_matrix.row.STAGES."""
        return (self.bootstrap, self.apply, self.plan_is_empty, self.update, self.protection, self.destroy)

    def bootstrap(self) -> str | None:
        """The local AWS and the place for the state."""
        self.site.start(hosted_zones([self._settings]))
        self.site.stackwright("bootstrap", "--local")
        self.note_account()
        return None

    def note_account(self) -> None:
        """What the account holds now is not the target's, and stays when that goes."""
        self._before = self.site.ledger()

    def apply(self) -> None:
        """`cdktf deploy`."""
        self._command("deploy", "--yes")
        self.resources = self._in_state()

    def plan_is_empty(self) -> None:
        """A plan right after an apply changes nothing, and the local AWS had all it was asked for."""
        self._expect_nothing("the plan after an apply is not empty:", not_empty(self._plan()))
        self._expect_nothing("the local AWS does not have", self.site.unsupported())

    def update(self) -> None:
        """Another owner and other images, by a plan that is looked at and then applied: all of it in place."""
        change_owner(self.target, self.site.folder)
        images = other_images(self.site.folder / self.target.root_dir / "cdk.tf.json")
        self.site.variables.update(images)
        plan_file = self.site.folder / "update.tfplan"
        plan = self._plan("--out", str(plan_file))
        self._expect_nothing("another owner and other images change", not_changed(plan, images))
        self._expect_nothing("another owner and other images are not changed in place:", not_in_place(plan))
        self._command("deploy", "--yes", "--plan", str(plan_file))
        self._expect_nothing("the plan after an update is not empty:", not_empty(self._plan()))

    def protection(self) -> str | None:
        """What is protected is not destroyed by mistake: not by our command, and not by Terraform past it."""
        if not self._protected():
            return "none"
        self._expect_refusal(f"{self.target} was not destroyed: it is production")
        self._expect_terraform_refuses()
        return None

    def destroy(self) -> None:
        """`cdktf destroy`, after which neither the state nor the account has anything of it."""
        self._command("destroy", "--yes", self.target.id, *(["--production"] if self._protected() else []))
        if self._in_state():
            raise MatrixError(f"the state still has {self._in_state()} resources after the destroy")
        self._expect_nothing("the account still has", left(self._before, self.site.ledger()))

    def _protected(self) -> bool:
        return getattr(self._settings, "deletion_protection", True)

    def _command(self, verb: str, *options: str) -> str:
        return self.site.stackwright(verb, self.target.id, "--local", *options)

    def _plan(self, *options: str) -> dict[str, Any]:
        return self.site.json("plan", self.target.id, "--local", *options)

    def _in_state(self) -> int:
        resources = self.site.state(self.target)["resources"]
        return sum(len(resource["instances"]) for resource in resources if resource["mode"] == "managed")

    def _expect_refusal(self, words: str) -> None:
        done = self.site.run("destroy", self.target.id, "--local", "--yes", self.target.id)
        if done.exit_code != 1 or words not in done.stderr:
            raise MatrixError(f"the destroy of a protected target ended with {done.exit_code}:\n{done.stderr}")

    def _expect_terraform_refuses(self) -> None:
        """Whoever goes past our command is stopped by prevent_destroy."""
        done = self.site.terraform(self.target, "plan", "-destroy", "-no-color")
        if done.exit_code != 1 or "prevent_destroy set" not in " ".join(done.stderr.split()):
            raise MatrixError(f"terraform plan -destroy ended with {done.exit_code}:\n{done.stderr}")

    @staticmethod
    def _expect_nothing(what: str, found: list[str]) -> None:
        if found:
            raise MatrixError("\n  ".join([what, *found]))
