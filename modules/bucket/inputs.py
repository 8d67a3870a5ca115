"""What a caller decides about a bucket of the system's own."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field

from modules.base.fields import matching
from modules.base.inputs import Finding, Inputs

# https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html: objects move
# down this list only, and stay in Standard and in Standard-IA for 30 days before they move to or from Standard-IA.
StorageClass = Literal["STANDARD_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"]
COLDER = ("STANDARD_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE")
DAYS_OF_STANDARD_IA = 30

# The buckets with the logs and the replica of one have these endings.
BucketName = Annotated[
    str,
    matching(
        r"(?!.*-(logs|replica)$)[a-z][a-z0-9]*(-[a-z0-9]+)*",
        "a name of lower case letters, digits and single dashes that does not end with -logs or -replica",
    ),
]
Origin = Annotated[
    str,
    matching(
        r"https://(\*\.)?[a-z0-9.-]+(:\d+)?|http://localhost(:\d+)?",
        "an origin such as https://app.example.com or http://localhost:3000",
    ),
]


def bucket_variable(name: str) -> str:
    """The environment variable that tells a task the name of a bucket: ASSETS_BUCKET."""
    return f"{name.replace('-', '_').upper()}_BUCKET"


class TransitionInputs(Inputs):
    """A move to colder storage, which costs less to keep and more to read."""

    after_days: int = Field(ge=0)
    """Days after an object was written."""

    storage_class: StorageClass
    """Where it moves. Reading from GLACIER and DEEP_ARCHIVE takes minutes to days."""


class CorsRuleInputs(Inputs):
    """Which pages of other origins a browser lets read or write here."""

    allowed_origins: tuple[Origin, ...] = Field(min_length=1)
    """Origins of those pages; never `*`, which is every page there is."""

    allowed_methods: tuple[Literal["GET", "HEAD", "PUT", "POST", "DELETE"], ...] = Field(default=("GET",), min_length=1)
    """What they may do with a URL that a task has signed."""

    allowed_headers: tuple[str, ...] = ("*",)
    """Headers that they may send."""

    exposed_headers: tuple[str, ...] = ("ETag",)
    """Headers of the answer that they may read."""

    max_age_seconds: int = Field(default=3600, ge=0, le=86_400)
    """Seconds that a browser remembers this."""


class BucketInputs(Inputs):
    """A bucket that tasks keep files in: uploads, exports, dumps."""

    task_access: Literal["read", "write", "read_write"] = "read_write"
    """What tasks that connect to it may do; `write` neither reads, nor lists, nor deletes."""

    transitions: tuple[TransitionInputs, ...] = ()
    """Moves to colder storage, in order."""

    expire_after_days: int | None = Field(default=None, ge=1)
    """Days after which objects are deleted, if ever."""

    noncurrent_version_days: int = Field(default=90, ge=1)
    """Days that replaced and deleted objects can be brought back."""

    cors: tuple[CorsRuleInputs, ...] = ()
    """What browsers may do with signed URLs from the pages of other origins."""

    access_log: bool = True
    """Whether each request is written to the bucket of access logs."""

    def findings(self) -> Iterator[Finding]:
        first = self.transitions[:1]
        for step in first:
            if step.storage_class == "STANDARD_IA" and step.after_days < DAYS_OF_STANDARD_IA:
                yield Finding(
                    ("transitions", 0, "after_days"),
                    f"must be at least {DAYS_OF_STANDARD_IA} when storage_class is STANDARD_IA",
                    step.after_days,
                )
        for index, (before, step) in enumerate(pairwise(self.transitions), start=1):
            yield from self._order_findings(index, before, step)
        last = self.transitions[-1].after_days if self.transitions else 0
        if self.expire_after_days is not None and self.transitions and self.expire_after_days <= last:
            yield Finding(
                ("expire_after_days",),
                f"must be more than {last}, the days of the last transition",
                self.expire_after_days,
            )

    @staticmethod
    def _order_findings(index: int, before: TransitionInputs, step: TransitionInputs) -> Iterator[Finding]:
        if COLDER.index(step.storage_class) <= COLDER.index(before.storage_class):
            yield Finding(
                ("transitions", index, "storage_class"),
                f"must be colder than {before.storage_class}",
                step.storage_class,
            )
        least = before.after_days + (DAYS_OF_STANDARD_IA if before.storage_class == "STANDARD_IA" else 1)
        if step.after_days < least:
            yield Finding(("transitions", index, "after_days"), f"must be at least {least}", step.after_days)
