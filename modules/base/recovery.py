"""The provider alias of the region that things are copied to."""

RECOVERY_PROVIDER = "aws.recovery"
