"""How bad an alarm is: the word that alarms, topics and budgets share."""

from typing import Literal

Severity = Literal["P1", "P2", "P3", "P4"]
"""P1 the site is down, answer within 15 minutes; P2 users are hurt; P3 act within the working day; P4 worth knowing."""
