"""What an apply changes: by name where IAM knows the name, else by the tags that every resource of a stack carries."""

from collections.abc import Mapping, Sequence

from modules.base.iam import Statement
from modules.deploy_roles.names import EnvironmentNames
from modules.deploy_roles.writes.data import data
from modules.deploy_roles.writes.edge import edge
from modules.deploy_roles.writes.network import network
from modules.deploy_roles.writes.operations import operations
from modules.deploy_roles.writes.services import services
from modules.deploy_roles.writes.storage import storage


def writes(names: EnvironmentNames, hosted_zone_ids: Sequence[str]) -> Mapping[str, Sequence[Statement]]:
    """Policy name -> statements. Several policies, as one has at most 6,144 characters."""
    return {
        "network": network(names),
        "services": services(names),
        "data": data(names),
        "storage": storage(names),
        "edge": edge(names, hosted_zone_ids),
        "operations": operations(names),
    }
