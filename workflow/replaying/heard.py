"""What stands beside an agreement as its events tell it: suggestions of the public, findings of auditors, keys of
regions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from workflow.vocabulary import CommentState, FindingState

Cells = dict[str, Any]
Leaf = Mapping[str, Any]
CLOSED: Final = (FindingState.CLOSED, FindingState.WITHDRAWN)


@dataclass
class Heard:
    """Each by its id, as far as rules ask for it."""

    suggestions: dict[int, Cells] = field(default_factory=dict)
    findings: dict[int, Cells] = field(default_factory=dict)
    keys: dict[int, Cells] = field(default_factory=dict)

    def follow(self, leaf: Leaf) -> None:
        """Take the next event of an agreement; one that is about none of these passes by."""
        if leaf["act"] in TELL:
            TELL[leaf["act"]](self, leaf)

    @property
    def unanswered(self) -> list[Cells]:
        """The suggestions that nobody has answered, the oldest first."""
        return [cells for _, cells in sorted(self.suggestions.items()) if cells["state"] is CommentState.RECEIVED]

    @property
    def open_findings(self) -> list[Cells]:
        """The findings that are not closed, the oldest first."""
        return [cells for _, cells in sorted(self.findings.items()) if cells["state"] not in CLOSED]


def _suggestion(state: CommentState) -> Callable[[Heard, Leaf], None]:
    def tell(heard: Heard, leaf: Leaf) -> None:
        id_ = leaf["facts"]["suggestion"]
        heard.suggestions[id_] = {"id": id_, "state": state}

    return tell


def _raised(heard: Heard, leaf: Leaf) -> None:
    facts, id_ = leaf["facts"], leaf["facts"]["concern"]
    about = {"standard_id": facts["standard"], "region_code": facts["region"], "event": facts.get("event")}
    by = {"raised_region": leaf["region"], "severity": facts["severity"], "answer_by": facts["answer_by"]}
    heard.findings[id_] = {"id": id_, **about, **by, "state": FindingState.ASKED}


def _finding(state: FindingState) -> Callable[[Heard, Leaf], None]:
    return lambda heard, leaf: heard.findings[leaf["facts"]["concern"]].update(state=state)


def _registered(heard: Heard, leaf: Leaf) -> None:
    facts = leaf["facts"]
    made = {"id": facts["key"], "region_code": leaf["region"], "kind": facts["key_kind"], "vkey": facts["vkey"]}
    heard.keys[facts["key"]] = made | {"person_id": leaf["actor"], "since": leaf["ts"], "ended_at": None}


def _ended(heard: Heard, leaf: Leaf) -> None:
    heard.keys[leaf["facts"]["key"]]["ended_at"] = leaf["ts"]


TELL: Final[Mapping[str, Callable[[Heard, Leaf], None]]] = {
    "suggest": _suggestion(CommentState.RECEIVED),
    "answer_suggestion": _suggestion(CommentState.PUBLISHED),
    "write_finding": _raised,
    "answer_finding": _finding(FindingState.ANSWERED),
    "accept_answer": _finding(FindingState.CLOSED),
    "return_answer": _finding(FindingState.ASKED),
    "withdraw_finding": _finding(FindingState.WITHDRAWN),
    "register_key": _registered,
    "end_key": _ended,
}
