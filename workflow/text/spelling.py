"""Blocks and words as plain JSON values, and back. The values read have passed the schema of `document`."""

from collections.abc import Iterable, Mapping
from typing import Any

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

Value = dict[str, Any]


def spelled(block: Block) -> Value:
    """One block."""
    match block:
        case Paragraph(words):
            return {"block": "paragraph", "words": spelled_words(words)}
        case Item(marker, paragraphs, id_):
            return {"block": "item", "marker": marker.value, "id": id_, "paragraphs": _lines(paragraphs)}
        case Note(paragraphs):
            return {"block": "note", "paragraphs": _lines(paragraphs)}
        case Example(paragraphs):
            return {"block": "example", "paragraphs": _lines(paragraphs)}
        case Table():
            return _table(block)
        case Figure():
            parts = [{"image": part.image, "title": part.title, "alt": part.alt} for part in block.parts]
            told = {"block": "figure", "id": block.id, "title": block.title, "image": block.image, "alt": block.alt}
            return told | {"parts": parts, "notes": _lines(block.notes)}
        case Formula():
            where = [{"symbol": line.symbol, "meaning": spelled_words(line.meaning)} for line in block.where]
            return {"block": "formula", "id": block.id, "latex": block.latex, "where": where}
    return _deviation(block)


def spelled_words(words: Inline) -> list[Any]:
    """The pieces of a line: plain text as it is, every mark as an object with one key."""
    return [_spelled_piece(piece) for piece in words]


def read_block(value: Mapping[str, Any]) -> Block:
    """One block."""
    match value["block"]:
        case "paragraph":
            return Paragraph(read_words(value["words"]))
        case "item":
            return Item(Marker(value["marker"]), _read_lines(value["paragraphs"]), value.get("id", ""))
        case "note":
            return Note(_read_lines(value["paragraphs"]))
        case "example":
            return Example(_read_lines(value["paragraphs"]))
        case "table":
            return _read_table(value)
        case "figure":
            parts = tuple(Part(part["image"], part["title"], part["alt"]) for part in value["parts"])
            notes = _read_lines(value["notes"])
            return Figure(value["id"], value["title"].strip(), value["image"], value["alt"].strip(), parts, notes)
        case "formula":
            where = tuple(Where(line["symbol"].strip(), read_words(line["meaning"])) for line in value["where"])
            return Formula(value["latex"].strip(), value["id"], where)
    return _read_deviation(value)


def read_words(value: Iterable[Any]) -> Inline:
    """The pieces of a line without the spaces around it, which no face of a text keeps."""
    pieces = list(joined(_read_piece(piece) for piece in value))
    if pieces and isinstance(pieces[0], str):
        pieces[0] = pieces[0].lstrip()
    if pieces and isinstance(pieces[-1], str):
        pieces[-1] = pieces[-1].rstrip()
    return joined(pieces)


def _lines(lines: Iterable[Inline]) -> list[Any]:
    return [spelled_words(words) for words in lines]


def _table(table: Table) -> Value:
    rows = [
        [{"words": spelled_words(cell.words), "columns": cell.columns, "rows": cell.rows} for cell in row]
        for row in table.rows
    ]
    told = {"block": "table", "id": table.id, "title": table.title, "unit": table.unit, "head": table.head}
    return told | {"rows": rows, "notes": _lines(table.notes)}


def _deviation(block: Deviation) -> Value:
    told = {"block": "deviation", "id": block.id, "regions": list(block.regions), "type": block.type.value}
    facts = {key: getattr(block, key) for key in ("title", "reason", "evidence", "since", "until")}
    return told | facts | {"blocks": [spelled(inner) for inner in block.blocks]}


def _spelled_piece(piece: Piece) -> Any:
    match piece:
        case Ref(to):
            return {"ref": to}
        case Math(latex):
            return {"math": latex}
        case Sub(words):
            return {"sub": words}
        case Sup(words):
            return {"sup": words}
        case Break():
            return {"break": True}
        case Footnote(words):
            return {"footnote": spelled_words(words)}
    return piece


def _read_lines(value: Iterable[Any]) -> tuple[Inline, ...]:
    return tuple(read_words(words) for words in value)


def _read_table(value: Mapping[str, Any]) -> Table:
    rows = tuple(
        tuple(Cell(read_words(cell["words"]), cell["columns"], cell["rows"]) for cell in row) for row in value["rows"]
    )
    title, unit = value["title"].strip(), value["unit"].strip()
    return Table(value["id"], title, rows, value["head"], unit, _read_lines(value["notes"]))


def _read_deviation(value: Mapping[str, Any]) -> Deviation:
    told = {key: value[key].strip() for key in ("title", "reason", "evidence", "since", "until")}
    blocks = tuple(read_block(inner) for inner in value["blocks"])
    return Deviation(value["id"], tuple(value["regions"]), DeviationType(value["type"]), blocks=blocks, **told)


def _read_piece(value: Any) -> Piece:
    if isinstance(value, str):
        return value
    match next(iter(value.items())):
        case "ref", to:
            return Ref(to)
        case "math", latex:
            return Math(latex)
        case "sub", words:
            return Sub(words)
        case "sup", words:
            return Sup(words)
        case "footnote", words:
            return Footnote(read_words(words))
    return Break()
