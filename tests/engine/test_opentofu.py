"""Roots hold nothing that only Terraform accepts."""

import json
import re
from pathlib import Path

PARTS = {"//", "import", "moved", "output", "provider", "resource", "terraform", "variable"}
SETTINGS = {"backend", "required_providers", "required_version"}
FUNCTIONS = {"one", "uuid"}


def test_parts_that_opentofu_has_too(roots: dict[str, Path]):
    found = {stack: json.loads(path.read_text()) for stack, path in roots.items()}
    assert {stack: set(root) - PARTS for stack, root in found.items() if set(root) - PARTS} == {}
    assert {name for root in found.values() for name in root["terraform"]} == SETTINGS


def test_functions_that_opentofu_has_too(roots: dict[str, Path]):
    expressions = [
        expression for path in roots.values() for expression in re.findall(r"(?<!\$)\$\{([^}]*)\}", path.read_text())
    ]
    assert {name for expression in expressions for name in re.findall(r"\b(\w+)\(", expression)} <= FUNCTIONS
