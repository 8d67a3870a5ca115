class UserError(Exception):
    """A known problem. The text is a whole sentence: what happened, where, and what to do."""
