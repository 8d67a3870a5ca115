"""A snapshot of the database before anything touches it."""

from collections.abc import Callable

from botocore.exceptions import ClientError

from release.clients import Clients, Clock
from release.errors import ReleaseError
from release.facts import Database

TIMEOUT_SECONDS = 60 * 60
FULL = ("SnapshotQuotaExceeded", "SnapshotQuotaExceededFault", "DBClusterSnapshotQuotaExceeded")


def take(clients: Clients, database: Database, number: int, clock: Clock, say: Callable[[str], object]) -> str:
    """Takes a snapshot named after the release and returns its id once it is complete.

    Raises ReleaseError when AWS refuses it, or when it is not complete within an hour.
    """
    name = f"{database.identifier}-release-{number}"
    try:
        if database.is_cluster:
            clients.rds.create_db_cluster_snapshot(
                DBClusterIdentifier=database.identifier, DBClusterSnapshotIdentifier=name
            )
        else:
            clients.rds.create_db_snapshot(DBInstanceIdentifier=database.identifier, DBSnapshotIdentifier=name)
    except ClientError as error:
        code = error.response["Error"]["Code"]
        hint = " Delete manual snapshots that nobody needs, or ask AWS for more." if code in FULL else ""
        said = error.response["Error"].get("Message", code).rstrip(".")
        raise ReleaseError(f"The snapshot {name} could not be taken: {said}.{hint}") from None
    deadline = clock.deadline(TIMEOUT_SECONDS)
    while (status := _status(clients, database, name)) != "available":
        if status == "failed":
            raise ReleaseError(f"The snapshot {name} failed.")
        say(status)
        if deadline.is_over:
            raise ReleaseError(f"The snapshot {name} was not complete within {TIMEOUT_SECONDS // 60} minutes.")
        deadline.pause()
    return name


def _status(clients: Clients, database: Database, name: str) -> str:
    if database.is_cluster:
        [found] = clients.rds.describe_db_cluster_snapshots(DBClusterSnapshotIdentifier=name)["DBClusterSnapshots"]
    else:
        [found] = clients.rds.describe_db_snapshots(DBSnapshotIdentifier=name)["DBSnapshots"]
    return found["Status"]
