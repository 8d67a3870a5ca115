"""What goes wrong in a release."""

from toolchain.errors import UserError


class ReleaseError(UserError):
    """A step that did not succeed, in a whole sentence. What was changed before it is taken back."""


class RefusedError(UserError):
    """A release that does not begin, in a whole sentence: nothing was changed."""
