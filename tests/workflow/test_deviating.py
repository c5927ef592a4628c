"""Regional deviations: put in and taken out, confirmed by a named person of the region, lapsing with the words."""

import json
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, SECOND, World, sample_text
from workflow.exports.verification import verify
from workflow.picture import manuscript
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import Refused
from workflow.records.deviating import DeviationConfirmation
from workflow.text.blocks import Deviation, DeviationType, Paragraph
from workflow.text.clauses import Clause, ClauseKind, Text
from workflow.text.deviating import Running, new_id, placed, put, taken_out
from workflow.text.deviation_annex import TITLE, listed
from workflow.text.document import written
from workflow.text.lineage import id_factory
from workflow.vocabulary import Joint, SeatRole

TODAY = date(2026, 3, 2)
SAID = {"looked_at": "GB 18483—2001", "statement": "排放限值严于国家标准，未放宽。"}


def deviation(region: str = SECOND, **more: str) -> Deviation:
    told = {"reason": "本区地下水保护", "evidence": "条例第九条", "until": "2029-12-31", **more}
    return Deviation(
        "v1", (region,), DeviationType.STRICTER, "更严的限值", (Paragraph(("不应大于 30 mg/L。",)),), **told
    )


def clauses(road: Road) -> tuple[Clause, ...]:
    with road.standing() as standing, road.world.database.read() as session:
        assert standing.draft is not None
        return manuscript.load(session, standing.draft).clauses


def save(road: Road, changed: tuple[Clause, ...]) -> None:
    structure = json.dumps(written(Text({}, changed)), ensure_ascii=False)
    road.take("save_draft", builders.editor(road), structure=structure)


def deviating(world: World, at: Joint = Joint.ANSWERING) -> tuple[Road, Clause]:
    """A road on which the newest draft has one deviation of the second region."""
    road = builders.standing(world, at)
    before = clauses(road)
    clause = next(c for c in before if c.number == "4.2")
    save(road, with_annex(put(before, clause.id, deviation())))
    return road, clause


def with_annex(found: tuple[Clause, ...]) -> tuple[Clause, ...]:
    return listed(found, {SECOND: "天津市"}, id_factory(c.id for c in found))


def odd(world: World) -> set[str]:
    return {f"{f.place.table}.{f.place.column}" for f in verify(world.database, None).findings}


def refusals(road: Road) -> set[str]:
    with pytest.raises(Refused) as no:
        builders.frozen(road, "review")
    return {reason.rule for reason in no.value.reasons}


def test_a_deviation_is_put_in_changed_and_taken_out(world: World) -> None:
    road = builders.standing(world, Joint.DRAFTING)
    builders.grouped(road)
    road.take("save_draft", builders.editor(road), text=sample_text())
    before = clauses(road)
    clause = next(c for c in before if c.number == "4.2")
    assert new_id(before) == "v1"
    with_it = put(before, clause.id, deviation())
    assert new_id(with_it) == "v2"
    changed = put(with_it, clause.id, deviation(reason="另一个理由"))
    (only,) = placed(changed)
    assert (only.clause.id, only.deviation.reason) == (clause.id, "另一个理由")
    assert taken_out(changed, "v1") == taken_out(with_it, "v1")
    assert not list(placed(taken_out(changed, "v1")))


def test_the_annex_lists_what_deviates_and_goes_with_the_last_of_it(world: World) -> None:
    road = builders.standing(world, Joint.ANSWERING)
    before = clauses(road)
    clause = next(c for c in before if c.number == "4.2")
    made = with_annex(put(before, clause.id, deviation()))
    annex = made[-1]
    assert (annex.title, annex.number) == (TITLE, "A")
    assert "{@v1} | 天津市 | 更严的限值 | 本区地下水保护 | 条例第九条 | — | 2029-12-31 |" in annex.body
    assert f"{{@{annex.id}}}" in made[0].body
    assert with_annex(made) == made
    assert with_annex(taken_out(made, "v1")) == before


@pytest.mark.parametrize(
    ("until", "how"),
    [
        ("", Running.ENDLESS),
        ("soon", Running.ENDLESS),
        (-1, Running.OVER),
        (0, Running.SOON),
        (90, Running.SOON),
        (91, Running.RUNS),
    ],
)
def test_it_is_marked_when_it_runs_out(until: str | int, how: Running) -> None:
    day = until if isinstance(until, str) else (TODAY + timedelta(days=until)).isoformat()
    clause = Clause("c1", ClauseKind.CHAPTER, "4", "要求", "正文。", 1, None)
    (one,) = placed(put((clause,), "c1", deviation(until=day)))
    assert one.running(TODAY) is how


def test_the_text_goes_to_no_judge_before_each_deviation_is_confirmed_by_name(world: World) -> None:
    road, clause = deviating(world)
    assert "deviations_confirmed" in refusals(road)
    with pytest.raises((Refused, WrongAnswers)):
        road.by(LEAD, SeatRole.DRAFTER, "confirm_deviation", deviation="v1", **SAID)
    road.by(SECOND, SeatRole.DRAFTER, "confirm_deviation", deviation="v1", **SAID)
    with pytest.raises((Refused, WrongAnswers)):
        road.by(SECOND, SeatRole.DRAFTER, "confirm_deviation", deviation="v1", **SAID)
    assert odd(world) == set()
    builders.frozen(road, "review")
    road.take("save_draft", builders.editor(road), clause=clause.id, words=f"{_body(road, clause)}\n又一句。")
    assert "deviations_confirmed" in refusals(road)


def _body(road: Road, clause: Clause) -> str:
    return next(c.body for c in clauses(road) if c.id == clause.id)


def test_a_change_elsewhere_leaves_the_confirmation_standing(world: World) -> None:
    road, clause = deviating(world)
    road.by(SECOND, SeatRole.DRAFTER, "confirm_deviation", deviation="v1", **SAID)
    other = next(c for c in clauses(road) if c.id != clause.id and c.body)
    road.take("save_draft", builders.editor(road), clause=other.id, words=f"{other.body}\n又一句。")
    builders.frozen(road, "review")


def test_what_is_changed_behind_the_log_is_found(world: World) -> None:
    road, _ = deviating(world)
    road.by(SECOND, SeatRole.DRAFTER, "confirm_deviation", deviation="v1", **SAID)
    with world.database.plain() as session:
        changed = {"statement": "改了", "looked_at": "改了", "substance": "0" * 64}
        session.execute(sa.update(DeviationConfirmation).values(**changed))
    assert odd(world) == {f"deviation_confirmations.{column}" for column in changed}
