"""Rows that two people change at once."""

from services.row_merge import merge

A, B, C = {"number": "1"}, {"number": "2"}, {"number": "3"}
SEEN = {"a": A, "b": B}


def test_what_does_not_touch_is_put_together():
    merged = merge(
        seen=SEEN,
        current={"a": A, "b": C, "d": {"number": "4"}},
        wanted=[("a", {"number": "9"}), (None, {"number": "5"}), ("b", B)],
    )

    assert merged.conflicts == {}
    assert merged.rows == [
        ("a", {"number": "9"}),
        (None, {"number": "5"}),
        ("b", C),
        ("d", {"number": "4"}),
    ]


def test_the_same_row_changed_in_two_ways_clashes():
    changed = merge(seen=SEEN, current={"a": C, "b": B}, wanted=[("a", B), ("b", B)])
    removed = merge(seen=SEEN, current={"a": C, "b": B}, wanted=[("b", B)])
    gone = merge(seen=SEEN, current={"b": B}, wanted=[("a", C), ("b", B)])

    assert changed.conflicts == removed.conflicts == {"a": C}
    assert gone.conflicts == {"a": None}


def test_the_same_change_twice_does_not():
    merged = merge(seen=SEEN, current={"b": C}, wanted=[("b", C)])
    assert (merged.rows, merged.conflicts) == ([("b", C)], {})


def test_what_both_added_is_one_row():
    added = {"number": "3", "label": "x"}
    current = SEEN | {"c": added}
    wanted = [*SEEN.items(), (None, added)]
    assert merge(seen=SEEN, current=current, wanted=wanted, identity="number").rows == [
        *current.items()
    ]
    wanted[-1] = (None, added | {"label": "y"})
    found = merge(seen=SEEN, current=current, wanted=wanted, identity="number")
    assert found.conflicts == {"c": added}


def test_who_sorts_decides_and_what_others_added_follows():
    current = {"a": A, "c": C, "b": B}
    assert [
        key for key, _row in merge(seen=SEEN, current=current, wanted=[("b", B), ("a", A)]).rows
    ] == [
        "b",
        "a",
        "c",
    ]


def test_two_orders_clash_unless_they_are_one():
    seen = {"a": A, "b": B, "c": C}
    current = {"c": C, "a": A, "b": B}
    wanted = [("b", B), ("a", A), ("c", C)]

    def merged(wanted, **more):
        return merge(seen=seen, current=current, wanted=wanted, **more)

    assert merged(wanted, is_sorted=True).order == ("c", "a", "b")
    assert not merged([*current.items()], is_sorted=True).is_clash
    assert not merged([*seen.items()], is_sorted=True).is_clash
    # Where the database alone knows an order, nobody chose one.
    assert not merged(wanted).is_clash


def test_what_was_removed_or_added_is_no_other_order():
    seen = {"a": A, "b": B, "c": C}
    wanted = [("b", B), ("a", A), ("c", C), (None, {"number": "5"})]
    current = {"d": {"number": "4"}, "a": A, "c": C}
    assert not merge(seen=seen, current=current, wanted=wanted, is_sorted=True).order


def test_a_key_from_elsewhere_is_a_row_that_is_gone():
    found = merge(seen={"x": A}, current={"b": B}, wanted=[("x", C)])
    assert found.conflicts == {"x": None}
    assert merge(seen={"x": A}, current={"b": B}, wanted=[("x", A)]).rows == [("b", B)]
