"""What somebody would write, kept beside the words of the desk sentence by sentence, for others to accept or reject."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from workflow.desk.following import follow
from workflow.desk.pad import Pad, Told
from workflow.process.reasons import NotThere
from workflow.records.desks import DeskConflict
from workflow.text.merging import sentences


def suggest(pad: Pad, clause_id: str, seen: Told, told: Told, person: int) -> int:
    """Keep every change from the words that were `seen` to those that were sent; gives how many there are."""
    follow(pad)
    if clause_id not in pad.draft:
        raise NotThere
    against, made = pad.writer(clause_id), 0
    for is_title, before, after in ((True, seen.title, told.title), (False, seen.body, told.body)):
        for old, new in changes(before, after):
            place = {"standard_id": pad.standard_id, "clause_id": clause_id, "is_title": is_title}
            words = {"base": old, "ours": old, "theirs": new, "by": person, "against": against, "at": pad.at}
            pad.session.add(DeskConflict(**place, **words, is_weighty=False, is_suggestion=True))
            made += 1
    return made


def changes(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Stretches of sentences that differ; what is put in stands with the sentence before it, else the one behind."""
    old, new = sentences(before), sentences(after)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if a == b and a > 0:
            yield old[a - 1], old[a - 1] + "".join(new[c:d])
        elif a == b and a < len(old):
            yield old[a], "".join(new[c:d]) + old[a]
        else:
            yield "".join(old[a:b]), "".join(new[c:d])
