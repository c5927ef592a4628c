"""Must show: ten megabytes, script in every field, signs that deceive, thousands of clauses. Each is refused in words
or shown harmlessly, in bounded time, and nothing is a status 500.
"""

import re
import time
from html import unescape
from io import BytesIO
from typing import Any

import pytest

from tests import builders
from tests.builders import Road
from tests.cast import sample_text
from tests.web.browsing import hidden
from tests.web.desk import Desk, House
from workflow.vocabulary import Joint

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}</textarea>"
ALIVE = ("<script>alert", "<img src=x", "}}</textarea>", "49</textarea")
JSON = {"Accept": "application/json"}
MASS = 10_000_000
SIGNS = ["\x00", "\x1b", "\u202e", "\u2066", "\u0378"]
PAGES = (
    "draft", "desk", "desk.json?since=0", "rail/{clause}", "draft?clause={clause}", "text", "text/origins", "check",
    "diff", "diff?view=beside", "conflicts", "text.txt", "text.json", "text.docx", "text.pdf", "",
)  # fmt: skip


@pytest.fixture
def road(house: House) -> Road:
    made = builders.standing(house.world, Joint.DRAFTING)
    builders.grouped(made)
    saved(house, made, text=sample_text())
    return made


@pytest.fixture
def zhao(house: House, road: Road) -> Desk:
    desk = house.desk(builders.editor(road))
    desk.read("/account")
    return desk


def saved(house: House, road: Road, **answers: Any) -> None:
    road.take("save_draft", builders.editor(road), **answers)
    house.at = road.at


def on_desk(desk: Desk, road: Road, **fields: str) -> Any:
    """Words of the first clause, as the script sends them."""
    with road.standing() as standing:
        assert standing.draft is not None
        base = {"title": "前言", "revision": "0", "version": str(standing.draft.id), "key": f"k{len(str(fields)):019}"}
    return desk.browser.post(f"/standards/{road.id}/desk/c1", base | fields, headers=JSON)


def plain(desk: Desk, road: Road, step: str = "save_draft", **answers: str) -> Any:
    """A step's form, sent without script."""
    shown = desk.get(f"/standards/{road.id}/steps/{step}")
    carried = {name: hidden(shown, name) or "" for name in ("version", "idempotency_key", "seat")}
    return desk.browser.post(f"/standards/{road.id}/steps/{step}", carried | answers)


def test_ten_megabytes_are_refused_in_words_and_kept_nowhere(zhao: Desk, road: Road) -> None:
    mass = "a" * MASS
    told = on_desk(zhao, road, body=mass)
    assert (told.status_code, "40000" in told.json["fault"]) == (422, True)
    assert on_desk(zhao, road, body="甲。", title=mass).status_code == 422
    for answer in (
        plain(zhao, road, text=mass),
        plain(zhao, road, clause="c1", words=mass),
        zhao.browser.post(f"/standards/{road.id}/draft/preview", {"text": mass}),
        zhao.browser.post(f"/standards/{road.id}/draft/preview", {"file": (BytesIO(mass.encode()), "a.txt")}),
    ):
        assert answer.status_code == 422
        assert re.search(r"(超过|最多) \d+ 字", answer.text)
    assert zhao.browser.post(f"/standards/{road.id}/desk/c1", {"body": mass * 5}).status_code == 413
    with road.standing() as standing:
        assert len(standing.versions) == 1


@pytest.mark.parametrize("sign", SIGNS, ids=ascii)
def test_signs_that_deceive_are_named_and_refused(zhao: Desk, road: Road, sign: str) -> None:
    words = f"本文件规定了{sign}甲。"
    answers = [
        on_desk(zhao, road, body=words),
        on_desk(zhao, road, body="甲。", title=words),
        plain(zhao, road, clause="c1", words=words),
        plain(zhao, road, "waive_finding", finding="L43@c1", reason=words),
        zhao.browser.post(f"/standards/{road.id}/draft/preview", {"text": f"1 范围\n{words}"}),
        zhao.browser.post(f"/standards/{road.id}/rail/c1", {"finding": words}),
    ]
    assert {answer.status_code for answer in answers} <= {409, 422}
    assert f"U+{ord(sign):04X}" in answers[0].json["fault"]


@pytest.mark.parametrize("words", [b"%FF%ED%A0%80", b"%u202e", b"%E2%80%8B%EF%BB%BF", b"%0D%0A%09"])
def test_broken_characters_break_nothing(zhao: Desk, road: Road, words: bytes) -> None:
    on_desk(zhao, road, body="甲。")
    form = b"csrf_token=" + zhao.browser.token.encode() + b"&body=" + words + b"&title=" + words + b"&text=" + words
    for path in ("desk/c1", "draft/preview", "suggest/c1", "rail/c1"):
        more = {"data": form, "content_type": "application/x-www-form-urlencoded"}
        assert zhao.browser.client.post(f"/standards/{road.id}/{path}", **more).status_code < 500


def followed(desk: Desk, road: Road, first: str) -> dict[str, str]:
    """Every page of the project that a link leads to, as it came."""
    waiting, pages = [first], dict[str, str]()
    while waiting and len(pages) < 120:
        path = waiting.pop()
        if path in pages or re.search(r"\.(pdf|docx)\b", path):
            continue
        answer = desk.get(path)
        assert answer.status_code < 500, path
        is_page = answer.mimetype == "text/html"
        pages[path] = answer.text if is_page else ""
        links = re.findall(rf'href="(/standards/{road.id}[^"#]*)', pages[path])
        waiting += [unescape(link) for link in links]
    return pages


def test_script_in_every_field_of_a_draft_is_shown_as_words(house: House, zhao: Desk, road: Road) -> None:
    saved(house, road, text=f"{sample_text()}\n9 {EVIL}\n{EVIL}\n注：{EVIL}\n——{EVIL}；\n9.1 {EVIL}\n{EVIL}\n")
    saved(
        house,
        road,
        clause="c1",
        title=EVIL,
        words=f"{EVIL}\n【表 t9】{EVIL}\n! {EVIL} | 甲 |\n| {EVIL} | 乙 |\n【表完】",
    )
    assert on_desk(zhao, road, body=f"{EVIL}。另一句 {EVIL}", title=EVIL).status_code == 200
    pages = followed(zhao, road, f"/standards/{road.id}")
    assert len(pages) > 25
    assert [(path, sign) for path, text in pages.items() for sign in ALIVE if sign in text] == []
    assert sum("&lt;script&gt;" in text for text in pages.values()) > 8
    news, rail = (zhao.get(f"/standards/{road.id}/{path}") for path in ("desk.json?since=0", "rail/c1"))
    assert news.mimetype == rail.mimetype == "application/json"
    drawn = rail.json["html"] + "".join(one["html"] for one in news.json["clauses"])  # type: ignore[index]
    assert "&lt;script&gt;" in drawn
    assert not [sign for sign in ALIVE if sign in drawn]
    for reason in (EVIL, EVIL * 99):
        answer = plain(zhao, road, "waive_finding", finding=f"L43@{EVIL}", reason=reason)
        assert answer.status_code == 422
        assert not [sign for sign in ALIVE if sign in answer.text.replace("\n", "")]


def many(clauses: int) -> str:
    """A text of about so many clauses in three levels."""
    lines = [sample_text().split("4 ", 1)[0]]
    for n in range(clauses - 6):
        chapter, section, item = n // 240 + 4, n % 240 // 12 + 1, n % 12
        if n % 240 == 0:
            lines.append(f"{chapter} 第{chapter}章")
        lines.append(f"{chapter}.{section}.{item} 项" if item else f"{chapter}.{section} 条")
        lines.append(f"应符合第 {section} 项要求，间距不应小于 {item + 1} mm。" if item else "")
    return "\n".join(lines)


def lived_through(house: House, zhao: Desk, road: Road, clauses: int) -> dict[str, float]:
    """A text pasted, saved, opened everywhere and written on; how long each took."""
    took, text = dict[str, float](), many(clauses)

    def timed(name: str, answer: Any, expected: int = 200) -> Any:
        began = time.perf_counter()
        found = answer()
        took[name] = time.perf_counter() - began
        assert found.status_code == expected, (name, found.status_code)
        return found

    timed("preview", lambda: zhao.browser.post(f"/standards/{road.id}/draft/preview", {"text": text}))
    timed("save", lambda: plain(zhao, road, text=text), 303)
    with road.standing() as standing:
        ids = list(standing.written.by_id)
        assert len(ids) > 0.95 * clauses
    for path in PAGES:
        address = f"/standards/{road.id}/{path.format(clause=ids[len(ids) // 2])}".rstrip("/")
        timed(path or "project", lambda address=address: zhao.get(address))
    timed("write", lambda: on_desk(zhao, road, body="改过的一段。"))
    shown = zhao.get(f"/standards/{road.id}/desk")
    carried = {name: hidden(shown, name) or "" for name in ("version", "idempotency_key", "seat")}
    timed("save the desk", lambda: zhao.browser.post(f"/standards/{road.id}/desk", carried), 303)
    timed("redline", lambda: zhao.get(f"/standards/{road.id}/diff?from=1"))
    print({name: round(seconds, 1) for name, seconds in took.items()})
    return took


def test_a_long_text_goes_everywhere(house: House, zhao: Desk, road: Road) -> None:
    assert max(lived_through(house, zhao, road, 400).values()) < 10


@pytest.mark.torture
@pytest.mark.timeout(600)
def test_five_thousand_clauses_go_everywhere(house: House, zhao: Desk, road: Road) -> None:
    assert max(lived_through(house, zhao, road, 4_900).values()) < 30


def test_more_clauses_than_a_text_may_have_are_refused(zhao: Desk, road: Road) -> None:
    text = "\n".join(f"{n // 90 + 1}.{n % 90 + 1} 条" if n % 90 else f"{n // 90 + 1} 章" for n in range(5_600))
    for answer in (
        zhao.browser.post(f"/standards/{road.id}/draft/preview", {"text": text}),
        plain(zhao, road, text=text),
    ):
        assert answer.status_code == 422
        assert "最多 5000 条" in answer.text
    too_wide = "1 范围\n" + "一段。\n" * 2_100
    assert "“1 范围”" in plain(zhao, road, text=too_wide).text
