"""What a task gets to use a PostgreSQL database."""

from collections.abc import Sequence

from modules.base.context import Context
from modules.base.iam import Statement

PORT = 5432


def client_environment(host: str, database_name: str, user: str) -> dict[str, str]:
    """Variables that say where the database is and as whom to log in; the password is a secret."""
    return {
        "DATABASE_HOST": host,
        "DATABASE_PORT": str(PORT),
        "DATABASE_NAME": database_name,
        "DATABASE_USER": user,
        "DATABASE_SSL_MODE": "require",
    }


def log_in_statements(context: Context, resource_id: str, users: Sequence[str]) -> tuple[Statement, ...]:
    """Lets a task log in with IAM tokens as these users; nothing without users."""
    if not users:
        return ()
    resources = [context.arn("rds-db", f"dbuser:{resource_id}/{user}") for user in users]
    return (Statement(sid="LogInToTheDatabase", actions=["rds-db:connect"], resources=resources),)
