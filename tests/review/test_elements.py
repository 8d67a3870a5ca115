from review.elements import pairs_in_any_order, pairs_in_order


def test_in_any_order_what_is_on_both_sides_needs_no_pair():
    pairs, old, new = pairs_in_any_order(["a", "b", "b"], ["b", "c", "a"], None)
    assert (pairs, list(old), list(new)) == ([(2, 1)], [], [])


def test_in_any_order_names_make_pairs():
    before = [{"name": "a", "v": 1}, {"name": "b", "v": 1}, {"name": "c"}]
    after = [{"name": "d"}, {"name": "b", "v": 2}, {"name": "a", "v": 2}, {"name": "e"}]
    pairs, old, new = pairs_in_any_order(before, after, None)
    assert (pairs, list(old), list(new)) == ([(0, 2), (1, 1)], [2], [0, 3])


def test_names_that_two_elements_have_make_none():
    pairs, old, new = pairs_in_any_order([{"name": "a", "v": 1}, {"name": "a", "v": 2}], [{"name": "a", "v": 3}], None)
    assert (pairs, list(old), list(new)) == ([], [0, 1], [0])


def test_an_element_that_is_not_known_is_like_no_other():
    pairs, old, new = pairs_in_any_order([{"a": None}], [{"a": None}], [{"a": True}])
    assert (pairs, list(old), list(new)) == ([(0, 0)], [], [])


def test_in_order_the_end_stays_the_end():
    pairs, old, new = pairs_in_order(["a", "b", "c"], ["a", "c"])
    assert (pairs, list(old), list(new)) == ([(0, 0), (2, 1)], [1], [])
    pairs, old, new = pairs_in_order(["a"], ["b", "c", "a"])
    assert (pairs, list(old), list(new)) == ([(0, 2)], [], [0, 1])
