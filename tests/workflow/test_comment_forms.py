"""The comment form goes out, is filled in, and comes back word for word; what is broken is told by row and column."""

import random
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.cast import sample_text
from tests.filling import fill
from workflow.comment_forms import documents, sheets
from workflow.comment_forms.reading import Form, read
from workflow.comment_forms.shape import COLUMNS, BadForm, Blank, labels
from workflow.text.clauses import Text
from workflow.text.lineage import id_factory
from workflow.text.reading import read as read_text
from workflow.vocabulary import Named
from workflow.words import catalogue, speaking

PLACES = (Named("110000", "北京市", "Beijing"), Named("120000", "天津市", "Tianjin"))
TEXT = Text({}, read_text(sample_text(), id_factory([])).clauses)
BLANK = Blank(7, "3f9a2c1b77aa", "停车场充电设施配置与运行管理规范", TEXT, PLACES)
WHO = {"name": "郑某", "party": "citizen", "organisation": "某公司", "home": "120000", "contact": "z@example.invalid"}
TOLD = {"name": "郑某", "party": "公民", "organisation": "某公司", "home": "天津市", "contact": "z@example.invalid"}
WRITERS = {"xlsx": sheets.written, "docx": documents.written}
NAMED = labels(TEXT.clauses)
signs = st.text(
    st.characters(exclude_categories=("C", "Z"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=30
)
said = st.lists(signs, min_size=1, max_size=3).map("\n".join)
comments = st.lists(
    st.fixed_dictionaries(
        {"clause": st.sampled_from(list(NAMED)), "opinion": said, "proposal": said | st.just(""), "reason": said}
    ),
    min_size=1,
    max_size=6,
)


def made_of(kind: str, rows: list[list[str]]) -> bytes:
    return fill(kind, WRITERS[kind](BLANK), rows, list(TOLD.values()))


def filled(kind: str, rows: list[list[str]]) -> Form:
    return read(BLANK, made_of(kind, rows), f"意见.{kind}")


@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=15, deadline=None)
@given(given_=comments)
def test_what_is_filled_in_comes_back_word_for_word(kind: str, given_: list[dict[str, str]]) -> None:
    rows = [[NAMED[c["clause"]], "", "技术性", c["opinion"], c["proposal"], c["reason"]] for c in given_]
    form = filled(kind, rows)
    assert form.details == WHO
    assert form.faults == []
    back = [{name: row.given[name] for name in ("clause", "opinion", "proposal", "reason")} for row in form.rows]
    assert back == [{name: words.strip() for name, words in one.items()} for one in given_]
    assert {row.given["comment_type"] for row in form.rows} == {"technical"}


@pytest.mark.parametrize("kind", WRITERS)
def test_the_form_names_every_clause_and_an_empty_one_says_nothing(kind: str) -> None:
    made = WRITERS[kind](BLANK)
    assert made == WRITERS[kind](BLANK)
    assert read(BLANK, made, f"f.{kind}").rows == ()
    with speaking("en"):
        assert read(BLANK, made, f"f.{kind}").rows == ()  # a form of one language is read in the other
        assert read(BLANK, WRITERS[kind](BLANK), f"f.{kind}").rows == ()


@pytest.mark.parametrize("kind", WRITERS)
def test_each_broken_row_is_told_with_row_column_and_cure_and_keeps_its_words(kind: str) -> None:
    sound = [next(iter(NAMED.values())), "", "", "意见", "", "理由"]
    broken = [
        ["99.9 没有的条", "", "", "意见一", "", "理由"],
        [sound[0], "条文里没有的字", "", "意见二", "", "理由"],
        [sound[0], "", "不知何类", "意见三", "", "理由"],
        [sound[0], "", "", "", "改成这样", "理由"],
        [sound[0], "", "", "意见五", "", ""],
        [sound[0], "", "", "长" * 4001, "", "理由"],
        ["", "", "", "意见七", "", "理由"],
    ]
    form = filled(kind, [sound, *broken])
    assert [fault.column for fault in form.faults] == ["条款", "所指文字", "意见类型", "意见", "理由", "意见", "条款"]
    rows = [row.row for row in form.rows]
    assert rows == list(range(rows[0], rows[0] + 8))
    assert [fault.row for fault in form.faults] == rows[1:]
    assert all("请" in fault.sentence for fault in form.faults)
    assert [row.given["opinion"][:3] for row in form.rows] == [
        "意见",
        "意见一",
        "意见二",
        "意见三",
        "",
        "意见五",
        "长长长",
        "意见七",
    ]
    assert form.rows[4].given["proposal"] == "改成这样"


def test_a_formula_is_told_by_its_row_and_never_computed() -> None:
    book = load_workbook(BytesIO(made_of("xlsx", [["4.1", "", "", "意见", "", "理由"]])))
    book.worksheets[0].cell(book.worksheets[0].max_row, 5).value = "=1+1"
    out = BytesIO()
    book.save(out)
    (fault,) = read(BLANK, out.getvalue(), "f.xlsx").faults
    assert (fault.column, fault.key) == ("建议改成", "form.formula")


@pytest.mark.parametrize("kind", WRITERS)
def test_fifty_broken_files_are_refused_in_words(kind: str) -> None:
    whole, chance, refused = made_of(kind, [["4.1", "", "", "意见", "", "理由"]]), random.Random(5), 0
    for _ in range(50):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        cut = bytes(data[: chance.choice([len(data), chance.randrange(len(data))])])
        refused += is_refused(cut, f"f.{kind}")
    assert refused > 20


def is_refused(data: bytes, name: str) -> bool:
    """Whether a file is no form, and says so by a key of words; whatever else it raised would be our fault."""
    try:
        read(BLANK, data, name)
    except BadForm as fault:
        return fault.key in catalogue("zh")
    return False


def test_a_form_of_another_text_is_refused() -> None:
    other = Blank(8, "bbbbbbbbbbbb", "另一项", TEXT, PLACES)
    for kind, write in WRITERS.items():
        with pytest.raises(BadForm) as caught:
            read(BLANK, write(other), f"f.{kind}")
        assert caught.value.key == "form.other"
    with pytest.raises(BadForm):
        read(BLANK, b"x", "f.pdf")
    assert len(COLUMNS) == 6
