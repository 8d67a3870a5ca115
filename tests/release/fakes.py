"""Time that passes only when somebody waits."""

from release.clients import Clock


class FakeTime:
    """`clock` is a Clock on it."""

    def __init__(self) -> None:
        self.seconds = 0.0

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: self.seconds, sleep=self._pass, poll_seconds=5)

    def _pass(self, seconds: float) -> None:
        self.seconds += seconds


def quiet(text: str) -> None:
    """Takes progress and shows it nowhere."""
