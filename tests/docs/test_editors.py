"""What editors are told of `stackwright check` fits what it says."""

import json
import re
from pathlib import Path

from tests.docs.tour import REPOSITORY, copied, run


def test_the_task_finds_every_line_of_check(tmp_path: Path):
    copy = copied(tmp_path)
    path = copy / "envs" / "macro-ai" / "dev.tfvars"
    path.write_text(path.read_text().replace("memory_mib ", "memory_mb "))
    [task] = json.loads((REPOSITORY / ".vscode" / "tasks.json").read_text())["tasks"]
    assert task["command"] == "${workspaceFolder}/.venv/bin/stackwright"
    pattern = task["problemMatcher"]["pattern"]
    said = run(f"stackwright {' '.join(task['args'])}", copy).splitlines()
    problems = [line for line in said if not line.endswith((": ok", " problems"))]
    assert len(problems) == 4
    for line in problems:
        found = re.search(pattern["regexp"], line)
        assert found, line
        assert (copy / found[pattern["file"]]).is_file()
        assert int(found[pattern["line"]]) > 1
        assert found[pattern["message"]].startswith("services.")
