"""The CDKTF app: `cdktf synth`, `diff`, `deploy` and `destroy` run this file.

All targets in envs/, or only those named as arguments or, separated by spaces, in STACKWRIGHT_TARGETS.
"""

import gc

# A synth keeps all that it makes until it ends: the collector would walk through it again and again for nothing.
gc.disable()

import os
import sys
from pathlib import Path

from cdktf import App

from resources import ResourceError
from settings.problem import SettingsError
from settings.target import Target, discover
from stacks.synth import add_stacks

ROOT = Path(__file__).parent


def main(arguments: list[str]) -> int:
    if os.environ.get("SYNTH_HCL_OUTPUT") in ("1", "true"):
        # CDKTF's own writer would make a root without the resources, which a deploy takes for a wish to destroy them.
        print("Stackwright writes roots as Terraform JSON only: leave --hcl out.", file=sys.stderr)  # noqa: T201
        return 1
    wanted = arguments or os.environ.get("STACKWRIGHT_TARGETS", "").split()
    try:
        targets = [Target.existing(text, ROOT) for text in wanted] or discover(ROOT)
        app = App()
        add_stacks(app, targets, ROOT)
        app.synth()
    except (SettingsError, ResourceError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - this file is a program of its own
        return 1
    return 0


if __name__ == "__main__":
    code = main(sys.argv[1:])
    # Nor need it look once more at everything before the process ends.
    gc.freeze()
    sys.exit(code)
