"""The shared term base: proposed by drafters, agreed region by region, taken from released texts, true to the log."""

from typing import Any

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, MORNING, SECOND, World
from workflow import agreeing
from workflow.checking import checked
from workflow.exports.verification import verify
from workflow.picture import manuscript
from workflow.picture.glossary import glossary
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import Refused
from workflow.records.agreements import Member
from workflow.records.shared_words import SharedWord, WordVoice
from workflow.text.lineage import id_factory
from workflow.text.term_entries import TermEntry, entries, with_entry
from workflow.vocabulary import Joint, SeatRole

SAID = {"concept": "换电站", "english": "battery swap station", "definition": "为电动汽车更换动力电池的场所"}
NO = (Refused, WrongAnswers)


def take(world: World, step: str, region: str, role: str, **raw: Any) -> dict[str, Any]:
    group, seat = world.agreements["JJJ"], world.seat(region, role)
    return dict(agreeing.take(world.database, group, step, seat, raw, at=MORNING).facts)


def members(world: World) -> list[str]:
    with world.database.read() as session:
        mine = sa.select(Member.region_code).where(Member.agreement_id == world.agreements["JJJ"])
        return list(session.scalars(mine.order_by(Member.rank)))


def words(world: World) -> list[SharedWord]:
    with world.database.read() as session:
        return list(session.scalars(sa.select(SharedWord).order_by(SharedWord.id)))


def agreed(world: World) -> dict[str, str]:
    with world.database.read() as session:
        return {one["term"]: one["definition"] for one in glossary(session, world.agreements["JJJ"])}


def odd(world: World) -> set[str]:
    return {f"{f.place.table}.{f.place.column}" for f in verify(world.database, None).findings}


def agree(world: World, *ids: int) -> None:
    for region in members(world):
        take(world, "agree_words", region, "handler", entries=list(ids))


def test_a_term_is_the_groups_once_every_party_has_agreed(world: World) -> None:
    take(world, "propose_word", SECOND, "drafter", **SAID)
    (word,) = words(world)
    *first, last = members(world)
    for region in first:
        take(world, "agree_words", region, "handler", entries=[word.id])
    assert agreed(world) == {}
    with pytest.raises(NO):
        take(world, "agree_words", first[0], "handler", entries=[word.id])
    take(world, "agree_words", last, "handler", entries=[word.id])
    assert agreed(world) == {"换电站": SAID["definition"]}
    assert odd(world) == set()


def test_two_regions_differ_and_what_all_agree_to_ends_what_was_said_before(world: World) -> None:
    take(world, "propose_word", SECOND, "drafter", **SAID)
    agree(world, words(world)[0].id)
    take(world, "propose_word", LEAD, "drafter", **SAID | {"definition": "另一个定义"})
    agree(world, words(world)[1].id)
    assert agreed(world) == {"换电站": "另一个定义"}
    assert [word.ended_at is None for word in words(world)] == [False, True]
    assert odd(world) == set()


def test_two_definitions_of_one_term_agreed_at_once_leave_one(world: World) -> None:
    for region, definition in ((SECOND, "甲"), (LEAD, "乙")):
        take(world, "propose_word", region, "drafter", **SAID | {"definition": definition})
    agree(world, *(word.id for word in words(world)))
    assert agreed(world) == {"换电站": "乙"}
    assert odd(world) == set()


def test_the_same_words_are_not_proposed_twice_and_strangers_propose_nothing(world: World) -> None:
    take(world, "propose_word", SECOND, "drafter", **SAID)
    with pytest.raises(Refused) as no:
        take(world, "propose_word", LEAD, "drafter", **SAID)
    assert [reason.rule for reason in no.value.reasons] == ["word_new"]
    for region, role in ((CHONGQING, "drafter"), (SECOND, "handler")):
        with pytest.raises(NO):
            take(world, "propose_word", region, role, **SAID | {"concept": "别的"})
    with pytest.raises(NO):
        take(world, "agree_words", CHONGQING, "handler", entries=[words(world)[0].id])


def test_who_proposed_takes_back_while_not_all_have_agreed(world: World) -> None:
    take(world, "propose_word", SECOND, "drafter", **SAID)
    (word,) = words(world)
    with pytest.raises(NO):
        take(world, "drop_word", LEAD, "drafter", entry=word.id, reason="不妥")
    take(world, "drop_word", SECOND, "drafter", entry=word.id, reason="不妥")
    assert words(world)[0].ended_at is not None
    assert odd(world) == set()
    with pytest.raises(NO):
        take(world, "agree_words", LEAD, "handler", entries=[word.id])


def test_the_terms_of_a_released_text_join_the_base_once(world: World) -> None:
    road = builders.standing(world, Joint.RELEASED)
    with road.standing() as standing, world.database.read() as session:
        assert standing.frozen is not None
        told = entries(manuscript.load(session, standing.frozen).clauses)
    assert told
    seat, group = world.seat(SECOND, SeatRole.DRAFTER), world.agreements["JJJ"]
    for _ in range(2):
        agreeing.take(world.database, group, "import_words", seat, {"standard": road.id}, at=road.at)
    assert [(w.term, w.english, w.definition) for w in words(world)] == [
        (e.term, e.english, e.definition) for e in told
    ]
    assert odd(world) == set()


def test_what_is_changed_behind_the_log_is_found(world: World) -> None:
    take(world, "propose_word", SECOND, "drafter", **SAID)
    take(world, "agree_words", LEAD, "handler", entries=[words(world)[0].id])
    with world.database.plain() as session:
        session.execute(sa.update(SharedWord).values(definition="改了", region_code=LEAD))
        session.execute(sa.delete(WordVoice))
    assert odd(world) == {"shared_words.definition", "shared_words.region_code", "word_voices."}


def test_an_entry_put_into_a_text_is_read_again() -> None:
    entry = TermEntry("换电站", "battery swap station", "更换动力电池的场所", "GB/T 29317—2021，3.1.2")
    made, at = with_entry((), entry, id_factory())
    assert entries(made) == [entry]
    assert [(clause.number, clause.kind.value) for clause in made] == [("1", "terms"), ("1.1", "clause")]
    assert made[-1].id == at
    with pytest.raises(ValueError, match="stands already"):
        with_entry(made, entry, id_factory(c.id for c in made))


def found_by_checker(road: Road) -> set[str]:
    with road.standing() as standing:
        assert standing.draft is not None
        return {finding.rule for finding in checked(standing, standing.draft).findings}


def test_the_checker_knows_what_the_group_agreed_to(world: World) -> None:
    road = builders.standing(world, Joint.ANSWERING)
    with road.standing() as standing, world.database.read() as session:
        assert standing.draft is not None
        one = entries(manuscript.load(session, standing.draft).clauses)[0]
    assert "C11" not in found_by_checker(road)
    take(world, "propose_word", SECOND, "drafter", concept=one.term, english=one.english, definition="另一回事")
    assert "C11" not in found_by_checker(road)
    agree(world, words(world)[0].id)
    assert "C11" in found_by_checker(road)
