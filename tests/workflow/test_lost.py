"""A lost device: the link that is given for it ends keys, codes and log-ins with the act itself."""

import json

import sqlalchemy as sa

from tests.cast import MORNING, World
from tests.workflow.test_appointing import events, secadmin, wanted
from workflow.entrance.accounts import find_token, issue_token
from workflow.records.factors import BrowserKey, OneTimeCode
from workflow.records.people import Account
from workflow.seats.appointing import appoint, issue_link


def test_a_link_for_a_lost_device_ends_all_that_it_could_still_do(world: World) -> None:
    made = appoint(world.database, secadmin(world), wanted(world), at=MORNING)
    with world.database.plain() as session:
        account = session.scalars(sa.select(Account)).one().id
        given = {"account_id": account, "public_key": b"k", "name": "键", "made_at": MORNING, "ended_at": None}
        session.add_all(BrowserKey(credential=name, **given) for name in (b"1", b"2"))
        session.add(OneTimeCode(account_id=account, secret=b"s", made_at=MORNING, confirmed_at=MORNING))
    key = issue_token(world.database, account, secadmin(world).id, "程序", at=MORNING)
    issue_link(world.database, secadmin(world), made, at=MORNING)
    with world.database.read() as session:
        assert find_token(session, key, MORNING) is not None
    issue_link(world.database, secadmin(world), made, at=MORNING, is_lost=True)
    with world.database.read() as session:
        assert find_token(session, key, MORNING) is None
        assert all(key.ended_at == MORNING for key in session.scalars(sa.select(BrowserKey)))
        assert session.get(OneTimeCode, account) is None
    told = json.loads(events(world.database)[-1].leaf)["facts"]["lost"]
    assert told == {"browser_keys": 2, "api_keys": 1, "sessions": 0, "codes": 1}
