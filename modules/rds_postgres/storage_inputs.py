"""What a caller decides about the volume of a database."""

import math
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from modules.base.inputs import Finding, Inputs
from modules.base.later import Later

# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage
GP3_PERFORMANCE_FROM_GIB = 400
GP3_LARGEST_GIB = 65_536
LEAST_GROWTH_PERCENT = 10


class StorageInputs(Inputs):
    """The gp3 volume of the database, which grows by itself up to a limit."""

    allocated_gib: Annotated[int, Later("up only")] = Field(default=20, ge=20, le=GP3_LARGEST_GIB)
    """Size to begin with, in GiB. AWS never makes a volume smaller."""

    maximum_gib: int | None = Field(default=None, le=GP3_LARGEST_GIB)
    """Size up to which RDS enlarges the volume by itself; it stays as it is unless given."""

    iops: int | None = Field(default=None, ge=12_000, le=64_000)
    """Provisioned I/O operations per second, from 400 GiB on; AWS's baseline (3,000, then 12,000) unless given."""

    throughput_mibps: int | None = Field(default=None, ge=500, le=4_000)
    """Provisioned MiB per second, from 400 GiB on, at most a quarter of iops."""

    def findings(self) -> Iterator[Finding]:
        least = math.ceil(self.allocated_gib * (100 + LEAST_GROWTH_PERCENT) / 100)
        if self.maximum_gib is not None and self.maximum_gib < least:
            yield Finding(
                ("maximum_gib",),
                f"must be at least {least}, {LEAST_GROWTH_PERCENT} % above allocated_gib: RDS grows in such steps",
                self.maximum_gib,
            )
        for name in ("iops", "throughput_mibps"):
            if getattr(self, name) is not None and self.allocated_gib < GP3_PERFORMANCE_FROM_GIB:
                yield Finding(
                    (name,),
                    f"needs an allocated_gib of {GP3_PERFORMANCE_FROM_GIB} or more; leave it out below",
                    getattr(self, name),
                )
        if self.throughput_mibps is not None and self.iops is not None and self.throughput_mibps * 4 > self.iops:
            yield Finding(
                ("throughput_mibps",), f"must be at most {self.iops // 4}, a quarter of iops", self.throughput_mibps
            )
