"""Two hundred comment at once while one address floods: each lawful comment is kept once, pages cost the same."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import patch

import sqlalchemy as sa
from flask import Flask

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, World, with_accounts
from tests.web.browsing import application, seated
from tests.web.counting import statements
from workflow import clock
from workflow.records.baskets import Basket
from workflow.records.consultations import Comment
from workflow.vocabulary import Joint

PEOPLE, FLOOD, AT_ONCE = 200, 60, 12
OPEN = "/public/consultations/1"


def sends(app: Flask, road: Road, clause: str, address: str, opinion: str) -> int:
    """One person: the form of a clause, the basket, the sending; gives the last status."""
    client, told = app.test_client(), {"environ_overrides": {"REMOTE_ADDR": address}}
    page = client.get(f"{OPEN}/comment?clause={clause}", **told).get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    given = {"csrf_token": token[1], "clause": clause, "opinion": opinion, "reason": "理由", "next": "send"}
    put = client.post(f"{OPEN}/comment", data=given, **told)
    if put.status_code != 303:
        return put.status_code
    who = {"csrf_token": token[1], "name": opinion, "party": "citizen", "contact": f"{opinion}@example.invalid"}
    answers = [client.post(f"{put.location}/details", data=who, **told) for _ in range(2)]  # sent twice by mistake
    return answers[0].status_code


def costs(app: Flask, world: World, road: Road) -> dict[str, int]:
    """How many statements the committee's pages take."""
    found = {}
    browser = seated(app, world.seat(LEAD, "handler"), road.at)
    for page in ("comments", "consultation", ""):
        browser.get(f"/standards/{road.id}/{page}".rstrip("/"))
        with statements(world.database) as sent:
            assert browser.get(f"/standards/{road.id}/{page}".rstrip("/")).status_code == 200
        found[page] = len(sent)
    return found


def test_every_lawful_comment_is_kept_exactly_once(world: World, tmp_path: Path) -> None:
    road = builders.standing(world, Joint.CONSULTING)
    builders.posted(road)
    with_accounts(world)
    app = application(world, tmp_path / "var")
    with road.standing() as standing:
        assert standing.frozen is not None
        clause = next(key for key, (_, _, label, *_) in standing.frozen.digest.items() if label)
    with patch.object(clock, "now", lambda: road.at), ThreadPoolExecutor(AT_ONCE) as pool:
        assert sends(app, road, clause, "192.0.2.1", "p-first") == 303
    before = costs(app, world, road)
    people = [(f"10.1.{n // 100}.{n % 100}", f"p{n}") for n in range(PEOPLE)]
    flood = [("192.0.2.66", f"f{n}") for n in range(FLOOD)]
    mixed = [one for n, lawful in enumerate(people) for one in (lawful, *flood[n : n + 1])]
    with patch.object(clock, "now", lambda: road.at), ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda one: sends(app, road, clause, *one), mixed))
    of = {opinion: status for (_, opinion), status in zip(mixed, answers, strict=True)}
    assert {of[opinion] for _, opinion in people} == {303}
    assert Counter(of[opinion] for _, opinion in flood) == {303: 20, 429: FLOOD - 20}
    with world.database.read() as session:
        kept = Counter(session.scalars(sa.select(Comment.opinion)))
        unsent = session.scalar(sa.select(sa.func.count(Basket.id)).where(Basket.sent_at.is_(None)))
    lawful = {"p-first"} | {opinion for _, opinion in people} | {o for _, o in flood if of[o] == 303}
    assert kept == dict.fromkeys(lawful, 1)
    assert unsent == FLOOD - 20  # what the flood typed is not lost either: it waits in its baskets
    assert costs(app, world, road) == before
