"""Every spelling of a number met so far, and what is refused."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.text.number_parsing import Ambiguous, Reason, Rejected, parse, parse_joint
from workflow.text.numbers import Family, JointFault, Nature, StandardNumber, Variant

DATA = Path(__file__).parents[3] / "workflow" / "data"
with (DATA / "regions.csv").open(encoding="utf-8") as lines:
    AREAS = frozenset(row["db_prefix"].removeprefix("DB") for row in csv.DictReader(lines) if row["db_prefix"])


def number(given_: str) -> StandardNumber:
    parsed = parse(given_, areas=AREAS)
    assert isinstance(parsed, StandardNumber), parsed
    return parsed


def rejected(given_: str) -> Rejected:
    parsed = parse(given_, areas=AREAS)
    assert isinstance(parsed, Rejected), parsed
    return parsed


@pytest.mark.parametrize(
    ("given_", "display"),
    [
        ("DB11/T 3001—2015", "DB11/T 3001—2015"),
        ("DB 31/T 310018—2024", "DB31/T 310018—2024"),
        ("DB50/T10011—2024", "DB50/T 10011—2024"),
        ("DB11/T1606-2018", "DB11/T 1606—2018"),
        ("DB12T 3011-2018", "DB12/T 3011—2018"),
        ("DB12/T3008.5—2024", "DB12/T 3008.5—2024"),
        ("DB31/310005-2021", "DB31/ 310005—2021"),
        ("DB11/ 3005—2017", "DB11/ 3005—2017"),
        ("DB4403/T 313", "DB4403/T 313"),
        ("DB6101/T 3168—2023", "DB6101/T 3168—2023"),
        ("DB6523/T 337—2022", "DB6523/T 337—2022"),
        ("DB13(J)/T 278-2018", "DB13(J)/T 278—2018"),
        ("DB14/T2578一2022", "DB14/T 2578—2022"),
        ("GB/T1.1一2020", "GB/T 1.1—2020"),
        ("ＤＢ１１／Ｔ　３００１——２０１５", "DB11/T 3001—2015"),
        ("db13（j）/t 278-2018", "DB13(J)/T 278—2018"),
        ("  DB11 / T  3001 - 2015 ", "DB11/T 3001—2015"),
        ("DBS11/ 001—2020", "DBS11/ 001—2020"),
        ("DBJ50/T 123-2015", "DBJ50/T 123—2015"),
        ("GB 18918—2002", "GB 18918—2002"),
        ("GB/Z 43194", "GB/Z 43194"),
        ("HJ 91.1—2019", "HJ 91.1—2019"),
        ("JT/T 18", "JT/T 18"),
        ("JTT18-2020", "JT/T 18—2020"),
        ("T/CAS 001—2024", "T/CAS 001—2024"),
        ("Q/XYZ 004—2026", "Q/XYZ 004—2026"),
        ("ISO/IEC 27001:2022", "ISO/IEC 27001:2022"),
        ("ISO/DIS 1234", "ISO/DIS 1234"),
        ("ISO 8601-1:2019", "ISO 8601-1:2019"),
    ],
)
def test_a_spelling_met_in_the_field_is_read(given_: str, display: str) -> None:
    assert number(given_).display == display


@pytest.mark.parametrize("dash", "-‐‑‒–—―−－ー一")
def test_every_dash_is_a_dash(dash: str) -> None:
    assert number(f"DB11/T 3001{dash}2015").key == "DB11/T 3001-2015"


def test_the_fields_of_a_number_are_told_apart() -> None:
    read = number("DB12/T3008.5—2024")
    assert (read.family, read.code, read.nature) == (Family.LOCAL, "12", Nature.RECOMMENDED)
    assert (read.serial, read.part, read.year) == (3008, 5, 2024)
    assert number("DB31/310005-2021").nature is Nature.MANDATORY
    assert number("DB13(J)/T 278-2018").variant is Variant.ENGINEERING_BRACKETED
    assert number("DB4403/T 313").year is None


@pytest.mark.parametrize(
    ("given_", "reason", "suggestions"),
    [
        ("DB12/T 30112018", Reason.DASH_LOST, ["DB12/T 3011—2018"]),
        ("GB/T 1.12020", Reason.DASH_LOST, ["GB/T 1.1—2020"]),
        ("DB31310005", Reason.AREA_UNDECIDABLE, ["DB31/ 310005"]),
        ("DB43013001-2026", Reason.AREA_UNDECIDABLE, ["DB43/ 013001—2026", "DB4301/ 3001—2026"]),
        ("DB99/T 1—2020", Reason.UNKNOWN_AREA, []),
        ("DB9999/T 1—2020", Reason.UNKNOWN_AREA, []),
        ("GB 1234-85", Reason.SHORT_YEAR, ["GB 1234—1985"]),
        ("DB11/T 0—2020", Reason.MALFORMED, []),
        ("DB11/T 3001—2115", Reason.MALFORMED, []),
        ("DB11/T ٣٠٠١—2015", Reason.MALFORMED, []),
        ("DB11/T 3001—2015'; --", Reason.MALFORMED, []),
        ("DB330402/T 1—2020", Reason.MALFORMED, []),
        ("DBJ13(J)/T 278-2018", Reason.MALFORMED, []),
        ("", Reason.MALFORMED, []),
        ("9" * 10_000, Reason.MALFORMED, []),
    ],
)
def test_what_is_no_number_is_refused_with_what_may_be_meant(
    given_: str, reason: Reason, suggestions: list[str]
) -> None:
    refusal = rejected(given_)
    assert refusal.reason is reason
    assert [meant.display for meant in refusal.suggestions] == suggestions


@pytest.mark.parametrize("given_", ["DB/T 12—2020", "DBT 12-2020", "DB 12—2020"])
def test_a_number_without_an_area_is_the_seismologists_or_a_question(given_: str) -> None:
    parsed = parse(given_, areas=AREAS)
    assert isinstance(parsed, Ambiguous)
    assert [meant.family for meant in parsed.candidates] == [Family.INDUSTRY]


def test_a_local_number_without_slash_and_letter_is_asked_whether_it_binds() -> None:
    parsed = parse("DB11 3005-2017", areas=AREAS)
    assert isinstance(parsed, Ambiguous)
    assert [meant.display for meant in parsed.candidates] == ["DB11/T 3005—2017", "DB11/ 3005—2017"]


NUMBERS = st.builds(
    lambda family, code, nature, variant, **rest: StandardNumber(
        family=family,
        code=code,
        nature=nature if family in {Family.LOCAL, Family.NATIONAL, Family.INDUSTRY} else None,
        variant=variant if family is Family.LOCAL else Variant.PLAIN,
        **{**rest, "part": None} if family is Family.ENTERPRISE else rest,
    ),
    **{"serial": st.integers(1, 999_999), "year": st.none() | st.integers(1900, 2099)},
    family=st.shared(st.sampled_from(Family), key="family"),
    code=st.shared(st.sampled_from(Family), key="family").flatmap(
        lambda family: st.sampled_from(
            {
                Family.LOCAL: sorted(AREAS),
                Family.NATIONAL: ["GB"],
                Family.INDUSTRY: ["JT", "HJ", "DA"],
                Family.GROUP: ["CAS", "GDCKCJH"],
                Family.ENTERPRISE: ["XYZ", "A"],
                Family.ISO: ["ISO", "ISO/IEC", "ISO/DIS", "IEC"],
            }[family]
        )
    ),
    nature=st.sampled_from(Nature),
    variant=st.sampled_from(Variant),
    part=st.none() | st.integers(1, 999),
)


@given(NUMBERS)
def test_a_printed_number_reads_back_as_itself(printed: StandardNumber) -> None:
    assert parse(printed.display, areas=AREAS) == printed
    assert parse(printed.key, areas=AREAS) == printed


@given(st.text("DBGTZSJQ/ 0123456789.-—一()", max_size=24))
def test_whatever_is_typed_is_answered_and_never_raises(given_: str) -> None:
    assert parse(given_, areas=AREAS) is not None
    assert parse_joint(given_, areas=AREAS) is not None


def test_the_four_numbers_of_a_joint_cover_agree() -> None:
    cover = parse_joint("DB32/T 310001—2020\nDB31/T 310001—2020、DB33/T310001-2020；DB34/T 310001—2020", areas=AREAS)
    assert [joint.code for joint in cover.numbers] == ["32", "31", "33", "34"]
    assert cover.agrees


@pytest.mark.parametrize(
    ("given_", "faults"),
    [
        ("DB50/T 10011—2024 DB51/T 10012—2024", (JointFault.SERIAL,)),
        ("DB50/T 10011—2024 DB51/T 10011—2025", (JointFault.YEAR,)),
        ("DB50/T 10011.1—2024 DB51/T 10011.2—2024", (JointFault.PART,)),
        ("DB50/T 10011—2024 DB51/ 10011—2024", (JointFault.NATURE,)),
        ("DB50/T 10011—2024 DB50/T 10011—2024", (JointFault.AREA_TWICE,)),
        ("DB31/ 310005—2021;DB33/ 310005—2021;DB32/ 4042—2021", (JointFault.SERIAL,)),
    ],
)
def test_numbers_of_one_cover_that_disagree_are_told(given_: str, faults: tuple[JointFault, ...]) -> None:
    cover = parse_joint(given_, areas=AREAS)
    assert cover.faults == faults
    assert not cover.agrees


def test_a_cover_with_a_number_that_is_none_does_not_agree() -> None:
    cover = parse_joint("DB50/T 10011—2024 DB99/T 10011—2024", areas=AREAS)
    assert not cover.agrees
    assert len(cover.numbers) == len(cover.refused) == 1
    assert not parse_joint("", areas=AREAS).agrees
    assert not parse_joint("DB" * 100_000, areas=AREAS).agrees


def test_every_number_of_the_register_of_coordinated_standards_is_read() -> None:
    with (DATA / "coordinated_standards.csv").open(encoding="utf-8") as rows:
        covers = [row["numbers"] for row in csv.DictReader(rows) if row["numbers"].startswith("DB")]
    assert len(covers) > 25
    assert [cover for cover in covers if parse_joint(cover, areas=AREAS).refused] == []
