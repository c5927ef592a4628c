"""Terms and symbols (8.7, 8.8): what an entry holds, how a definition is worded, whether it is used, in which order."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from workflow.text.blocks import Item, Marker, Paragraph
from workflow.text.checks.finding import Spot
from workflow.text.checks.functions import function_of
from workflow.text.checks.lines import Line, Role
from workflow.text.checks.opening import COUNTED
from workflow.text.checks.reading import LONGEST, Reading, at, whole
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.inline import plain

_TITLE: Final = re.compile(r"(?P<zh>.*[\u4e00-\u9fff]\S*|[A-Za-z]*\d\S*|pH)\s+(?P<en>[A-Za-zα-ω(][^\u4e00-\u9fff]*)")
_SOURCE: Final = re.compile(r"\s*[\[［【（(]?\s*来源[:：]")
_RIGHT_SOURCE: Final = re.compile(
    r"\[来源：[^\]，]*\d[^\]，]*，(?:[A-Z]\.)?\d+(?:\.\d+)*(?:[、，](?:[A-Z]\.)?\d+(?:\.\d+)*)*(?:，有?修改|，定义\d|，[^\]]*修改[^\]]*)?\]"
)
_OPENING: Final = re.compile(
    r"是指|系指|指的是|即(?!时|使|用|热|期|刻)|是(?!否)|表示(?!器|装置|方法|层|符号|屏|牌)|"
    r"指(?![示数标令纹定导针甲挥派引北南明认向])"
)
_MODAL: Final = re.compile(
    r"不?应(?:当|该)?|必须|不得|不可|禁止|(?<!\ue000)不?宜|可以(?![^，。；]*的)|"
    r"可(?=采用|选用|选择|使用|按|由|根据|不|参照|在|将|通过|与|作为)(?![^，。；]*的)"
)
_SEPARATOR: Final = re.compile(r"\s*(?:——|--|：|:|\s{2,}|\t)")
_GREEK_NAMES: Final = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi "
    "psi omega"
)
_GREEK: Final = _GREEK_NAMES.split()
_GREEK_SIGNS: Final = "αβγδεζηθικλμνξοπρστυφχψω"


class Entry(NamedTuple):
    clause: Clause
    term: str
    english: str
    lines: list[Line]


def entries(reading: Reading) -> Iterator[Entry]:
    """The clauses under 术语和定义 that have none of their own."""
    for element in reading.of_kind(ClauseKind.TERMS):
        for clause in reading.below(element):
            if clause is not element and not reading.children.get(clause.id):
                named = _TITLE.fullmatch(clause.title.strip()) if len(clause.title) < LONGEST else None
                term, english = (named["zh"], named["en"]) if named else (clause.title.strip(), "")
                lines = [line for line in reading.lines[clause.id] if line.role in {Role.PARAGRAPH, Role.ITEM}]
                yield Entry(clause, term, english, [line for line in lines if not _SOURCE.match(line.words)])


def incomplete(reading: Reading) -> Iterator[Spot]:
    """L37."""
    for entry in entries(reading):
        if not entry.term or not entry.english or not entry.lines:
            yield Spot(entry.clause.id, facts={"words": entry.clause.title})


def definitions(reading: Reading) -> Iterator[Spot]:
    """L38: one finding an entry, at the first fault of its definition."""
    for entry in entries(reading):
        if entry.lines:
            line, term = entry.lines[0], re.escape(entry.term.split("；")[0])
            again = re.compile(
                rf"{term}(?:是|指|即|：|为|，)?" if len(entry.term) > 2 else rf"^{term}(?:是|指|即|：|为|，)"
            )
            found = _OPENING.match(line.words) or (again.search(line.words) if entry.term else None)
            if found := found or _MODAL.search(line.bare):
                yield at(line, found)


def unused(reading: Reading) -> Iterator[Spot]:
    """L39; a standard of terms defines them for others."""
    if function_of(reading) == "术语":
        return
    texts = {
        clause.id: "".join(line.words for line in reading.lines[clause.id])
        for clause in reading.clauses
        if reading.roots[clause.id].kind
        not in {ClauseKind.FRONT, ClauseKind.CONTENTS, ClauseKind.FOREWORD, ClauseKind.BIBLIOGRAPHY, ClauseKind.INDEX}
    }
    for entry in entries(reading):
        names = [re.sub(r"[（(].*?[）)]", "", name).strip() for name in re.split("[；;]", entry.term)]
        if names[0] and not any(
            name and name in words for id_, words in texts.items() if id_ != entry.clause.id for name in names
        ):
            yield Spot(entry.clause.id, facts={"words": names[0]})


def sources(reading: Reading) -> Iterator[Spot]:
    """L59: a source in its set form, with its clause; and words that say where they come from without one."""
    for line in reading.all_lines():
        if line.role not in {Role.PARAGRAPH, Role.ITEM} or line.element in {
            ClauseKind.FOREWORD,
            ClauseKind.BIBLIOGRAPHY,
        }:
            continue
        if _SOURCE.match(line.words):
            if len(line.words) > LONGEST or not _RIGHT_SOURCE.fullmatch(line.words.strip()):
                yield whole(line)
        elif (found := _TAKEN.search(line.bare)) and not _sourced_after(reading, line):
            yield at(line, found)


_TAKEN: Final = re.compile(r"^[（(\[［](?=\ue000)|(?:引自|摘自|源自|摘录自|抄自|出自|转引自)(?=\s*\ue000)")


def _sourced_after(reading: Reading, line: Line) -> bool:
    """Whether the next paragraph gives the source."""
    return any(_SOURCE.match(other.words) for other in reading.lines[line.clause.id] if other.path > line.path)


def symbols(reading: Reading) -> Iterator[Spot]:
    """L40: no numbers, and each symbol behind the one before it, as far as letters tell."""
    for element in reading.of_kind(ClauseKind.SYMBOLS):
        for clause in reading.below(element):
            if fault := _disorder(reading, clause):
                yield fault


def _disorder(reading: Reading, clause: Clause) -> Spot | None:
    last: tuple[int, str] | None = None
    for path, block in reading.blocks[clause.id]:
        if not isinstance(block, Paragraph | Item):
            continue
        words = plain(block.words if isinstance(block, Paragraph) else block.paragraphs[0])
        if (isinstance(block, Item) and block.marker in {Marker.LETTER, Marker.NUMBER}) or COUNTED.match(words):
            return Spot(clause.id, path=path, facts={"words": words[:20]})
        symbol = _SEPARATOR.split(words, maxsplit=1)
        if len(symbol) < 2:
            continue
        place = _place(symbol[0])
        if place and last and place < last:
            return Spot(clause.id, path=path, facts={"words": symbol[0]})
        last = place or last
    return None


def _place(symbol: str) -> tuple[int, str] | None:
    """Latin letters, whatever their case, before Greek ones; abbreviations of capitals by all their letters."""
    bare = symbol.strip().strip("{}$ ")
    if named := re.match(r"\\(?:var)?([A-Za-z]+)", bare):
        name = named[1].lower()
        return (1, f"{_GREEK.index(name):02d}") if name in _GREEK else None
    if not bare:
        return None
    if bare[0].lower() in _GREEK_SIGNS:
        return 1, f"{_GREEK_SIGNS.index(bare[0].lower()):02d}"
    letters = re.match(r"[A-Za-z]+", bare)
    if not letters:
        return None
    return 0, letters[0].lower() if len(letters[0]) > 1 and letters[0].isupper() else bare[0].lower()


def glossary(reading: Reading) -> Iterator[Spot]:
    """C11."""
    known = {str(one.get("term", "")): one for one in reading.about.glossary or ()}
    for entry in entries(reading):
        if (one := known.get(entry.term)) and entry.lines:
            english, definition = str(one.get("english") or ""), str(one.get("definition") or "")
            is_same = not english or english.lower() == entry.english.lower()
            if not is_same or (definition and _told(definition) != _told(entry.lines[0].words)):
                yield Spot(entry.clause.id, facts={"words": entry.term})


def _told(words: str) -> str:
    return "".join(words.split()).rstrip("。")
