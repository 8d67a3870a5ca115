"""How a person calls this program."""

import os
import shutil
import sys
from pathlib import Path

NAME = "stackwright"


def program() -> str:
    """`stackwright` where the shell would find it, else its path, so that printed commands can be copied."""
    installed = Path(sys.executable).parent / NAME
    found = shutil.which(NAME)
    if (found and Path(found).resolve() == installed.resolve()) or not installed.exists():
        return NAME
    return os.path.relpath(installed) if installed.is_relative_to(Path.cwd()) else str(installed)
