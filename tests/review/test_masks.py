from review.masks import EveryElement, any_mark, below, either, entries, hides, marked


def test_below():
    mask = {"a": True, "list": [False, {"b": True}], "every": EveryElement({"c": True})}
    assert below(below(mask, "list"), 1) == {"b": True}
    assert below(below(mask, "every"), 7) == {"c": True}
    assert below(True, "anything") is True
    assert [below(mask, "x"), below(below(mask, "list"), 9), below(False, 0), below([], "a")] == [None] * 4


def test_any_mark():
    assert any_mark({"a": [{}, {"b": True}]})
    assert any_mark(EveryElement({"b": True}))
    assert not any_mark({"a": [{}, {"b": False}], "c": None})


def test_either_has_the_marks_of_both():
    assert either({"a": True}, {"b": [True]}) == {"a": True, "b": [True]}
    assert either(False, {"a": True}) == {"a": True}
    assert either({"a": True}, True) is True
    assert either([{"a": True}, {}], [{"b": True}]) == EveryElement({"a": True, "b": True})
    assert either([{}, {}], [{}]) is None
    assert either({"a": True}, [{}, {"b": True}]) is True
    assert either({"a": {}}, [{}]) is False
    assert either(EveryElement({"a": True}), [{"b": True}]) == EveryElement({"b": True, "a": True})


def test_marked_values():
    value = {"a": "1", "list": [{"b": "2"}, {"b": "3"}], "c": "4"}
    assert list(marked(value, {"a": True, "list": EveryElement({"b": True}), "gone": True})) == ["1", "2", "3"]
    assert list(marked(value, {"list": [{}, {"b": True}], "c": {"d": True}})) == ["3", "4"]


def test_entries():
    assert entries({"a": True}) == {"a": True}
    assert entries(True) == entries([{"a": True}]) == entries(None) == {}


def test_a_tree_of_another_shape_hides_the_whole_value():
    assert all(
        hides(*pair)
        for pair in (
            (True, 5),
            ({"a": True}, "text"),
            ({"a": True}, [1]),
            ([True], {"a": 1}),
            ([True], 5),
            (EveryElement({"a": True}), {"a": 1}),
        )
    )
    shown = (
        (True, None),
        (True, ""),
        ({"a": True}, {"a": 1}),
        ([True], [1]),
        ({"a": {}}, "text"),
    )
    assert not any(hides(*pair) for pair in (*shown, (False, 1), (None, 1), ([], "text")))
