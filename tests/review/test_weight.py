from review.model import Action
from review.weight import WEIGHT, counts, heaviest


def test_every_action_has_a_weight() -> None:
    assert set(WEIGHT) == set(Action)


def test_a_destroy_is_seen_first() -> None:
    assert heaviest([Action.CREATE, Action.DESTROY, Action.REPLACE]) is Action.DESTROY


def test_nothing_is_heaviest_of_nothing() -> None:
    assert heaviest([]) is None


def test_counts_are_in_the_order_of_actions() -> None:
    found = counts([Action.DESTROY, Action.CREATE, Action.DESTROY])

    assert list(found.items()) == [(Action.CREATE, 1), (Action.DESTROY, 2)]
