"""The parameter group of any PostgreSQL server."""

from modules.postgres.parameter_group import parameter_group_arguments
from modules.rds_postgres.inputs import RdsPostgresInputs


def test_each_parameter_says_when_it_takes_effect():
    inputs = RdsPostgresInputs(
        database_name="shop", instance_class="db.t4g.micro", extensions=("vector",), parameters={"work_mem": "65536"}
    )
    made = parameter_group_arguments(
        inputs, name="shop-dev-database", engine="postgres", engine_version="16.9", connection_limit=84
    )
    blocks = {block["name"]: (block["value"], block["apply_method"]) for block in made.pop("parameter")}
    assert made == {
        "name": "shop-dev-database-postgres16",
        "family": "postgres16",
        "description": "Parameters of shop-dev-database",
        "lifecycle": {"create_before_destroy": True},
    }
    assert blocks["work_mem"] == ("65536", "immediate")
    assert blocks["max_connections"] == ("84", "pending-reboot")
    assert blocks["rds.allowed_extensions"] == ("vector", "immediate")
