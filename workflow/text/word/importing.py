"""From the bytes of an office file to clauses, losses, suggestions and images."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from workflow.text.clauses import Clause, ClauseKind
from workflow.text.inline import write_inline
from workflow.text.notation import write
from workflow.text.numbering import renumbered
from workflow.text.remarks import remarks_on
from workflow.text.word.blocks import Blocks
from workflow.text.word.body import Body
from workflow.text.word.document import Document
from workflow.text.word.found import Imported, LossKind, Suggestion, Unreadable
from workflow.text.word.ids import Ids
from workflow.text.word.lines import Edit, Frame, Grid, Line, Thing, told
from workflow.text.word.package import W, opened
from workflow.text.word.pointers import Pointers
from workflow.text.word.structure import Draft, Structure

_MOST_CLAUSES: Final = 4_000


def read_word(data: bytes) -> Imported:
    """The file as it stood before its tracked changes; `Unreadable` says why it cannot be read."""
    package = opened(data)
    root = package.xml(package.main)
    body = None if root is None else root.find(W + "body")
    if body is None:
        raise Unreadable("wrong.file_content")
    document = Document(package)
    things = Body(document).things(body)
    document.place = ""
    structure = Structure(document, things)
    _fronted(document, structure)
    if len(structure.drafts) > _MOST_CLAUSES:
        raise Unreadable("wrong.too_many_clauses")
    return _imported(document, structure, things)


def _fronted(document: Document, structure: Structure) -> None:
    """The cover and the contents are made anew from what the project says; a text without headings has neither."""
    if not structure.drafts and any(told(one) for one in structure.cover):
        structure.drafts.append(Draft(ClauseKind.FRONT, things=list(structure.cover)))
        structure.cover.clear()
    _lose(document, LossKind.COVER, [told(one) for one in structure.cover])
    _lose(document, LossKind.CONTENTS, structure.contents)
    for line in _lines(structure.cover):
        for _, alt in line.images if isinstance(line, Line) else ():
            document.lose(LossKind.IMAGE, alt)
    for words in dict.fromkeys(document.headers()):
        document.lose(LossKind.HEADER, words)


def _lose(document: Document, kind: LossKind, lines: Iterable[str]) -> None:
    if said := "\n".join(line for line in lines if line):
        document.lose(kind, said)


def _imported(document: Document, structure: Structure, things: Iterable[Thing]) -> Imported:
    there = [name for one in _lines(things, grids=True) for name in one.bookmarks]
    ids = Ids((pointer.bookmark for pointer in document.pointers), there)
    written = []
    for draft in structure.drafts:
        draft.id = ids.begin(draft.heading.bookmarks if draft.heading else ())
        parent = draft.parent.id if draft.parent else None
        document.place = f"{draft.title or draft.id}"
        body = write(Blocks(document, ids, draft.things).all())
        written.append(Clause(draft.id, draft.kind, "", draft.title, body, 1, parent))
    pointers = Pointers(document, ids.targets, renumbered(written))
    clauses = renumbered(replace(one, body=pointers.resolved(one.body, one.id)) for one in written)
    return Imported(
        clauses,
        tuple(document.losses),
        tuple(_suggestions(structure, pointers)),
        _used(document, clauses),
        tuple(remarks_on(clauses)),
    )


def _used(document: Document, clauses: Iterable[Clause]) -> dict[str, bytes]:
    """The images that a figure names; any other stood where no figure can, and was told there."""
    said = "\n".join(clause.body for clause in clauses)
    return {digest: data for digest, data in document.images.items() if digest in said}


def _suggestions(structure: Structure, pointers: Pointers) -> Iterator[Suggestion]:
    """Every tracked change in reading order, with the clause it stands in."""
    clauses = {id(draft.heading): draft.id for draft in structure.drafts if draft.heading}
    clauses |= {id(thing): draft.id for draft in structure.drafts for thing in draft.things}
    within = ""
    for thing in structure.things:
        within = clauses.get(id(thing), within)
        for line, edit in _edits([thing]):
            lead, base, before, after = (
                pointers.resolved(said, within)
                for said in (edit.lead, write_inline(line.words) if line else "", edit.before, edit.after)
            )
            is_new = line is None or line.is_added
            offset = 0 if is_new else len(lead.lstrip())
            yield Suggestion(edit.author, edit.at, within, before, after, "" if is_new else base, offset)


def _edits(things: Iterable[Thing]) -> Iterator[tuple[Line | None, Edit]]:
    for thing in things:
        match thing:
            case Line():
                yield from ((thing, edit) for edit in thing.edits())
            case Grid():
                yield from ((None, edit) for edit in thing.edits)
                yield from _edits(line for row in thing.rows for box in row for line in box.lines)
            case Frame():
                yield from _edits(thing.inside)


def _lines(things: Iterable[Thing], *, grids: bool = False) -> Iterator[Line | Grid]:
    """Every line, those in tables and frames too; on demand the tables themselves."""
    for thing in things:
        match thing:
            case Line():
                yield thing
            case Grid():
                if grids:
                    yield thing
                yield from _lines(line for row in thing.rows for box in row for line in box.lines)
            case Frame():
                yield from _lines(thing.inside, grids=grids)
