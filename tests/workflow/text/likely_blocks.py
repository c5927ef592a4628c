"""Blocks by chance: what a drafter, an importer or a hostile program may put into a clause."""

from hypothesis import strategies as st

from workflow.text.blocks import (
    Block,
    Cell,
    Deviation,
    DeviationType,
    Example,
    Figure,
    Formula,
    Item,
    Marker,
    Note,
    Paragraph,
    Part,
    Table,
    Where,
)
from workflow.text.inline import Break, Footnote, Inline, Math, Piece, Ref, Sub, Sup, joined

SIGNS = "甲乙应宜可能a1.，。：|!<>^{}\\$_@#()）·—【】/表图式完注示例差异单位文件～% "
ids = st.from_regex(r"[a-z][a-z0-9]{0,4}", fullmatch=True)
line = st.text(SIGNS, max_size=12).map(str.strip)
latex = st.lists(st.sampled_from(["a", "x_1", r"\frac{a}{b}", r"\rho", "=", "+", r"\%", "{c}"]), min_size=1).map(
    " ".join
)
pieces: st.SearchStrategy[Piece] = st.one_of(
    st.text(SIGNS, min_size=1, max_size=12), st.builds(Ref, ids), st.builds(Math, latex),
    st.builds(Sub, line.filter(bool)), st.builds(Sup, line.filter(bool)),
)  # fmt: skip


def _tidy(found: list[Piece]) -> Inline:
    """Words without spaces around them, plain pieces joined: what `read_words` makes of any JSON."""
    whole = list(joined(found))
    if whole and isinstance(whole[0], str):
        whole[0] = whole[0].lstrip()
    if whole and isinstance(whole[-1], str):
        whole[-1] = whole[-1].rstrip()
    return joined(whole)


simple = st.lists(pieces, min_size=1, max_size=4).map(_tidy).filter(bool)
words = st.lists(st.one_of(pieces, st.builds(Footnote, simple)), min_size=1, max_size=4).map(_tidy).filter(bool)
cell_words = st.lists(st.one_of(pieces, st.builds(Break)), max_size=3).map(_tidy)
lines = st.lists(words, min_size=1, max_size=3).map(tuple)
notes = st.lists(words, max_size=2).map(tuple)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A grid in which chance has joined a rectangle."""
    height, width = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    top, left = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 1))
    tall, wide = draw(st.integers(1, height - top)), draw(st.integers(1, width - left))
    rows = []
    for r in range(height):
        row = []
        for c in range(width):
            inside = top <= r < top + tall and left <= c < left + wide
            if inside and (r, c) != (top, left):
                continue
            row.append(Cell(draw(cell_words), *((wide, tall) if inside else (1, 1))))
        rows.append(tuple(row))
    head = draw(st.integers(0, height))
    return Table(draw(st.one_of(st.just(""), ids)), draw(line), tuple(rows), head, draw(line), draw(notes))


part = line.map(lambda found: " ".join(found.replace("|", "").split()))
plain_blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, words), st.builds(Item, st.sampled_from(Marker), lines, st.one_of(st.just(""), ids)),
    st.builds(Note, lines), st.builds(Example, lines), tables(),
    st.builds(
        Figure, st.one_of(st.just(""), ids), line, st.just("0" * 64), line,
        st.lists(st.builds(Part, st.just("1" * 64), part, part), max_size=2).map(tuple), notes,
    ),
    st.builds(
        Formula, latex, st.one_of(st.just(""), ids),
        st.lists(st.builds(Where, st.sampled_from(["m", r"\rho", "V_1"]), words), max_size=2).map(tuple),
    ),
)  # fmt: skip
dates = st.sampled_from(["", "2027-01-01"])
deviations = st.builds(
    Deviation, st.one_of(st.just(""), ids), st.sampled_from([("120000",), ("110000", "130000")]),
    st.sampled_from(DeviationType), line, st.lists(plain_blocks, max_size=3).map(tuple), line, line, dates, dates,
)  # fmt: skip
blocks = st.lists(st.one_of(plain_blocks, deviations), max_size=6).map(tuple)
