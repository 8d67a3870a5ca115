"""What a backup has to know of the things it saves."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class BackupSources:
    """What holds data. Each kind needs permissions of its own, so that a list of ARNs would not do."""

    database_instance_arns: Sequence[str] = ()
    database_cluster_arns: Sequence[str] = ()
    bucket_arns: Sequence[str] = ()
    """Buckets must be versioned."""

    @property
    def arns(self) -> list[str]:
        return [*self.database_instance_arns, *self.database_cluster_arns, *self.bucket_arns]
