from review.masks import EveryElement, any_mark, below, either, marked


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
    assert either(EveryElement({"a": True}), [{"b": True}]) == EveryElement({"b": True, "a": True})


def test_marked_values():
    value = {"a": "1", "list": [{"b": "2"}, {"b": "3"}], "c": "4"}
    assert list(marked(value, {"a": True, "list": EveryElement({"b": True}), "gone": True})) == ["1", "2", "3", None]
    assert list(marked(value, {"list": [{}, {"b": True}], "c": {"d": True}})) == ["3"]
