"""A state that was deleted: to Terraform alone it looks like a target that was never deployed."""

import json
from pathlib import Path

from scripts.base.aws import Aws
from scripts.base.aws_client import client, in_sentences
from toolchain.errors import UserError


def refuse_lost_state(folder: Path, aws: Aws, called: str) -> None:
    """Raises UserError when the state of a synthesised root, of which there is none now, was there before.

    With the lock table Terraform itself refuses, because the table remembers the state. `called` is what a command line
    names the target by.
    """
    backend = json.loads((folder / "cdk.tf.json").read_text())["terraform"]["backend"]["s3"]
    with in_sentences():
        s3 = client("s3", backend["region"], aws.environment)
        found = s3.list_object_versions(Bucket=backend["bucket"], Prefix=backend["key"])
    deleted = [mark for mark in found.get("DeleteMarkers", []) if mark["Key"] == backend["key"] and mark["IsLatest"]]
    if deleted:
        when = f"{deleted[0]['LastModified']:%Y-%m-%d %H:%M:%S} UTC"
        raise UserError(
            f"The state s3://{backend['bucket']}/{backend['key']} was deleted, {when}. Without it everything would be "
            f"made a second time. `stackwright state {called} --versions` lists what can be put back."
        )
