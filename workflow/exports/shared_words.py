"""The shared term base against the logs: each term and each voice says what its events say, and every event has its
rows.
"""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.agreeing.sharing import words_hash
from workflow.db import Database
from workflow.exports.cells import hour, told
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.records.events import Event
from workflow.records.shared_words import SharedWord, WordVoice
from workflow.replaying.retelling.book import UNTOLD
from workflow.replaying.worded import ACTS, Cells, Words


def check_shared_words(database: Database, report: Report) -> None:
    """All of them: a base holds some hundreds."""
    with database.read() as session:
        recorded = _recorded(session)
        words, voices = recorded.words, recorded.voices
        for word in session.scalars(sa.select(SharedWord).order_by(SharedWord.id)):
            _check(report, Place("shared_words", str(word.id)), words.pop(word.id, None), _stands(word))
        query = sa.select(WordVoice).order_by(WordVoice.word_id, WordVoice.region_code)
        for voice in session.scalars(query):
            key = (voice.word_id, voice.region_code)
            stands = {"person_id": voice.person_id, "at": hour(voice.at)}
            _check(report, Place("word_voices", f"{key[0]}/{key[1]}"), voices.pop(key, None), stands)
    for gone in sorted(words):
        report.add(Place("shared_words", str(gone)), Discrepancy.VANISHED)
    for word_id, region in sorted(voices):
        report.add(Place("word_voices", f"{word_id}/{region}"), Discrepancy.VANISHED)


def _stands(word: SharedWord) -> Cells:
    cells: Cells = {name: getattr(word, name) for name in ("agreement_id", "region_code", "person_id")}
    hours = {name: getattr(word, name) for name in ("proposed_at", "agreed_at", "ended_at")}
    cells |= {name: at and hour(at) for name, at in hours.items()}
    return cells | {"definition": words_hash(vars(word))}


def _check(report: Report, place: Place, recorded: Cells | None, stands: Cells) -> None:
    if recorded is None:
        report.add(place, Discrepancy.UNRECORDED)
        return
    for column, value in recorded.items():
        if value is not UNTOLD:
            report.compare(place, column, stands=stands[column], recorded=value)


def _recorded(session: Session) -> Words:
    """What the events say, oldest first; the words of a term by their hash, told under its definition."""
    query = sa.select(Event).where(Event.noun == "agreement", Event.act.in_(ACTS)).order_by(Event.at, Event.sequence)
    found = Words()
    for event in session.scalars(query):
        leaf = told(event.leaf)
        if leaf is not None:  # where the clock was held the rows may be earlier
            found.follow(leaf, UNTOLD if "clk" in leaf else leaf["ts"], event.object_id)
    return found
