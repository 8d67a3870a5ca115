"""What goes wrong while a plan is read."""


class PlanError(ValueError):
    """A text that cannot be reviewed. The message is a whole sentence: what it is, and what to do."""
