"""What a member of a panel voted is told nowhere before the panel has concluded; its leaf can be proved throughout."""

import html
import io
import json
from base64 import b64decode
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import builders
from tests.builders import Road, standing
from tests.cast import CHONGQING, LEAD, PAPER, SECOND, World
from tests.web.desk import Desk, House
from workflow.exports.events import Format, Selection, export_events
from workflow.exports.verification import verify
from workflow.log.checkpoints import checkpoint_all
from workflow.log.notes import verify_checkpoint
from workflow.log.signer import Signer
from workflow.log.tlog import leaf_hash, verify_inclusion
from workflow.records.events import Event
from workflow.vocabulary import Joint, SeatRole

API = "/api/v1"
TOLD = ('"position":"disagree"', '"position": "disagree"', '""position"":""disagree""', "理由不足")


@pytest.fixture
def road(world: World) -> Road:
    """Seven have voted, one of them against, and the panel is still at work."""
    road = standing(world, Joint.REVIEWING)
    builders.voting(road)
    builders.voted(road, agree=6)
    return road


def of_vote(world: World) -> Event:
    """The vote of the last member, who was against."""
    with world.database.read() as session:
        query = sa.select(Event).where(Event.act == "vote").order_by(Event.index.desc())
        return session.scalars(query.limit(1)).one()


def entries(desk: Desk, event: Event, year: int) -> bytes:
    at = f"agreement=JJJ&year={year}&start={event.index}&end={event.index + 1}"
    answer = desk.get(f"{API}/log/entries?{at}")
    assert answer.status_code == 200
    return bytes(answer.data[2:])


def test_no_party_reads_a_vote_and_a_proof_holds_all_the_same(app: Flask, road: Road, tmp_path: Path) -> None:
    house, event, year = House(road.world, app), of_vote(road.world), road.at.year
    house.at = road.at + timedelta(hours=1)
    signer = Signer(tmp_path / "key", tmp_path / "signed")
    checkpoint_all(road.world.database, signer, at=road.at)
    for region, role in ((LEAD, "handler"), (SECOND, "approver"), (LEAD, "auditor"), (LEAD, "secretary")):
        desk = house.desk(road.world.seat(region, role))
        kept = json.loads(entries(desk, event, year))
        assert kept == {"idx": event.index, "leaf_hash": event.leaf_hash.hex(), "sealed": "until the panel concludes"}
    query = f"agreement=JJJ&year={year}"
    note = desk.get(f"{API}/log/checkpoint?{query}").data
    origin = note.split(b"\n")[0].decode()
    head = verify_checkpoint(note, signer.vkey(origin), origin=origin)
    lines = desk.get(f"{API}/log/proof?{query}&index={event.index}&size={head.size}").text.split("\n")
    path = [b64decode(line) for line in lines[2 : lines.index("")]]
    kept_hash = bytes.fromhex(kept["leaf_hash"])
    assert verify_inclusion(kept_hash, path, index=event.index, size=head.size, root=head.root)
    stranger = house.desk(road.world.seat(CHONGQING, "handler"))
    assert stranger.get(f"{API}/log/entries?{query}").status_code == 404


def outlets(desk: Desk, road: Road, event: Event) -> dict[str, str]:
    """Everything that shows a leaf to a party or an auditor."""
    place = f"{event.log_id}/{event.index}"
    standard = f"/standards/{road.id}"
    paths = [f"{standard}/events/{place}", f"{standard}/timeline", f"{standard}/panel", standard]
    paths += [f"{API}{standard}/events?after={event.sequence - 1}", f"{API}{standard}/timeline", f"{API}{standard}"]
    paths += [f"/audit/{place}", f"/audit/{place}/leaf", "/audit"] if desk.seat.role is SeatRole.AUDITOR else []
    found = {path: desk.get(path) for path in paths}
    assert {answer.status_code for answer in found.values()} == {200}
    return {path: html.unescape(answer.text) for path, answer in found.items()}


def files(road: Road) -> dict[str, str]:
    """The log as auditors and operators take it away."""
    made = {}
    for form in (Format.CSV, Format.JSONL, Format.ROWS):
        out = io.BytesIO()
        export_events(road.world.database, out, form, Selection(), openings=form is not Format.ROWS)
        made[form.value] = out.getvalue().decode("utf-8-sig").replace('\\"', '"')
    return made


def telling(told: dict[str, str]) -> set[str]:
    return {place for place, words in told.items() if any(said in words for said in TOLD)}


def test_every_outlet_keeps_it_until_the_panel_has_concluded(app: Flask, road: Road) -> None:
    house, event = House(road.world, app), of_vote(road.world)
    house.at = road.at + timedelta(hours=1)
    party, auditor = (house.desk(road.world.seat(SECOND, role)) for role in ("handler", "auditor"))
    for told in (outlets(party, road, event), outlets(auditor, road, event), files(road)):
        assert not telling(told)
    assert all(event.leaf_hash.hex() in told for told in files(road).values())
    own = house.desk(builders.experts(road)[-1])
    assert '"position": "disagree"' in html.unescape(
        own.read(f"/standards/{road.id}/events/{event.log_id}/{event.index}")
    )
    assert verify(road.world.database, None).is_clean
    road.at = house.at
    road.take("pass_review", builders.experts(road)[0], minutes=PAPER)
    house.at = road.at + timedelta(minutes=10)
    party, auditor = house.desk(party.seat), house.desk(auditor.seat)
    place = f"{event.log_id}/{event.index}"
    assert telling(outlets(party, road, event)) >= {f"/standards/{road.id}/events/{place}"}
    assert telling(outlets(auditor, road, event)) >= {f"/audit/{place}", f"/audit/{place}/leaf"}
    assert telling(files(road)) == {"csv", "jsonl", "rows"}
    assert leaf_hash(entries(party, event, road.at.year)) == event.leaf_hash
