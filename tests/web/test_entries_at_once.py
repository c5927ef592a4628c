"""What machines and rivals do to the doors of entries: hostile words in every field, the same act twice at once."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tests.cast import LEAD, SECOND, World, founded
from tests.torture.evil_words import CHINESE, INJECTED, NUMBERS, UNICODE
from tests.web.browsing import Browser, seated
from tests.web.counting import statements
from tests.web.desk import House
from tests.workflow.entering.histories import day
from tests.workflow.entering.keeping import REGIONS, Keeping
from workflow import entering
from workflow.db import Outdated
from workflow.entering import together
from workflow.exports.verification import verify
from workflow.kinds import all_kinds
from workflow.process.answers import WrongAnswers
from workflow.process.entries import OF_NOUN, fitted
from workflow.process.reasons import NotThere, Refused
from workflow.records.entries import Entry, EntryTurn
from workflow.records.events import Event

WORDS: tuple[Any, ...] = (
    *CHINESE[:2], *UNICODE[:8], "\u202etxt.exe", *NUMBERS[:12], *INJECTED[:12],
    "2026-02-29", "0001-01-01", "9999-12-31",
    None, True, 1e308, -1, [], {}, [[[]]], {"a": 1}, [None], "110000",
)  # fmt: skip
MOST = 18
REFUSALS = (Refused, Outdated, NotThere, WrongAnswers)
TARGET = {"title": "标准数", "definition": "现行", "unit": "项", "direction": "at_least", "target": "400"}


@pytest.fixture
def keeping(database_url: str) -> Iterator[Keeping]:
    world: World = founded(database_url)
    yield Keeping(world, world.agreements["JJJ"])
    world.database.dispose()


def opined(keeping: Keeping) -> int:
    made = keeping.begin("recognition", "nominate", title="准则", type="local", scope="两地适用")
    keeping.take(made, "compare_source", account="已比对")
    keeping.take(made, "give_opinion", account="同意")
    return made


def noticed(keeping: Keeping) -> int:
    made = opined(keeping)
    for region in REGIONS:
        keeping.take(made, "take_stand", region, "approver", position="agree")
    keeping.take(made, "put_on_notice", due=day(keeping, 20))
    keeping.later(25)
    return made


def together_(*acts: Callable[[], Any]) -> list[Any]:
    """All at once; a refusal is an answer like any other."""

    def tried(act: Callable[[], Any]) -> Any:
        try:
            return act()
        except REFUSALS as refusal:
            return refusal

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(tried, acts))


def test_two_approvers_speak_at_once_and_one_word_counts_once(keeping: Keeping) -> None:
    made = opined(keeping)
    signed = [keeping.sign(made, "take_stand", code, "approver", {"position": "agree"}) for code in REGIONS[:2]]
    seats = [keeping.world.seat(code, "approver") for code in REGIONS[:2]]

    def speak(n: int) -> Callable[[], Any]:
        given = {"at": keeping.at, "signed": signed[n], "key": f"key-{n}"}
        said = {"position": "agree"}
        return lambda: entering.take(keeping.world.database, made, "take_stand", seats[n], said, **given)  # type: ignore[arg-type]

    found = together_(speak(0), speak(1), speak(0), speak(1))  # each sent twice
    assert not [one for one in found if isinstance(one, Exception)]
    assert found[0] == found[2]
    assert found[1] == found[3]
    assert [(one.region_code, one.number) for one in keeping.seen(made).spoken] in (
        [(REGIONS[0], 4), (REGIONS[1], 5)], [(REGIONS[1], 4), (REGIONS[0], 5)])  # fmt: skip
    assert verify(keeping.world.database, None).findings == []


def test_a_batch_is_listed_once(keeping: Keeping) -> None:
    made = noticed(keeping)
    seat = keeping.world.seat(LEAD, "handler")
    ways = [
        lambda n=n: entering.take(keeping.world.database, made, "list_batch", seat, {"batch": str(n)}, at=keeping.at)
        for n in (1, 2, 3)
    ]
    found = together_(*ways)
    assert sum(not isinstance(one, Exception) for one in found) == 1
    with keeping.world.database.read() as session:
        assert session.scalar(sa.select(sa.func.count()).where(EntryTurn.step == "list_batch")) == 1
        assert session.scalar(sa.select(sa.func.count()).where(Event.act == "list_batch")) == 1


def test_two_imports_at_once_leave_one_entry_a_key(keeping: Keeping) -> None:
    kind, seat = all_kinds()["committee"], keeping.world.seat(LEAD, "handler")
    told = {"code": "JJJ/TC 3", "scope": "道路运输", "secretariat": "交通研究院"}
    rows = [(None, {"title": f"标委会{n}", "key": f"k{n}", **told}) for n in range(4)]
    given = (keeping.world.database, keeping.agreement, kind, "enter_entry", seat, rows)
    found = together_(*[lambda: together.put_all(*given, at=keeping.at) for _ in range(3)])
    assert sorted(str(one) for one in found if not isinstance(one, Exception)) == ["4"]
    with keeping.world.database.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Entry)) == 4


def test_an_act_on_an_entry_costs_few_statements_and_one_commit(keeping: Keeping) -> None:
    commits: list[object] = []
    sa.event.listen(keeping.world.database.engine, "commit", commits.append)
    world, said = keeping.world, {"position": "agree"}
    made = opined(keeping)
    signed = keeping.sign(made, "take_stand", LEAD, "approver", said)
    target = keeping.begin("target", "set_target", **TARGET, due=day(keeping, 365))
    chair, approver = world.seat(LEAD, "handler"), world.seat(LEAD, "approver")
    figure = {"of_day": day(keeping, -1), "figure": "1", "source": "统计"}
    place = (world.database, keeping.agreement, "committee", "enter_entry", chair)
    told = {"title": "甲", "code": "1", "scope": "乙", "secretariat": "丙"}
    acts: list[Callable[[], Any]] = [
        lambda: entering.take(world.database, made, "take_stand", approver, said, at=keeping.at, signed=signed),
        lambda: entering.take(world.database, target, "tell_figure", chair, figure, at=keeping.at),
        lambda: entering.begin(*place, told, at=keeping.at),
    ]
    for act in acts:
        commits.clear()
        with statements(world.database) as asked:
            act()
        assert len(commits) == 1
        said_ = [sql[:70] for sql in asked if not sql.startswith("BEGIN")]
        assert len(said_) <= MOST, "\n".join(said_)


@pytest.fixture
def browsers(house: House) -> tuple[House, dict[str, int], Browser]:
    """An entry of each noun, and a handler who is logged in."""
    keeping = Keeping(house.world, house.world.agreements["JJJ"])
    ids = {"recognition": opined(keeping)}
    ids["target"] = keeping.begin("target", "set_target", **TARGET, due=day(keeping, 365))
    promised = {"title": "目录", "instrument": "备忘录", "obligation": "交换", "due": day(keeping, 30)}
    ids["promise"] = keeping.begin("promise", "undertake", **promised)
    ids["pilot"] = keeping.begin("pilot", "apply", SECOND, title="试点", level="province", unit="集团")
    ids["attendance"] = keeping.begin("attendance", "enter_entry", title="单位", key="1")
    held = {"title": "会议", "on": day(keeping, 10), "place": "北京", "agenda": "计划"}
    ids["joint_meeting"] = keeping.begin("joint_meeting", "call_meeting", **held)
    house.at = keeping.at + timedelta(minutes=1)
    return house, ids, seated(house.app, house.world.seat(LEAD, "handler"), house.at)


def test_no_word_in_any_field_breaks_a_door(browsers: tuple[House, dict[str, int], Browser]) -> None:
    house, ids, browser = browsers
    house.app.config.update({"PROPAGATE_EXCEPTIONS": False})
    agreement, wrong = house.world.agreements["JJJ"], []
    token = browser.get("/api/v1/session").get_json()["csrf_token"]
    for n, word in enumerate(WORDS):
        code = sorted(ids)[n % len(ids)]
        kind, entry = all_kinds()[code], ids[code]
        for row in OF_NOUN[kind.noun]:
            if row.is_system:
                continue
            asks = fitted(row, kind).asks
            place = f"entries/{entry}" if row.source else f"agreements/{agreement}/registers/{code}"
            said = {ask.name: [word] if ask.many else word for ask in asks}
            for answers in (said, word):
                answer = browser.client.post(
                    f"/api/v1/{place}/steps/{row.name}", data=json.dumps({"answers": answers}),
                    headers={"X-CSRF-Token": token, "Idempotency-Key": f"{n}{row.name}"},
                    content_type="application/json",
                )  # fmt: skip
                wrong += [(answer.status_code, row.name, word)] if answer.status_code >= 500 else []
            spelled = (word if isinstance(word, str) else json.dumps(word)).encode("utf-8", "replace").decode()
            form = {"csrf_token": token} | {ask.name: spelled[:5000] for ask in asks}
            answer = browser.client.post(f"/{place}/steps/{row.name}", data=form)
            wrong += [(answer.status_code, row.name, word)] if answer.status_code >= 500 else []
        for page in (f"/registers/{code}", f"/registers/{code}/{entry}", "/audit"):
            query = {name: spelled[:200] for name in ("on", "q", "state", "batch", "under", "field", "value", "region")}
            answer = browser.client.get(page, query_string=query)
            wrong += [(answer.status_code, page, word)] if answer.status_code >= 500 else []
    assert wrong == []
    assert verify(house.world.database, None).findings == []
