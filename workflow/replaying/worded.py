"""The shared term base as the events of an agreement tell it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

ACTS: Final = ("propose_word", "import_words", "agree_words", "drop_word")
Cells = dict[str, Any]
Leaf = Mapping[str, Any]


@dataclass
class Words:
    """Terms by id, the words of each by their hash alone; and who agreed to them."""

    words: dict[int, Cells] = field(default_factory=dict)
    voices: dict[tuple[int, str], Cells] = field(default_factory=dict)
    clear: dict[int, Cells] = field(default_factory=dict)  # what of a term that was proposed stands in clear

    def follow(self, leaf: Leaf, at: Any, agreement: int) -> None:
        """Take the next event of an agreement, at this hour; one that is about no term passes by."""
        if leaf["act"] not in ACTS:
            return
        facts, region, actor = leaf["facts"], leaf["region"], leaf["actor"]
        for id_, digest in facts.get("made", {}).items():
            first = {"agreement_id": agreement, "region_code": region, "person_id": actor, "definition": digest}
            self.words[int(id_)] = first | {"proposed_at": at, "agreed_at": None, "ended_at": None}
            if "concept" in facts:
                told = {name: facts.get(name) or "" for name in ("english", "source")}
                self.clear[int(id_)] = {"term": facts["concept"], **told}
        if leaf["act"] == "agree_words":
            self.voices |= {(int(id_), region): {"person_id": actor, "at": at} for id_ in facts["entries"]}
        ended = [*facts.get("ended", ()), *([facts["entry"]] if "entry" in facts else ())]
        for name, ids in (("agreed_at", facts.get("agreed", ())), ("ended_at", ended)):
            for id_ in ids:
                self.words.get(int(id_), {})[name] = at
