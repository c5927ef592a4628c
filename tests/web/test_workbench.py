"""The workbench: comments beside their words, handled many at a time after a preview, reported in figures."""

import re
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import builders
from tests.builders import Road, standing
from tests.cast import SECOND, World
from tests.web.browsing import Browser, seated
from workflow.records.consultations import Comment
from workflow.vocabulary import CommentState, Joint

SAID = {"opinion": "比例偏高", "reason": "供电不足", "name": "某人", "contact": "a@example.invalid"}


def said(road: Road, clause: str, **more: Any) -> int:
    made: int = road.take("comment", None, clause=clause, **{**SAID, **more}).facts["comment"]
    return made


@pytest.fixture
def bench(world: World) -> tuple[Road, list[int]]:
    """Five comments, the window closed: two propose words, one quotes what is nowhere, two are nearly the same."""
    road = standing(world, Joint.CONSULTING)
    builders.posted(road)
    with road.standing() as found:
        one, other = [c for c in found.written.clauses if len(c.body) > 30][:2]
    long = "充电车位的比例对老旧停车场来说偏高，供电容量不足，建议分年度达到"
    made = [
        said(road, one.id, quote=one.body[:6], proposal="改后的开头", comment_type="technical", home=SECOND),
        said(road, other.id, quote=other.body[-5:-1], proposal="改后的结尾", party="company", organisation="甲公司"),
        said(road, one.id, quote="没有的字句", proposal="什么"),
        said(road, one.id, opinion=f"{long}。"),
        said(road, other.id, opinion=f"我单位认为，{long}，请考虑。"),
    ]
    road.wait(days=32)
    road.wake()
    return road, made


@pytest.fixture
def editor(app: Flask, bench: tuple[Road, list[int]]) -> Browser:
    return seated(app, builders.editor(bench[0]), bench[0].at)


def page(client: Browser, road: Road, path: str = "") -> str:
    answer = client.get(f"/standards/{road.id}/comments{path}")
    assert answer.status_code == 200, (path, answer.text[:300])
    return answer.text


def shown(html: str) -> list[int]:
    return [int(n) for n in re.findall(r'<article class="clause comment" id="m-(\d+)"', html)]


def posted(client: Browser, html: str, **more: str) -> Any:
    """The form of the preview, sent as it stands with what a person fills in."""
    form = html[html.index('method="post" action="/standards') :]
    action = re.search(r'action="([^"]+)"', form)
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    assert action is not None
    told: dict[str, Any] = {"comments": [value for name, value in hidden if name == "comments"]}
    told |= {name: value for name, value in hidden if name != "comments"} | more
    return client.post(action[1], data=told)


def states(road: Road) -> list[tuple[CommentState, str | None]]:
    with road.world.database.read() as session:
        rows = session.execute(sa.select(Comment.state, Comment.disposition).order_by(Comment.id))
        return [(state, disposition) for state, disposition in rows]


def test_quotes_are_marked_in_the_text_and_lost_ones_are_listed(editor: Browser, bench: tuple[Road, list[int]]) -> None:
    road, made = bench
    html = page(editor, road)
    assert sorted(shown(html)) == made
    assert html.count('<mark class="quoted">') == 2
    assert shown(page(editor, road, "?show=lost")) == [made[2]]
    assert 'class="h4"' in html


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("region=120000", [0]),
        ("source=company", [1]),
        ("type=technical", [0]),
        ("q=甲公司", [1]),
        ("state=answered", []),
    ],
)
def test_the_ledger_is_narrowed(editor: Browser, bench: tuple[Road, list[int]], query: str, wanted: list[int]) -> None:
    road, made = bench
    assert shown(page(editor, road, f"?{query}")) == [made[n] for n in wanted]


def test_like_comments_stand_together_and_nothing_is_merged_unasked(
    editor: Browser, bench: tuple[Road, list[int]]
) -> None:
    road, made = bench
    for path in ("?show=kindred", f"?like={made[3]}"):
        assert shown(page(editor, road, path)) == made[3:]
    named = "&".join(f"comments={n}" for n in made[3:])
    assert 'name="into"' in page(editor, road, f"/merge_comments?{named}")
    assert {state for state, _ in states(road)} == {CommentState.RECEIVED}
    html = page(editor, road, f"/merge_comments?{named}&into={made[3]}")
    assert posted(editor, html).status_code == 303
    assert states(road)[4] == (CommentState.MERGED, None)


def test_proposed_words_are_applied_after_a_redline_by_one_act(editor: Browser, bench: tuple[Road, list[int]]) -> None:
    road, made = bench
    html = page(editor, road, "/apply_comments?" + "&".join(f"comments={n}" for n in made))
    assert all(f"<ins>{words}</ins>" in html for words in ("改后的开头", "改后的结尾"))
    assert re.findall(r'<input type="hidden" name="comments" value="(\d+)"', html) == [str(n) for n in made[:2]]
    assert posted(editor, html, disposition="accepted", answer="采纳").status_code == 303
    assert states(road)[:2] == [(CommentState.ANSWERED, "accepted")] * 2
    assert "改入文本" in page(editor, road)
    with road.standing() as found:
        newest = found.versions[0].number
    origins = editor.get(f"/standards/{road.id}/text/origins?version={newest}").text
    assert all(f"第 {n} 号意见" in origins for n in made[:2])
    report = page(editor, road, "/report")
    assert all(f"comments?like={n}" in report for n in made[:2])
    assert report.count("<svg") > 4


def test_nobody_decides_on_what_is_not_his(app: Flask, editor: Browser, bench: tuple[Road, list[int]]) -> None:
    road, made = bench
    handler = seated(app, road.world.seat(SECOND, "handler"), road.at)
    assert handler.get(f"/standards/{road.id}/comments/answer_comments?comments={made[0]}").status_code == 404
    assert editor.get(f"/standards/{road.id}/comments/release").status_code == 404
    assert editor.get(f"/standards/{road.id}/comments/answer_comments").status_code == 303
    assert "第 9999 号" not in page(editor, road, "/answer_comments?comments=9999&comments=x")
