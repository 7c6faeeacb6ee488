"""A state with another device is a mapping like any other, and those before it stay as they were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from unifi_sdk.protect._state import replaced
from unifi_sdk.protect.models.devices import Device


def devices(count: int) -> dict[str, Device]:
    return {str(number): Device(id=str(number)) for number in range(count)}


@given(
    st.integers(1, 30).flatmap(
        lambda count: st.tuples(st.just(count), st.lists(st.integers(0, count - 1), max_size=60))
    )
)
def test_it_is_what_copies_of_a_dictionary_are(plan: tuple[int, list[int]]) -> None:
    count, steps = plan
    expected, state = [devices(count)], [replaced(devices(count), "0", Device(id="0"))]
    for step, number in enumerate(steps):
        new = Device(id=str(number), name=str(step))
        expected.append({**expected[-1], str(number): new})
        state.append(replaced(state[-1], str(number), new))
    for before, after in zip(expected, state, strict=True):
        assert after == before
        assert list(after.items()) == list(before.items())
        assert len(after) == len(before)
        assert all(name in after for name in before)
        assert "no device" not in after
        assert after.get("no device") is None
        assert repr(after) == repr(before)


def test_what_becomes_of_a_dictionary_afterwards_is_nothing_to_it() -> None:
    known = devices(3)
    state = replaced(known, "1", Device(id="1", name="a"))
    known.clear()
    assert list(state) == ["0", "1", "2"]
