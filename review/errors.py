"""What goes wrong while a plan is read."""


class PlanError(ValueError):
    """A text that cannot be reviewed. The message is a whole sentence: what it is, and what to do."""


class PolicyError(PlanError):
    """A file of accepted findings that cannot be used. One problem a line, each with its place."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
