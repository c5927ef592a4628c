"""Tables, figures and formulas (9.7 to 9.9) and the signs of notes: mentioned, titled, whole, explained."""

import re
from collections.abc import Iterator
from typing import Final

from workflow.text.blocks import Block, Figure, Formula, Paragraph, Table, inlines
from workflow.text.checks.finding import Spot
from workflow.text.checks.lines import Role
from workflow.text.checks.reading import Reading, at, whole
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.inline import plain, references
from workflow.text.numbering import Path

_NAMES: Final = {Table: "表", Figure: "图"}


def shown(reading: Reading) -> Iterator[tuple[Clause, Path, Block]]:
    for clause in reading.clauses:
        yield from ((clause, path, block) for path, block in reading.blocks[clause.id])


def pointed(reading: Reading) -> set[str]:
    """Every id that the text points at."""
    return {to for _, _, block in shown(reading) for words in inlines(block) for to in references(words)}


def unmentioned(reading: Reading) -> Iterator[Spot]:
    """L62, one half: a table or figure that no line refers to."""
    ids = pointed(reading)
    texts = [line.words for line in reading.all_lines() if line.role not in {Role.TITLE, Role.CAPTION}]
    for clause, path, block in shown(reading):
        if isinstance(block, Table | Figure) and block.id not in ids:
            number = reading.numbers.number(clause, *path)
            typed = re.compile(rf"{_NAMES[type(block)]}\s*{re.escape(number)}(?![\d.])")
            if not any(typed.search(words) for words in texts):
                yield Spot(clause.id, path=path, facts={"words": f"{_NAMES[type(block)]} {number}"})


def half_titled(reading: Reading) -> Iterator[Spot]:
    """L62, the other half: titles for all of a kind or for none."""
    for kind, name in _NAMES.items():
        found = [(c, path, block) for c, path, block in shown(reading) if isinstance(block, kind)]
        titled = [block for _, _, block in found if isinstance(block, Table | Figure) and block.title]
        for clause, path, block in found:
            if titled and isinstance(block, Table | Figure) and not block.title:
                yield Spot(clause.id, path=path, facts={"words": f"{name} {reading.numbers.number(clause, *path)}"})


def mentions(reading: Reading) -> Iterator[Spot]:
    yield from unmentioned(reading)
    yield from half_titled(reading)


_CAPTION: Final = re.compile(r"(?P<kind>[表图])\s*(?:[A-Z]\.)?\d+[\s　:：](?!.*[。；])")


def captions(reading: Reading) -> Iterator[Spot]:
    """L63: a title typed below a table or above a figure; the right side is the frame's own title."""
    for clause in reading.clauses:
        blocks = dict(reading.blocks[clause.id])
        for line in reading.lines[clause.id]:
            if line.role is Role.PARAGRAPH and (found := _CAPTION.match(line.words)):
                *above, place = line.path
                beside = blocks.get((*above, place - 1 if found["kind"] == "表" else place + 1))
                if isinstance(beside, Table if found["kind"] == "表" else Figure):
                    yield whole(line)


_DIVIDED: Final = re.compile(
    r"表\s*(?:[A-Z]\.)?\d+\s*[(（]?[a-z][)）]?(?![A-Za-z])|表\s*(?:[A-Z]\.)?\d+\s*[（(]?续(?!表)"
)
_SLANTED: Final = re.compile(r"[\u4e00-\u9fff]\s*[\\＼╲]\s*[\u4e00-\u9fff]")


def whole_tables(reading: Reading) -> Iterator[Spot]:
    """L64: 表2a, and a head cell that names two things at once."""
    for line in reading.all_lines():
        yield from (at(line, found) for found in _DIVIDED.finditer(line.bare))
        if line.role is Role.CELL and "【表" in line.words:
            yield whole(line)
    for clause, path, block in shown(reading):
        if isinstance(block, Table) and block.head and block.rows and block.rows[0]:
            heads = (plain(cell.words) for row in block.rows[: block.head] for cell in row)
            if slanted := next((words for words in heads if _SLANTED.search(words)), None):
                yield Spot(clause.id, path=path, facts={"words": slanted})


_DEEPER: Final = re.compile(r"(?:[a-z][)）]\s*)?(?:\d{1,2}[)）]|[a-z]\d|[ivx]{1,4}[)）]|[a-z][)）])")


def parts(reading: Reading) -> Iterator[Spot]:
    """L65: the letter of a sub-figure is computed, and there is no level below it."""
    for clause, path, block in shown(reading):
        if isinstance(block, Figure) and (lost := [part.title for part in block.parts if _DEEPER.match(part.title)]):
            yield Spot(clause.id, path=path, facts={"words": lost[0]})


_GREEK: Final = (
    r"alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|rho|sigma|tau|upsilon|phi|varphi|"
    r"chi|psi|omega|Gamma|Delta|Theta|Lambda|Xi|Sigma|Phi|Psi|Omega"
)
_BOUND: Final = re.compile(r"\\(?:sum|prod|int|lim)(?:\\limits)?(?:_(?:\{[^{}]*\}|\w)|\^(?:\{[^{}]*\}|\w))*")
_SYMBOL: Final = re.compile(
    rf"(?:\\(?:overline|bar|hat|tilde|dot|vec|mathrm|mathit|text|mathbf)\s*\{{(?P<inner>[^{{}}]*)\}}|\\(?P<greek>{_GREEK})(?![A-Za-z])|"
    r"\\[A-Za-z]+|(?P<letter>[A-Za-z\u4e00-\u9fff]))(?P<sub>_(?:\\(?:mathrm|text|mathit)\{[^{}]*\}|\{(?:[^{}]|\{[^{}]*\})*\}|\\?[A-Za-z]+|[0-9A-Za-z\u4e00-\u9fff]))?"
)
_CONSTANTS: Final = frozenset({"e", "d", "\\pi"})


def symbols(latex: str) -> list[str]:
    """The symbols of a formula with their subscripts, each once."""
    found = []
    for one in _SYMBOL.finditer(
        re.sub(r"\\(?:left|right|begin|end)\b(?:\{\w+\})?|\\[,;!: ]", " ", _BOUND.sub(" ", latex))
    ):
        base = one["inner"] or one["letter"] or (f"\\{one['greek']}" if one["greek"] else "")
        if base and (base not in _CONSTANTS or one["sub"]):
            found.append(same(one[0]))
    return list(dict.fromkeys(found))


def same(symbol: str) -> str:
    """One spelling for the ways to write a symbol."""
    bare = re.sub(r"\\(?:mathrm|mathit|text|mathbf|rm|it)\b|[{}\s$]", "", symbol)
    return bare.replace("\\var", "\\")


def explained(words: str) -> set[str]:
    return {same(part) for part in re.split(r"[、，,]", words)}


def formulas(reading: Reading) -> Iterator[Spot]:
    """L66: a number, and each symbol explained below it, further up, or in the chapter of symbols."""
    known = {
        symbol
        for element in reading.of_kind(ClauseKind.SYMBOLS)
        for clause in reading.below(element)
        for _, block in reading.blocks[clause.id]
        for words in inlines(block)
        for symbol in explained(re.split("——|：|:", plain(words))[0])
    }
    for clause, path, block in shown(reading):
        if isinstance(block, Formula):
            known |= {symbol for line in block.where for symbol in explained(line.symbol)}
            known |= _told_after(reading, clause, path)
            lost = [s for s in symbols(block.latex) if s not in known and s.split("_")[0] + "_i" not in known]
            if lost or not block.id:
                yield Spot(clause.id, path=path, facts={"words": "、".join(lost)})


def _told_after(reading: Reading, clause: Clause, path: Path) -> set[str]:
    """Symbols that paragraphs behind the formula explain, as 式中 or one a line."""
    told: set[str] = set()
    for place, block in reading.blocks[clause.id]:
        if place > path and isinstance(block, Paragraph) and "——" in (words := plain(block.words)):
            told |= {same(part) for part in re.findall(r"(?:^|[；。：\s])([^；。：\s—]{1,20})——", words)}
    return told


_ODD_NOTE: Final = re.compile(
    r"(?:备注|附注|注释)\s?\d*[:：]|注\s*\d*(?:\s*[、.．]|\s+)|(?:例|举例|范例)\s?\d*[:：]|[示]例\s*\d*\s*[、.．]"
)


def note_signs(reading: Reading) -> Iterator[Spot]:
    """L67: a note begins 注：, an example 示例：; what else looks like one is none."""
    for line in reading.all_lines():
        if line.role in {Role.PARAGRAPH, Role.ITEM, Role.TABLE_NOTE} and (found := _ODD_NOTE.match(line.words)):
            yield at(line, found)


_HAND_MADE: Final = re.compile(
    r"(?<=[\u4e00-\u9fff）])(?<![第图表见号])[①-⑳]|(?<=[\u4e00-\u9fff）])[⁰¹²³⁴⁵⁶⁷⁸⁹]+[)）]|(?<=[\u4e00-\u9fff])\*{1,3}(?=$|[，。；\u4e00-\u9fff])"
)


def footnote_signs(reading: Reading) -> Iterator[Spot]:
    """L68: the sign of a footnote is computed; one that is typed has no footnote."""
    for line in reading.all_lines():
        yield from (at(line, found) for found in _HAND_MADE.finditer(line.words))
