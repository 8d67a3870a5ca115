"""The parameter group of an instance or a cluster."""

from typing import Any

from modules.postgres.engine import apply_method, major_version, parameters
from modules.postgres.inputs import PostgresInputs


def parameter_group_arguments(
    inputs: PostgresInputs, *, name: str, engine: str, engine_version: str, connection_limit: int
) -> dict[str, Any]:
    """`engine` is as RDS calls the family of its parameters: postgres, aurora-postgresql."""
    chosen = parameters(
        extensions=inputs.extensions,
        max_connections=connection_limit,
        slow_query_milliseconds=inputs.monitoring.slow_query_milliseconds,
        changes=inputs.parameters,
    )
    family = f"{engine}{major_version(engine_version)}"
    return {
        "name": f"{name}-{family}",
        "family": family,
        "description": f"Parameters of {name}",
        "parameter": [
            {"name": parameter, "value": value, "apply_method": apply_method(parameter)}
            for parameter, value in chosen.items()
        ],
        # A major upgrade needs the next family's group while the server still uses this one.
        "lifecycle": {"create_before_destroy": True},
    }
