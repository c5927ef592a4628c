"""The blocks of a clause as plain views for parts/blocks.html, with the numbers of today. Clauses are `clauses`'s."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from web.present import region
from workflow.records.places import Region
from workflow.storage.files import HASH
from workflow.text import formula, indexing
from workflow.text.blocks import Block, Cell, Deviation, Example, Figure, Formula, Item, Note, Paragraph, Table
from workflow.text.clauses import Clause
from workflow.text.inline import Break, Footnote, Inline, Math, Piece, Ref, Sub, Sup, read_inline
from workflow.text.notation import read
from workflow.text.numbering import Numbering, Path, lettered
from workflow.words import say

View = dict[str, Any]


@dataclass
class Page:
    """Where the blocks of a clause are drawn: the numbers of the text, and the footnotes met so far."""

    clause: Clause
    numbers: Numbering
    places: Mapping[str, Region]
    footnotes: list[View] = field(default_factory=list)
    images: str = ""  # the address below which the images of figures are

    def number(self, path: Path) -> str:
        return self.numbers.blocks.get((self.clause.id, path), "")


def block_views(
    clause: Clause, numbers: Numbering, places: Mapping[str, Region], images: str = ""
) -> tuple[list[View], list[View]]:
    """The blocks of a clause, and its footnotes with their marks."""
    page = Page(clause, numbers, places, images=images)
    if indexing.is_made(clause):
        return [_index(page)], []
    return _views(page, read(clause.body), ()), page.footnotes


def block_view(page: Page, block: Block, path: Path) -> View:
    """One block in its place."""
    return _view(page, block, path)


def word_views(page: Page, line: str) -> list[View]:
    """A line of the notation as pieces."""
    return _words(page, read_inline(line))


def _views(page: Page, blocks: Iterable[Block], above: Path) -> list[View]:
    return [_view(page, block, (*above, at)) for at, block in enumerate(blocks)]


def _view(page: Page, block: Block, path: Path) -> View:
    number = page.number(path)
    match block:
        case Paragraph(words):
            return {"is": "paragraph", "words": _words(page, words)}
        case Item(paragraphs=lines, id=id_):
            level = page.numbers.levels[page.clause.id, path]
            return {"is": "item", "id": _anchor(id_), "mark": number, "level": level, "lines": _lines(page, lines)}
        case Note(lines):
            return {"is": "note", "mark": say("注{n}：", n=number), "lines": _lines(page, lines)}
        case Example(lines):
            return {"is": "note", "mark": say("示例{n}：", n=number), "lines": _lines(page, lines)}
        case Table():
            return _table(page, block, number)
        case Figure():
            return _figure(page, block, number)
        case Formula():
            return _formula(page, block, number)
    return _deviation(page, block, path)


def _index(page: Page) -> View:
    """The keywords of an index that is made, by letter, each with links to its places."""
    groups = [
        {"letter": of.letter, "entries": [_entry(page, one) for one in of.entries]}
        for of in indexing.indexed(page.clause, page.numbers)
    ]
    return {"is": "index", "groups": groups}


def _entry(page: Page, one: indexing.Entry) -> View:
    places = [{"to": _anchor(id_), "text": indexing.place_words(page.numbers, id_)} for id_ in one.places]
    return {"word": one.word, "places": places}


def _table(page: Page, table: Table, number: str) -> View:
    own: list[View] = []
    rows = [[_cell(page, cell, own, is_head=at < table.head) for cell in row] for at, row in enumerate(table.rows)]
    notes = _notes(page, table.notes)
    told = {"is": "table", "id": _anchor(table.id), "number": say("表 {n}", n=number), "title": table.title}
    return told | {
        "unit": table.unit,
        "head": rows[: table.head],
        "rows": rows[table.head :],
        "notes": notes,
        "own": own,
    }


def _cell(page: Page, cell: Cell, own: list[View], *, is_head: bool) -> View:
    words = _words(page, cell.words, own)
    return {"words": words, "columns": cell.columns, "rows": cell.rows, "head": is_head}


def _figure(page: Page, figure: Figure, number: str) -> View:
    parts = [
        {"mark": f"{lettered(n)})", "title": one.title, "alt": one.alt, "src": _src(page, one.image)}
        for n, one in enumerate(figure.parts, 1)
    ]
    told = {"is": "figure", "id": _anchor(figure.id), "number": say("图 {n}", n=number), "title": figure.title}
    told |= {"image": figure.image, "src": _src(page, figure.image), "alt": figure.alt}
    return told | {"parts": parts, "notes": _notes(page, figure.notes)}


def _src(page: Page, image: str) -> str:
    return f"{page.images}{image}" if page.images and HASH.fullmatch(image) else ""


def _formula(page: Page, block: Formula, number: str) -> View:
    where = [{"symbol": _math(one.symbol), "words": _words(page, one.meaning)} for one in block.where]
    told = {"is": "formula", "id": _anchor(block.id), "number": f"（{number}）" if number else ""}
    return told | {"math": _math(block.latex, is_display=True), "where": where}


def _deviation(page: Page, block: Deviation, path: Path) -> View:
    known = [region(page.places[code]) for code in block.regions if code in page.places]
    told = {"is": "deviation", "id": _anchor(block.id), "regions": known, "title": block.title}
    facts = {"reason": block.reason, "evidence": block.evidence, "since": block.since, "until": block.until}
    return told | facts | {"type": say(f"deviation.{block.type}"), "blocks": _views(page, block.blocks, path)}


def _notes(page: Page, notes: tuple[Inline, ...]) -> list[View]:
    many = len(notes) > 1
    return [
        {"mark": say("注{n}：", n=n if many else ""), "words": _words(page, words)} for n, words in enumerate(notes, 1)
    ]


def _lines(page: Page, lines: Iterable[Inline]) -> list[list[View]]:
    return [_words(page, words) for words in lines]


def _words(page: Page, words: Inline, own: list[View] | None = None) -> list[View]:
    """The pieces of a line; footnotes of a table are its own, lettered, the others run through the text."""
    return [_piece(page, piece, own) for piece in words]


def _piece(page: Page, piece: Piece, own: list[View] | None) -> View:
    match piece:
        case Ref(to):
            printed = page.numbers.printed(to, page.clause.id)
            return {"is": "ref", "to": _anchor(to), "text": printed} if printed else {"is": "lost"}
        case Math(latex):
            return {"is": "math", "math": _math(latex)}
        case Sub(words):
            return {"is": "sub", "text": words}
        case Sup(words):
            return {"is": "sup", "text": words}
        case Break():
            return {"is": "break"}
        case Footnote(words):
            return _footnote(page, words, own)
    return {"is": "text", "text": piece}


def _footnote(page: Page, words: Inline, own: list[View] | None) -> View:
    kept = page.footnotes if own is None else own
    before = page.numbers.footnotes.get(page.clause.id, 0)
    mark = f"{before + len(kept) + 1})" if own is None else lettered(len(kept) + 1)
    kept.append({"mark": mark, "words": _words(page, words, own)})
    return {"is": "sup", "text": mark}


def _math(latex: str, *, is_display: bool = False) -> Markup:
    """MathML, in which every sign of the drafter is escaped."""
    return Markup(formula.mathml(formula.read(latex)[0], is_display=is_display))


def _anchor(id_: str) -> str:
    return f"k-{id_}" if id_ else ""
