"""main.py on CDK Terrain: `python with_cdktn.py REPOSITORY`. The two packages differ in their name."""

import runpy
import sys
from pathlib import Path

import cdktn  # ty: ignore[unresolved-import] - it is in an environment of its own

if __name__ == "__main__":
    repository = Path(sys.argv[1])
    sys.modules["cdktf"] = cdktn
    sys.path.insert(0, str(repository))
    sys.argv = [str(repository / "main.py")]
    runpy.run_path(sys.argv[0], run_name="__main__")
