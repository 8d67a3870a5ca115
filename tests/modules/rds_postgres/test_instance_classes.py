"""Instance classes against EC2's own figures."""

import gzip
import json
from pathlib import Path

import moto
import pytest

from modules.base.inputs import Inputs
from modules.rds_postgres.instance_classes import MEMORY_GIB, InstanceClass, cpu_architecture
from tests.modules import messages


class ClassInputs(Inputs):
    """One class."""

    instance_class: InstanceClass


@pytest.fixture(scope="module")
def instance_types():
    """EC2's description of its instance types, as moto ships it."""
    path = Path(moto.__file__).parent / "ec2" / "resources" / "instance_types.json.gz"
    return json.loads(gzip.decompress(path.read_bytes()))


def test_memory_is_that_of_the_ec2_instance_type(instance_types):
    types = {name: instance_types[name.removeprefix("db.")] for name in MEMORY_GIB}
    assert {name: kind["MemoryInfo"]["SizeInMiB"] // 1024 for name, kind in types.items()} == MEMORY_GIB


def test_architecture_is_that_of_the_ec2_instance_type(instance_types):
    words = {"arm64": "ARM64", "x86_64": "X86_64"}
    types = {name: instance_types[name.removeprefix("db.")]["ProcessorInfo"] for name in MEMORY_GIB}
    expected = {name: words[kind["SupportedArchitectures"][-1]] for name, kind in types.items()}
    assert {name: cpu_architecture(name) for name in MEMORY_GIB} == expected


@pytest.mark.parametrize(
    ("instance_class", "hint"),
    [
        ("db.t3.mikro", " (db.t3 comes in micro, small, medium, large, xlarge, 2xlarge)"),
        ("t3.micro", "; did you mean db.t3.micro?"),
        ("huge", ""),
    ],
)
def test_unknown_class(instance_class, hint):
    assert messages(lambda: ClassInputs(instance_class=instance_class)) == [
        "instance_class must be an instance class of RDS for PostgreSQL such as db.t4g.micro or db.r6g.large"
        f'{hint}, got "{instance_class}"'
    ]
