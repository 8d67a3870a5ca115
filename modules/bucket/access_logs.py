"""Who asked for what in the buckets of a system."""

from collections.abc import Mapping

from modules.base.construct import Module, ModuleScope
from modules.base.private_bucket import PrivateBucket, access_log_statement

RETENTION_DAYS = 365
"""A year, as long as audits look back."""


class BucketAccessLogs(Module):
    """One bucket that S3 writes the requests to all of `sources` to, those to `assets` under `assets/`.

    Its own requests are not logged: each line would make another one.
    """

    def __init__(
        self, scope: ModuleScope, id: str, *, sources: Mapping[str, PrivateBucket], deletion_protection: bool
    ) -> None:
        super().__init__(scope, id)
        logs = PrivateBucket(
            self,
            "bucket",
            name="bucket-logs",
            lifecycle_rules=[
                {
                    "id": "expire",
                    "transition": [{"days": 30, "storage_class": "STANDARD_IA"}],
                    "expiration": {"days": RETENTION_DAYS},
                    "noncurrent_version_expiration": {"noncurrent_days": 1},
                    "abort_incomplete_multipart_upload": {"days_after_initiation": 1},
                }
            ],
            protected=deletion_protection,
        )
        ready = logs.set_policy([access_log_statement(logs, source, f"{name}/") for name, source in sources.items()])
        for name, source in sources.items():
            source.log_access_to(logs, f"{name}/", ready)
