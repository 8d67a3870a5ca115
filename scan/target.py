"""One target, scanned twice: the emitted root, and the plan that Terraform makes of it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scan import checkov
from scan.judge import Scanned
from stacks.synth import SOURCES_FILE, Synthesised
from toolchain.offline import plan_offline

ROOT, PLAN = "terraform_json", "terraform_plan"


def scan(emitted: Synthesised, repository: Path, program: Path, folder: Path) -> Scanned:
    """Scans an emitted root in `folder`, which only this user should be able to look into."""
    name = emitted.target.stack_id
    lines = Lines(json.loads(emitted.root_file.read_text()))
    root_file = folder / f"{name}.tf.json"
    root_file.write_text(lines.text)
    plan_file = folder / f"{name}-plan.json"
    plan_file.write_text(json.dumps(plan_offline(repository, emitted.root_file.parent)))
    reports = {
        ROOT: checkov.run(program, ROOT, root_file, lines.address),
        PLAN: checkov.run(program, PLAN, plan_file, lambda record: record["resource"]),
    }
    sources = json.loads((emitted.root_file.parent / SOURCES_FILE).read_text())
    return Scanned(emitted.target.id, emitted.target.tfvars_path, reports, sources)


class Lines:
    """The resources and providers of a root, each on a line of its own.

    checkov 3.3.30 cannot read a root with `terraform.required_version`, nor one with import entries. What it calls a
    resource lacks the type, but it knows the line.
    """

    def __init__(self, root: Mapping[str, Any]) -> None:
        self._addresses: dict[int, str] = {}
        lines = ["{", f'"provider": {json.dumps(root.get("provider", {}))},', '"resource": {']
        types = root.get("resource", {})
        for type_index, (terraform_type, blocks) in enumerate(types.items(), 1):
            lines.append(f"{json.dumps(terraform_type)}: {{")
            for index, (name, arguments) in enumerate(blocks.items(), 1):
                lines.append(f"{json.dumps(name)}: {json.dumps(arguments)}{',' if index < len(blocks) else ''}")
                self._addresses[len(lines)] = f"{terraform_type}.{name}"
            lines.append("}," if type_index < len(types) else "}")
        self.text = "\n".join([*lines, "}", "}"]) + "\n"

    def address(self, record: Mapping[str, Any]) -> str:
        """The address of what one of checkov's records is about; a provider has its name."""
        return self._addresses.get(record["file_line_range"][0], record["resource"])
