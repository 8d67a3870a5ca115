"""The DB instance classes of RDS for PostgreSQL: their memory and processor."""

import difflib
from typing import Annotated

from pydantic import AfterValidator

from modules.base.fields import refused

# A class has the memory of the EC2 instance type it is named after; tests compare both.
# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
_BURSTABLE_GIB = {"micro": 1, "small": 2, "medium": 4, "large": 8, "xlarge": 16, "2xlarge": 32}
_MULTIPLES_OF_LARGE = {
    "large": 1, "xlarge": 2, "2xlarge": 4, "4xlarge": 8, "8xlarge": 16, "12xlarge": 24, "16xlarge": 32,
    "24xlarge": 48, "32xlarge": 64, "48xlarge": 96,
}  # fmt: skip
_LARGE_GIB = {"m": 8, "r": 16}
_LARGEST = {
    "m5": "24xlarge", "m6g": "16xlarge", "m6gd": "16xlarge", "m6i": "32xlarge", "m7g": "16xlarge", "m7i": "48xlarge",
    "m8g": "48xlarge", "r5": "24xlarge", "r6g": "16xlarge", "r6gd": "16xlarge", "r6i": "32xlarge", "r7g": "16xlarge",
    "r7i": "48xlarge", "r8g": "48xlarge",
}  # fmt: skip
_NOT_OFFERED = {"db.m7i.32xlarge", "db.r7i.32xlarge", "db.m8g.32xlarge", "db.r8g.32xlarge"}


def _memory_gib() -> dict[str, int]:
    memory = {f"db.{family}.{size}": gib for family in ("t3", "t4g") for size, gib in _BURSTABLE_GIB.items()}
    for family, largest in _LARGEST.items():
        for size, multiple in _MULTIPLES_OF_LARGE.items():
            if multiple <= _MULTIPLES_OF_LARGE[largest]:
                memory[f"db.{family}.{size}"] = _LARGE_GIB[family[0]] * multiple
    return {name: gib for name, gib in memory.items() if name not in _NOT_OFFERED}


MEMORY_GIB = _memory_gib()


def cpu_architecture(instance_class: str) -> str:
    """ "ARM64" for Graviton, else "X86_64": the two are priced apart."""
    return "ARM64" if "g" in instance_class.split(".")[1] else "X86_64"


def _known(value: str) -> str:
    if value not in MEMORY_GIB:
        accepted = "an instance class of RDS for PostgreSQL such as db.t4g.micro or db.r6g.large"
        raise refused(f"{accepted}{_hint(value)}", value)
    return value


def _hint(value: str) -> str:
    family = value.rpartition(".")[0] + "."
    sizes = [name.removeprefix(family) for name in MEMORY_GIB if name.startswith(family)]
    if sizes:
        return f" ({family.rstrip('.')} comes in {', '.join(sizes)})"
    near = difflib.get_close_matches(value, MEMORY_GIB, n=1, cutoff=0.75)
    return f"; did you mean {near[0]}?" if near else ""


InstanceClass = Annotated[str, AfterValidator(_known)]
