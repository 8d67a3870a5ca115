"""Is an environment ready: for the loss of a part of it, and for the day it goes live."""
