"""AWS on this machine: moto plus the operations it lacks. Importing this package does not import moto."""

from local_aws.lifecycle import LocalAws, environment, start, status, stop

__all__ = ["LocalAws", "environment", "start", "status", "stop"]
