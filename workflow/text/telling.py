"""A text as plain words with its numbers printed: for reading, not for being read in again (see `writing`)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from workflow.text import formula, indexing
from workflow.text.blocks import Block, Deviation, Example, Figure, Formula, Item, Note, Paragraph, Table
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.inline import Footnote, Inline, Math, Ref, plain
from workflow.text.notation import read
from workflow.text.numbering import Numbering, Path, numbering

_STATUS = {ClauseKind.NORMATIVE_ANNEX: "（规范性）", ClauseKind.INFORMATIVE_ANNEX: "（资料性）"}


def told(clauses: Sequence[Clause]) -> str:
    """The whole text, a clause after the other, footnotes below the clause they stand in."""
    numbers = numbering(clauses)
    return "\n".join(line for clause in clauses for line in _clause(clause, numbers)) + "\n"


@dataclass
class _Place:
    """A clause being told, with its footnotes so far."""

    clause: Clause
    numbers: Numbering
    footnotes: list[str] = field(default_factory=list)

    def words(self, words: Inline) -> str:
        return "".join(self._piece(piece) for piece in words)

    def _piece(self, piece: object) -> str:
        match piece:
            case Ref(to):
                return self.numbers.printed(to, self.clause.id) or "〔〕"
            case Math(latex):
                return formula.spoken(formula.read(latex)[0])
            case Footnote(words):
                self.footnotes.append(self.words(words))
                return f"{self.numbers.footnotes.get(self.clause.id, 0) + len(self.footnotes)})"
        return plain((piece,))  # type: ignore[arg-type]


def bodies(clauses: Sequence[Clause]) -> Iterator[tuple[Clause, list[str]]]:
    """Each clause with the lines of its body; its own number and title are left out."""
    numbers = numbering(clauses)
    for clause in clauses:
        yield clause, [line for lines in _body(_Place(clause, numbers)) for line in lines]


def _clause(clause: Clause, numbers: Numbering) -> Iterator[str]:
    if clause.kind.is_annex:
        yield from ("", " ".join(filter(None, (f"附录 {clause.number}", _STATUS.get(clause.kind), clause.title))))
    elif clause.title:
        yield from ("", f"{clause.number} {clause.title}".strip())
    for at, lines in enumerate(_body(_Place(clause, numbers))):
        if not at and not clause.title and clause.number and lines and not indexing.is_made(clause):
            lines[0] = f"{clause.number} {lines[0]}"
        yield from lines


def _body(place: _Place) -> Iterator[list[str]]:
    """The lines of each block, then the footnotes."""
    clause, numbers = place.clause, place.numbers
    if indexing.is_made(clause):
        yield list(_index(clause, numbers))
        return
    for at, block in enumerate(read(clause.body)):
        yield list(_block(place, block, (at,)))
    first = numbers.footnotes.get(clause.id, 0) + 1
    yield [f"{n}) {words}" for n, words in enumerate(place.footnotes, first)]


def _index(clause: Clause, numbers: Numbering) -> Iterator[str]:
    for group in indexing.indexed(clause, numbers):
        yield group.letter
        yield from (
            f"{one.word}\t{'，'.join(indexing.place_words(numbers, to) for to in one.places)}" for one in group.entries
        )


def _block(place: _Place, block: Block, path: Path) -> Iterator[str]:
    number = place.numbers.blocks.get((place.clause.id, path), "")
    match block:
        case Paragraph(words):
            yield place.words(words)
        case Item(paragraphs=lines):
            yield from _marked(place, f"{number} ", lines)
        case Note(lines):
            yield from _marked(place, f"注{number}：", lines)
        case Example(lines):
            yield from _marked(place, f"示例{number}：", lines)
        case Table():
            yield from _table(place, block, number)
        case Figure():
            yield f"图 {number} {block.title}".strip()
            yield from _notes(place, block.notes)
        case Formula():
            yield f"{formula.spoken(formula.read(block.latex)[0])}{f'　（{number}）' if number else ''}"
            yield from (f"{formula.spoken(formula.read(w.symbol)[0])}——{place.words(w.meaning)}" for w in block.where)
        case Deviation():
            yield f"〔{block.title}〕".replace("〔〕", "")
            for at, inner in enumerate(block.blocks):
                yield from _block(place, inner, (*path, at))


def _marked(place: _Place, mark: str, lines: Iterable[Inline]) -> Iterator[str]:
    for at, words in enumerate(lines):
        yield f"{'' if at else mark}{place.words(words)}"


def _table(place: _Place, table: Table, number: str) -> Iterator[str]:
    yield f"表 {number} {table.title}".strip()
    if table.unit:
        yield f"单位：{table.unit}"
    yield from ("\t".join(place.words(cell.words).replace("\n", " ") for cell in row) for row in table.rows)
    yield from _notes(place, table.notes)


def _notes(place: _Place, notes: Sequence[Inline]) -> Iterator[str]:
    for n, words in enumerate(notes, 1):
        yield f"注{n if len(notes) > 1 else ''}：{place.words(words)}"
