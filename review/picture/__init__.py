"""The picture of an environment, drawn from a plan."""

from review.picture.draw import picture

__all__ = ["picture"]
