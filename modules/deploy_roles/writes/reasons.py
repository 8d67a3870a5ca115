"""Why a statement is about any resource, where several statements have the same reason."""

TAGGED = "the resources have ids, not names, so the condition tells them by the environment's tags"
