"""The shared term base: a term proposed, brought from a released text, agreed to region by region, taken back."""

from collections.abc import Iterable
from typing import Any, Final

from workflow.accord.picture import Accord
from workflow.db import Work
from workflow.picture import manuscript
from workflow.picture.standing import Case, Standing
from workflow.records.shared_words import SharedWord, WordVoice
from workflow.rules.agreeing import accord
from workflow.rules.sharing_words import COLUMNS, said_already
from workflow.text.canonical import canonical_hash
from workflow.text.term_entries import TermEntry, entries

MOST: Final = 200  # terms that one act brings


def propose_word(work: Work, case: Case) -> dict[str, Any]:
    told = {name: str(case.answers.get(name) or "") for name in COLUMNS}
    return {"made": _made(work, case, [TermEntry(case.answers["concept"], **told)])}


def import_words(work: Work, case: Case) -> dict[str, Any]:
    """The entries of a released text that do not stand in the base in these very words."""
    seen = accord(case)
    standing = Standing.load(work.session, case.answers["standard"])
    assert standing is not None
    assert standing.frozen is not None
    found = entries(manuscript.load(work.session, standing.frozen).clauses)
    new = [one for one in found if not said_already(seen, one.term, **{name: getattr(one, name) for name in COLUMNS})]
    return {"made": _made(work, case, new[:MOST])}


def _made(work: Work, case: Case, found: Iterable[TermEntry]) -> dict[str, str]:
    """Rows of the base, each told by the hash of its words."""
    seat = case.seat
    assert seat is not None
    made: dict[str, str] = {}
    for one in found:
        told = {"term": one.term} | {name: getattr(one, name) for name in COLUMNS}
        here = {"agreement_id": accord(case).agreement.id, "region_code": case.region, "person_id": seat.person_id}
        made[str(work.insert(SharedWord, **told, **here, proposed_at=work.at))] = words_hash(told)
    return made


def words_hash(told: dict[str, Any]) -> str:
    """What an event tells of a term: the hash of its words."""
    return canonical_hash([told[name] for name in ("term", *COLUMNS)])


def agree_words(work: Work, case: Case) -> dict[str, Any]:
    """The voice of one region; with the last of them the term is the group's, and ends what the group said before."""
    seen, seat = accord(case), case.seat
    assert seat is not None
    wanted = set(case.answers["entries"])
    voice = {"region_code": case.region, "person_id": seat.person_id, "at": work.at}
    work.insert_many(WordVoice, [{"word_id": id_, **voice} for id_ in sorted(wanted)])
    agreed = [w for w in seen.words if w.id in wanted and _is_last(seen, w, case.region)]
    ended = [
        old.id
        for word in agreed
        for old in seen.words
        if old.term == word.term and old.id != word.id and (old.agreed_at or (old in agreed and old.id < word.id))
    ]
    work.update(SharedWord, SharedWord.id.in_([w.id for w in agreed]), agreed_at=work.at)
    work.update(SharedWord, SharedWord.id.in_(ended), ended_at=work.at)
    return {"agreed": sorted(w.id for w in agreed), "ended": sorted(set(ended))}


def _is_last(seen: Accord, word: SharedWord, region: str) -> bool:
    voices = {*seen.word_voices.get(word.id, ()), region}
    return {member.region_code for member in seen.members} <= voices


def drop_word(work: Work, case: Case) -> dict[str, Any]:
    mine = (SharedWord.id == case.answers["entry"], SharedWord.agreed_at.is_(None), SharedWord.ended_at.is_(None))
    work.guarded(SharedWord, *mine, ended_at=work.at)
    return {}
