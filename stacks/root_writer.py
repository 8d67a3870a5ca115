"""How a stack's resources come into its root: past CDKTF's own writer, which would search each value for its tokens."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jsii
from cdktf import IStackSynthesizer, ISynthesisSession, TerraformStack


@jsii.implements(IStackSynthesizer)
class RootWriter:
    """Lets CDKTF write the root with what it knows of, then adds `parts()` to it.

    Values in `parts()` are Terraform's JSON already. CDKTF would walk through them four times in Node, which costs as
    much as everything else that a synth does after its start. Constructs of others stay CDKTF's own matter.
    """

    def __init__(self, stack: TerraformStack, parts: Callable[[], Mapping[str, Any]]) -> None:
        self._stack = stack
        self._parts = parts
        self._usual = stack.synthesizer

    def synthesize(self, session: ISynthesisSession) -> None:
        self._usual.synthesize(session)
        path = Path(session.outdir, session.manifest.for_stack(self._stack).synthesized_stack_path)
        root = merged(json.loads(path.read_text(encoding="utf-8")), self._parts())
        # CDKTF's own layout: two spaces, keys sorted.
        path.write_text(json.dumps(root, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def merged(root: Mapping[str, Any], parts: Mapping[str, Any]) -> dict[str, Any]:
    """Both, maps into maps and lists behind lists. Raises ValueError when both have a value at the same place."""
    result = dict(root)
    for name, part in parts.items():
        present = result.get(name)
        if present is None:
            result[name] = part
        elif isinstance(present, Mapping) and isinstance(part, Mapping):
            result[name] = merged(present, part)
        elif isinstance(present, list) and isinstance(part, list):
            result[name] = [*present, *part]
        else:
            raise ValueError(f"{name} is made twice in one root, here and by a construct of CDKTF's")
    return result
