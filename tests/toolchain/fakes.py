"""Stand-ins for the programs we drive: small shell scripts in a folder that a test puts on the PATH."""

import json
from pathlib import Path


def program(folder: Path, name: str, text: str) -> Path:
    """A shell script that can be run."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def terraform(folder: Path, version: str, *, more: str = "", name: str = "terraform") -> Path:
    """A terraform that knows its version, and does what `more` says on anything else."""
    said = json.dumps({"terraform_version": version, "platform": "linux_amd64"})
    return program(folder, name, f"if [ \"$1\" = version ]; then echo '{said}'; exit; fi\n{more}")


def provider(folder: Path, *, version: str = "5.100.0", platform: str = "linux_amd64", packed: bool = False) -> Path:
    """A mirror folder that holds the AWS provider."""
    aws = folder / "registry.terraform.io" / "hashicorp" / "aws"
    path = (
        aws / f"terraform-provider-aws_{version}_{platform}.zip"
        if packed
        else aws / version / platform / f"terraform-provider-aws_v{version}_x5"
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return folder
