"""Composing numbers and the bands of region groups."""

import pytest

from workflow.text.numbers import Band, Nature, band_of, compose

JJJ = Band(3001, None, frozenset({"11", "12", "13"}))
YRD = Band(310001, 310999, frozenset({"31", "32", "33", "34"}))
BANDS = [JJJ, YRD]


@pytest.mark.parametrize(
    ("prefix", "serial", "band"),
    [
        ("DB6101", 3168, None),  # an ordinary standard of Xi'an
        ("DB61", 3168, None),
        ("DB1101", 3001, None),
        ("DB31", 3001, None),
        ("DB11", 3000, None),
        ("DB11", 1606, None),
        ("DB31", 311000, None),
        ("DB11", 3001, JJJ),
        ("DB13", 999_999, JJJ),
        ("DB31", 310001, YRD),
        ("DB34", 310999, YRD),
    ],
)
def test_a_band_holds_only_its_own_serials_under_its_groups_own_codes(
    prefix: str, serial: int, band: Band | None
) -> None:
    assert band_of(compose(prefix, "recommended", serial=serial), BANDS) == band


def test_a_mandatory_coordinated_number_lies_in_the_band_too() -> None:
    assert band_of(compose("DB11", Nature.MANDATORY, serial=3005, year=2017), BANDS) == JJJ


def test_a_number_is_composed_from_the_register() -> None:
    composed = compose("DB12", "recommended", serial=3008, part=5, year=2024)
    assert (composed.display, composed.key) == ("DB12/T 3008.5—2024", "DB12/T 3008.5-2024")
    assert (str(composed), composed.undated, composed.prefix) == ("DB12/T 3008.5—2024", "DB12/T 3008.5", "DB12/T")
    assert compose("DB31", "mandatory", serial=199, year=2018).display == "DB31/ 199—2018"


@pytest.mark.parametrize(
    ("prefix", "serial"), [("11", 1), ("DB1", 1), ("DB110", 1), ("DBXX", 1), ("DB11", 0), ("DB11", 10**6)]
)
def test_what_makes_no_number_is_not_composed(prefix: str, serial: int) -> None:
    with pytest.raises(ValueError, match=r"prefix|serial"):
        compose(prefix, "recommended", serial=serial)
