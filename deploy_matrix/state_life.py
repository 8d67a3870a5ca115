"""The life of the state stack: made by bootstrap, and in the end taken apart by hand, as its module's README says."""

import re

from deploy_matrix.judge import left
from deploy_matrix.life import Life
from deploy_matrix.site import REPOSITORY, CommandError

README = REPOSITORY / "modules" / "state" / "README.md"
OVERRIDE = "destroy_override.tf.json"


class StateLife(Life):
    """The stack that all others keep their state in, so it lasts longest."""

    def bootstrap(self) -> str:
        """Is what applies it."""
        self.site.start()
        return "apply"

    def apply(self) -> None:
        """`stackwright bootstrap`, which may be run again."""
        self.site.stackwright("bootstrap", "--local")
        self.resources = self._in_state()

    def protection(self) -> None:
        """Our command never destroys it, and Terraform's destroy is prevented."""
        self._expect_refusal("cannot be destroyed with this command")
        self._expect_terraform_refuses()

    def destroy(self) -> None:
        """The state comes out of the bucket into a file, protection is lifted, then everything goes."""
        (self.site.folder / self.target.root_dir / OVERRIDE).write_text(override())
        self._terraform("init", "-migrate-state", "-force-copy")
        self._terraform("apply", "-auto-approve")
        self._terraform("destroy", "-auto-approve")
        self._expect_nothing("the account still has", left({}, self.site.ledger()))

    def _terraform(self, *arguments: str) -> None:
        done = self.site.terraform(self.target, *arguments, "-no-color")
        if done.exit_code != 0:
            raise CommandError(f"terraform {' '.join(arguments)} ended with {done.exit_code}:\n{done.stderr}")


def override() -> str:
    """The file that the README has one write."""
    found = re.search(r"^```json\n(.*?)^```$", README.read_text(), re.DOTALL | re.MULTILINE)
    if found is None:
        raise CommandError(f"{README} does not say any more how the stack is taken apart")
    return found[1]
