"""A CDKTF app that makes every resource of an emitted root with the prebuilt bindings: `prebuilt_app.py cdk.tf.json`.

Runs in an environment that has nothing of this repository. Lifecycle, dependencies, and what the bindings refuse are
left out: it is there to be measured, not to be deployed.
"""

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from cdktf import App, TerraformStack

LEFT_OUT = ("lifecycle", "depends_on", "provider", "count", "for_each")


def make(stack: TerraformStack, terraform_type: str, name: str, arguments: dict[str, Any]) -> None:
    short = terraform_type.removeprefix("aws_")
    module = import_module(f"cdktf_cdktf_provider_aws.{short}")
    class_name = "".join(part.capitalize() for part in short.split("_"))
    # Where a class would be called like another one's configuration, it ends with an A.
    resource = getattr(module, class_name, None) or getattr(module, f"{class_name}A")
    given = {key: value for key, value in arguments.items() if key not in LEFT_OUT}
    try:
        resource(stack, f"{short}-{name}", **given)
    except Exception:
        # A single block is a struct for the bindings where the JSON may have a list of one.
        unwrapped = {key: _unwrapped(value) for key, value in given.items()}
        resource(stack, f"{short}-{name}-unwrapped", **unwrapped)


def _unwrapped(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict) else value


def main(root_file: Path) -> int:
    app = App()
    stack = TerraformStack(app, "prebuilt")
    import_module("cdktf_cdktf_provider_aws.provider").AwsProvider(stack, "aws", region="us-east-1")
    refused = []
    for terraform_type, blocks in json.loads(root_file.read_text())["resource"].items():
        for name, arguments in blocks.items():
            try:
                make(stack, terraform_type, name, arguments)
            except Exception as error:
                refused.append(f"{terraform_type}.{name}: {type(error).__name__}")
    app.synth()
    sys.stdout.write(f"{len(refused)} resources were refused by the bindings\n" + "\n".join(refused) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
