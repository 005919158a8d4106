import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.debunk import ref_of
from handlers.kit.buttons import Action, Press, parse_press

REFS = st.text(min_size=1, max_size=130).map(ref_of)


@given(REFS, REFS)
def test_button_data_fits_into_telegram_s_64_bytes_and_reads_back(one: str, two: str) -> None:
    press = Press(Action.NOT_MINE, (one, two))
    assert len(press.data().encode()) <= 64
    back = parse_press(press.data())
    assert back
    assert back.refs in {(one, two), (one,)}


@given(st.text())
def test_forged_data_is_either_nothing_or_one_of_our_presses(data: str) -> None:
    press = parse_press(data)
    assert press is None or press.data() == data


@pytest.mark.parametrize(
    "data",
    [
        None,
        "",
        "card",
        "card:",
        "none:kz-1",
        "drop table",
        "card:kz 1",
        "card:a,b,c",
        "card:" + "a" * 49,
    ],
)
def test_data_that_we_never_write_is_nothing(data: str | None) -> None:
    assert parse_press(data) is None


@pytest.mark.parametrize("odd", ["кз-1", "a b", "x" * 100, "kz.2022", "../../etc"])
def test_any_id_has_a_name_that_buttons_and_deep_links_can_carry(odd: str) -> None:
    ref = ref_of(odd)
    assert parse_press(f"card:{ref}") == Press(Action.CARD, (ref,))
