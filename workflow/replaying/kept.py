"""The entries of one agreement as their events tell them, act by act: cells, words of regions, figures, course."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from workflow.accord.entered import CELLS
from workflow.entering.telling import COLUMNS, OF_NOUN
from workflow.kinds import Kind
from workflow.process.row import Row
from workflow.replaying.answering import Gone
from workflow.replaying.seated import hour
from workflow.vocabulary import Stand

Leaf = Mapping[str, Any]
Opened = Mapping[str, str]
Cells = dict[str, Any]
SPEAKS: Final = frozenset({"take_stand", "renew", "let_go"})
# Rows whose answers are no cells of the entry, with what they write into it.
OWN: Final[Mapping[str, Cells]] = {
    **{name: {} for name in (*SPEAKS, "tell_figure", "resolve_item")},
    "end_review": {"due": None},
    "list_batch": {"due": None},
}


@dataclass
class Kept:
    """One entry as far as its events have come."""

    cells: Cells
    voices: list[Cells] = field(default_factory=list)
    figures: list[Cells] = field(default_factory=list)
    course: list[Cells] = field(default_factory=list)  # each with the person who took the step

    def take(self, row: Row, kind: Kind, leaf: Leaf, opened: Opened) -> None:
        """Write what one act on it told."""
        facts, number = leaf["facts"], self.cells["turns"] + 1
        told = {column: facts[name] for name, column in COLUMNS.items() if name in facts}
        columns = OWN.get(row.name, told)
        batch = {"batch": facts["batch"]} if row.name == "list_batch" else {}
        fields = {} if row.name in OWN else _fields(kind, leaf, opened)
        state = row.target if row.target is not None else self.cells["state"]
        self.cells = {**self.cells, **columns, **batch, "fields": {**self.cells["fields"], **fields}}
        self.cells |= {"state": state, "turns": number}
        self.voices += [{"entry_id": self.cells["id"], "number": number, **said} for said in _said(row, leaf)]
        if "figure_id" in facts:
            self.figures.append({**_figure(leaf), "entry_id": self.cells["id"], "number": number})
        step = {"entry_id": self.cells["id"], "number": number, "step": row.name, "at": hour(leaf)}
        self.course.append(step | {"seat_id": leaf["seat"], "person": leaf["actor"]})


def blank(agreement: int, kind: Kind, leaf: Leaf) -> Kept:
    """An entry about to begin by this act: whose it is, if not all regions' together."""
    region = None if kind.is_whole else leaf["facts"].get("region", leaf["region"])
    cells = {**dict.fromkeys(CELLS), "agreement_id": agreement, "kind": kind.code, "region_code": region, "turns": 0}
    return Kept({**cells, "id": int(leaf["obj"].partition("/")[2]), "state": None, "fields": {}})


def _fields(kind: Kind, leaf: Leaf, opened: Opened) -> Cells:
    """Fields of the kind that the act told; what is personal and not opened here stands for itself."""
    names = (*(one.name for one in kind.fields), *OF_NOUN)
    hidden = {name: opened.get(name, Gone(name)) for name in names if name in leaf["commit"]}
    return {name: leaf["facts"][name] for name in names if name in leaf["facts"]} | hidden


def _said(row: Row, leaf: Leaf) -> Iterator[Cells]:
    facts = leaf["facts"]
    if row.name in SPEAKS:
        yield {"region_code": leaf["region"], "stand": facts["position"], "until": facts.get("until")}
    for code in facts.get("accepted_by", ()) if row.name == "enter_listed" else ():
        yield {"region_code": code, "stand": Stand.AGREE, "until": None}
    for code in facts.get("lapsed", ()) if row.name == "end_review" else ():
        yield {"region_code": code, "stand": Stand.NOT_YET, "until": None}


def _figure(leaf: Leaf) -> Cells:
    facts = leaf["facts"]
    told = {"id": facts["figure_id"], "value": facts["figure"], "of_day": facts["of_day"], "source": facts["source"]}
    return told | {"region_code": leaf["region"]}
