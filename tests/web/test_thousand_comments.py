"""A thousand comments with planted twins: what came is always answered, merged, withdrawn or open; pages stay small."""

import re
from collections import Counter

import sqlalchemy as sa
from flask import Flask

from tests import builders
from tests.builders import Road, standing
from tests.cast import SECOND, THIRD, World
from tests.web.browsing import seated
from tests.web.counting import statements
from tests.workflow.text.test_kindred import PLANTED, comments
from workflow.db import table_of
from workflow.reads.comment_report import OUTCOMES, report
from workflow.reads.ledger import PAGE, Wanted, ledger
from workflow.records.consultations import Comment
from workflow.vocabulary import CommentKind, CommentState, Disposition, Joint, Source

WITHDRAWN = 20
BYTES = 400_000


def received(world: World) -> Road:
    """The comments come in while the window is open; some are taken back; then it closes."""
    road, (said, _) = standing(world, Joint.CONSULTING), comments()
    builders.posted(road)
    with road.standing() as found:
        asked, version = found.consultation, found.frozen
        assert asked is not None and version is not None  # noqa: PT018
        clauses = [(clause.id, clause.body) for clause in found.written.clauses if len(clause.body) > 12]
        shared = {"standard_id": road.id, "consultation_id": asked.id, "version_id": version.id}
    places = [clauses[n % len(clauses)] for n in said]
    rows = [
        shared
        | {"id": n, "kind": CommentKind.DRAFT, "state": CommentState.RECEIVED, "receipt": f"2026-T{n}"}
        | {"clause_id": clause, "clause_label": clause, "opinion": words, "quote": body[n % 5 : n % 5 + 4]}
        | {"reason": "理由", "proposal": "", "name": "某人", "contact": "", "received_at": road.at, "answer": ""}
        | {"region_code": (road.lead, SECOND, THIRD)[n % 3], "source": tuple(Source)[n % len(Source)]}
        for (n, words), (clause, body) in zip(said.items(), places, strict=True)
    ]
    with world.database.plain() as session:
        session.execute(sa.insert(table_of(Comment)), rows)
    for n in range(1, WITHDRAWN + 1):
        road.take("take_back_comment", None, receipt=f"2026-T{n}")
    return road


def ends(road: Road) -> Counter[str]:
    """The sum of the report; it always tells every comment exactly once."""
    with road.standing() as found:
        told = report(found, builders.editor(road), road.at)
    with road.world.database.read() as session:
        came = session.scalar(sa.select(sa.func.count(Comment.id)))
    assert told.all.n == came == sum(told.all.counts.values())
    assert all(sum(bar.n for bar in bars) == came for bars in told.bars.values())
    assert set(told.all.counts) <= set(OUTCOMES)
    return Counter({str(end): n for end, n in told.all.counts.items()})


def test_what_came_is_answered_merged_or_withdrawn_and_pages_stay_small(app: Flask, world: World) -> None:
    road = received(world)
    assert ends(road) == {"received": 980, "taken_back": WITHDRAWN}
    road.wait(days=32)
    road.wake()
    editor = builders.editor(road)
    desk = seated(app, editor, road.at)
    pages = [f"/standards/{road.id}/comments{query}" for query in ("", "?page=20", "?show=lost", "?show=kindred")]
    for path in pages:
        with statements(world.database) as sent:
            html = desk.get(path).text
        assert len(sent) <= 30, path
        assert len(html.encode()) <= BYTES, path
        assert html.count('<article class="clause comment"') <= PAGE
    _twins_stand_together(road)
    _answered(road)
    assert ends(road)["received"] == 0
    assert set(ends(road)) <= {*Disposition, "merged", "taken_back"}
    road.by(road.lead, "handler", "publish_answers")
    assert desk.get(pages[0] + "/report").text.count("<rect") > 20


def _twins_stand_together(road: Road) -> None:
    """Families as the page lays them; a person merges, page by page, what is offered."""
    _, twins = comments()
    with road.standing() as found:
        family: dict[int, int] = {}
        page, shown = 1, ledger(found, builders.editor(road), Wanted(is_kindred=True), 1, road.at)
        while shown.rows:
            family |= {line.comment.id: line.family for line in shown.rows}
            page += 1
            shown = ledger(found, builders.editor(road), Wanted(is_kindred=True), page, road.at)
    there = {second: first for second, first in twins.items() if first > WITHDRAWN}
    met = [second for second, first in there.items() if second in family and family[second] == family.get(first)]
    print(f"{len(met)} of {len(there)} twins stand in one family")
    assert len(met) >= 0.9 * len(there)
    assert len(there) <= PLANTED
    before = ends(road)
    by_first: dict[int, list[int]] = {}
    for second in met:
        by_first.setdefault(there[second], []).append(second)
    some = list(by_first.items())[:4]
    for first, seconds in some:
        road.take("merge_comments", builders.editor(road), comments=seconds, into=first)
    merged = sum(len(seconds) for _, seconds in some)
    assert ends(road) == before - Counter(received=merged) + Counter(merged=merged)


def _answered(road: Road) -> None:
    with road.world.database.read() as session:
        open_ = list(session.scalars(sa.select(Comment.id).where(Comment.state == CommentState.RECEIVED)))
    for at, end in zip(range(0, len(open_), 350), Disposition, strict=False):
        chosen = open_[at : at + 350]
        road.take("answer_comments", builders.editor(road), comments=chosen, disposition=end.value, answer="理由如下")
        ends(road)


def test_a_page_of_a_thousand_asks_no_more_than_a_page_of_one(app: Flask, world: World) -> None:
    road = standing(world, Joint.CONSULTING)
    builders.posted(road)
    with road.standing() as found:
        clause = found.written.clauses[3].id
    said = {"clause": clause, "opinion": "过严", "reason": "成本高", "name": "某", "contact": "1", "home": SECOND}
    desk, path = seated(app, builders.editor(road), road.at), f"/standards/{road.id}/comments"
    counts = []
    for n in (1, 30):
        for _ in range(n):
            road.take("comment", None, **said)
        with statements(world.database) as sent:
            assert re.search(r'id="m-1"', desk.get(path).text)
        counts.append(len(sent))
    assert counts[0] == counts[1]
