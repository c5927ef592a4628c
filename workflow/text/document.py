"""The JSON form of a text, out and in: the same clauses and blocks as the notation, for the editor and other programs.

Its schema is `workflow/data/text.schema.json`; what a schema cannot say is checked here, and every fault has its place.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import zip_longest
from typing import Any, Final

import jsonschema

from workflow.text.blocks import id_of
from workflow.text.canonical import Unacceptable, acceptable
from workflow.text.clauses import Clause, ClauseKind, Text
from workflow.text.notation import read, write
from workflow.text.numbering import CHAPTERS, renumbered, walk
from workflow.text.spelling import read_block, spelled

FORMAT: Final = "tongbiao-text/1"
_LEVELS: Final = 6  # a chapter and five levels of clauses
_MOST_FAULTS: Final = 50


@dataclass(frozen=True)
class Fault:
    """What is wrong with a document, and where: a key for the words, the path, and the facts they need."""

    key: str
    path: str
    fact: str = ""


class Malformed(ValueError):
    """A document that is no text; it names every fault, up to fifty."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{faults[0].key} at {faults[0].path}")
        self.faults = tuple(faults)


@cache
def schema() -> dict[str, Any]:
    """The JSON schema of a text."""
    source = resources.files("workflow.data").joinpath("text.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(source)
    return found


def written(text: Text) -> dict[str, Any]:
    """A text as JSON; numbers are told along, for those who read it without computing them."""
    return {
        "format": FORMAT,
        "meta": dict(text.meta),
        "clauses": [_clause(clause) for clause in text.clauses],
    }


def read_document(value: object) -> Text:
    """The text that a JSON document tells, numbered anew; `Malformed` names all that is wrong with it."""
    faults = list(_schema_faults(value, _text_checker()))
    if faults or not isinstance(value, dict):
        raise Malformed(faults or [Fault("type", "")])
    clauses = tuple(_read_clause(at, clause) for at, clause in enumerate(value["clauses"]))
    faults = list(_tree_faults(clauses))
    if faults:
        raise Malformed(faults)
    return Text(value["meta"], renumbered(clauses))


def read_body(value: object) -> str:
    """The body of a clause that JSON blocks tell; `Malformed` names what is wrong with them."""
    faults = list(_schema_faults(value, _blocks_checker()))
    if faults or not isinstance(value, list):
        raise Malformed(faults or [Fault("type", "blocks")])
    try:
        return _body(value)
    except Unacceptable as bad:
        raise Malformed([Fault("character", "blocks", bad.codepoint)]) from None


def written_body(body: str) -> list[dict[str, Any]]:
    """The blocks of a body as JSON."""
    return [spelled(block) for block in read(body)]


def structured(body: str) -> list[dict[str, Any]] | None:
    """The blocks of a body as JSON that can be read back; None where a frame holds what is none: an image that is no
    hash, a day that is no day.
    """
    blocks = written_body(body)
    if "【" in body:
        try:
            read_body(blocks)
        except Malformed:
            return None
    return blocks


def _body(value: Sequence[Mapping[str, Any]], path: str = "") -> str:
    """The notation of blocks; what it could not tell again as the same blocks is refused and not mended."""
    blocks = tuple(read_block(block) for block in value)
    body = acceptable(write(blocks))
    differs = next((n for n, (one, other) in enumerate(zip_longest(blocks, read(body))) if one != other), None)
    if differs is not None:
        raise Malformed([Fault("unspeakable", f"{path}blocks[{differs}]")])
    return body


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "id": clause.id,
        "kind": clause.kind.value,
        "number": clause.number,
        "title": clause.title,
        "parent": clause.parent,
        "regions": list(clause.regions),
        "blocks": written_body(clause.body),
    }


def _read_clause(at: int, value: Mapping[str, Any]) -> Clause:
    try:
        body, title = _body(value["blocks"], f"clauses[{at}]."), acceptable(value["title"]).strip()
    except Unacceptable as unacceptable:
        raise Malformed([Fault("character", f"clauses[{at}]", unacceptable.codepoint)]) from None
    kind, regions = ClauseKind(value["kind"]), tuple(value["regions"])
    return Clause(value["id"], kind, "", title, body, 1, value["parent"], regions)


@cache
def _text_checker() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema())


@cache
def _blocks_checker() -> jsonschema.Draft202012Validator:
    blocks = schema()["$defs"]["clause"]["properties"]["blocks"]
    return jsonschema.Draft202012Validator(blocks | {"$defs": schema()["$defs"]})


def _schema_faults(value: object, checker: jsonschema.Draft202012Validator) -> Iterator[Fault]:
    """At most fifty: a document of another kind breaks every line."""
    for _, error in zip(range(_MOST_FAULTS), checker.iter_errors(value), strict=False):
        yield Fault(
            str(error.validator), error.json_path.removeprefix("$").lstrip("."), str(error.validator_value)[:80]
        )


def _tree_faults(clauses: Sequence[Clause]) -> Iterator[Fault]:
    """Ids that stand twice, parents that come later or cannot have children, and levels too deep."""
    depth: dict[str, int] = {}
    kinds: dict[str, ClauseKind] = {}
    for at, clause in enumerate(clauses):
        path = f"clauses[{at}]"
        if clause.id in depth:
            yield Fault("twice", path, clause.id)
        if clause.parent is not None and clause.parent not in depth:
            yield Fault("parent", path, clause.parent)
        if (clause.kind is ClauseKind.CLAUSE) != (clause.parent is not None):
            yield Fault("place", path, clause.id)
        elif clause.parent in kinds and not _divides(kinds[clause.parent]):
            yield Fault("undivided", path, clause.parent)
        depth[clause.id] = depth.get(clause.parent or "", 0) + 1
        kinds[clause.id] = clause.kind
        if depth[clause.id] > _LEVELS:
            yield Fault("deep", path, clause.id)
    yield from _id_faults(clauses)


def _divides(kind: ClauseKind) -> bool:
    return kind in CHAPTERS or kind.is_annex or kind in {ClauseKind.CLAUSE, ClauseKind.INTRODUCTION}


def _id_faults(clauses: Sequence[Clause]) -> Iterator[Fault]:
    """A reference to nothing is no fault here: it is the checker's to tell; an id that stands twice is."""
    seen = {clause.id for clause in clauses}
    for at, clause in enumerate(clauses):
        for _, block in walk(read(clause.body)):
            id_ = id_of(block)
            if id_ in seen:
                yield Fault("twice", f"clauses[{at}].blocks", id_)
            seen.update({id_} - {""})
