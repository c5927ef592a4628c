"""A mail server that drops, delays and refuses: each recipient is told once in effect, and nothing is lost silently."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.cast import LEAD, MORNING, SECOND, THIRD, World
from tests.mailserver import Mood, Server, parsed, running
from tests.workflow.post.readers import answers, carry, listens, mails, put, settings, states
from workflow.db import Database
from workflow.post import carrier, smtp
from workflow.post.smtp import Route
from workflow.records.mails import Mailbox, OutgoingMail
from workflow.vocabulary import Mail

REGIONS = (LEAD, SECOND, THIRD)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(smtp, "TIMEOUT", 0.3)
    with running() as made:
        yield made


def one_letter(world: World) -> str:
    seat = world.seat(LEAD, "handler")
    put(world, seat)
    return listens(world, seat)


def test_a_letter_arrives_whole_with_the_headers_of_a_machine(world: World, server: Server, tmp_path: Path) -> None:
    address = one_letter(world)
    carry(world, settings(tmp_path, server.url))
    (letter,) = server.letters(address)
    assert letter.get_content().replace("\r\n", "\n") == "第一行\n.\n末行\n"
    assert (letter["Subject"], letter["From"], letter["Auto-Submitted"]) == (
        "轮到您",
        "tongbiao@tongbiao.example",
        "auto-generated",
    )
    assert letter["Date"].datetime == MORNING
    assert states(world) == [Mail.SENT]
    assert answers(world) == ["250 taken"]


@pytest.mark.parametrize("mood", [Mood.LATER, Mood.BUSY, Mood.DROPS, Mood.HANGS])
def test_what_was_not_accepted_is_tried_again_and_arrives_once(
    world: World, server: Server, tmp_path: Path, mood: Mood
) -> None:
    address, given = one_letter(world), settings(tmp_path, server.url)
    server.moods = [mood]
    carry(world, given)
    assert (states(world), server.letters()) == ([Mail.QUEUED], [])
    carry(world, given, minutes=0.5)
    assert server.conversations == 1  # the first wait is a minute
    for minutes in (1, 2, 3):
        carry(world, given, minutes=minutes)
    assert (len(server.letters(address)), states(world)) == (1, [Mail.SENT])


def test_a_copy_that_was_kept_without_a_word_is_recognised_by_its_message_id(
    world: World, server: Server, tmp_path: Path
) -> None:
    address, given = one_letter(world), settings(tmp_path, server.url)
    server.moods = [Mood.SWALLOWS]
    carry(world, given)
    carry(world, given, minutes=1)
    told = {parsed(raw)["Message-ID"] for to, raw in [*server.swallowed, *server.accepted] if to == address}
    assert (len(server.swallowed), len(server.accepted), len(told)) == (1, 1, 1)


def test_a_server_that_accepts_and_closes_has_accepted(world: World, server: Server, tmp_path: Path) -> None:
    address, given = one_letter(world), settings(tmp_path, server.url)
    server.moods = [Mood.CLOSES]
    for minutes in (0, 1, 30, 3000):
        carry(world, given, minutes=minutes)
    assert (len(server.letters(address)), states(world)) == (1, [Mail.SENT])


@pytest.mark.parametrize("mood", [Mood.REFUSES, Mood.REFUSES_CONTENT])
def test_a_refusal_for_good_ends_it_at_once_and_the_log_keeps_no_address(
    world: World, server: Server, tmp_path: Path, mood: Mood
) -> None:
    address, given = one_letter(world), settings(tmp_path, server.url)
    server.moods = [mood]
    carry(world, given)
    carry(world, given, minutes=5000)
    assert (server.conversations, states(world)) == (1, [Mail.UNDELIVERABLE])
    assert answers(world)[0].startswith("55")
    assert address not in answers(world)[0]


def test_after_five_waits_it_is_given_up(world: World, server: Server, tmp_path: Path) -> None:
    one_letter(world)
    given, at = settings(tmp_path, server.url), 0.0
    server.moods = [Mood.LATER] * 9
    for wait in (0, 1, 5, 30, 120, 720):
        carry(world, given, minutes=at + wait - 0.1)
        carry(world, given, minutes=at + wait)
        at += wait
    assert (server.conversations, states(world)) == (6, [Mail.UNDELIVERABLE])
    carry(world, given, minutes=at + 10_000)
    assert server.conversations == 6


def test_a_server_that_is_away_is_asked_once_a_round(world: World, tmp_path: Path) -> None:
    put(world, *(world.seat(region, "handler") for region in REGIONS))
    for region in REGIONS:
        listens(world, world.seat(region, "handler"))
    assert carry(world, settings(tmp_path, "smtp://127.0.0.1:1")) is False
    assert len(answers(world)) == 1


def test_without_a_mail_server_nothing_is_sent_then_or_later(world: World, server: Server, tmp_path: Path) -> None:
    one_letter(world)
    carry(world, settings(tmp_path, ""))
    carry(world, settings(tmp_path, server.url), minutes=60)
    assert (states(world), server.conversations) == ([Mail.NOT_CONFIGURED], 0)


def test_an_address_that_is_not_confirmed_or_gone_is_never_written_to(
    world: World, server: Server, tmp_path: Path
) -> None:
    put(world, world.seat(LEAD, "handler"), world.seat(SECOND, "handler"))
    listens(world, world.seat(LEAD, "handler"))
    with world.database.plain() as session:
        session.execute(sa.update(Mailbox).values(confirmed_at=None))
    carry(world, settings(tmp_path, server.url))
    assert (states(world), server.conversations) == ([Mail.UNDELIVERABLE] * 2, 0)


def test_several_workers_send_no_letter_twice(world: World, server: Server, tmp_path: Path) -> None:
    given = settings(tmp_path, server.url)
    seats = [seat for region in REGIONS for seat in world.of(region, "expert")]
    put(world, *seats)
    addresses = sorted(listens(world, seat) for seat in seats)
    databases = [Database(world.database.url.render_as_string(hide_password=False)) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: carrier.carry(databases[n], given, MORNING, f"w{n}"), range(4)))
    for database in databases:
        database.dispose()
    assert sorted(to for to, _ in server.accepted) == addresses
    assert set(states(world)) == {Mail.SENT}


def test_a_worker_that_dies_before_handing_over_leaves_the_letter_to_another(
    world: World, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, given = one_letter(world), settings(tmp_path, server.url)
    with monkeypatch.context() as broken:
        broken.setattr(carrier, "_handing", dies)
        with pytest.raises(KeyboardInterrupt):
            carry(world, given)
    carry(world, given, minutes=14, worker="two")
    assert states(world) == [Mail.SENDING]
    carry(world, given, minutes=16, worker="two")
    assert (len(server.letters(address)), states(world)) == (1, [Mail.SENT])


def test_a_worker_that_dies_after_the_server_accepted_is_not_repeated(
    world: World, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, given = one_letter(world), settings(tmp_path, server.url)
    with monkeypatch.context() as broken:
        broken.setattr(carrier, "_end", dies)
        with pytest.raises(KeyboardInterrupt):
            carry(world, given)
    for minutes in (14, 16, 5000):
        carry(world, given, minutes=minutes, worker="two")
    assert (len(server.letters(address)), states(world)) == (1, [Mail.IN_DOUBT])


def test_a_claim_that_was_lost_while_the_server_was_slow_sends_nothing(
    world: World, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_letter(world)
    handing = carrier._handing

    def late(database: Database, mail_id: int, worker: str, at: object) -> None:
        with database.plain() as session:
            session.execute(sa.update(OutgoingMail).values(claimed_by="two"))
        handing(database, mail_id, worker, MORNING)

    monkeypatch.setattr(carrier, "_handing", late)
    carry(world, settings(tmp_path, server.url))
    assert server.letters() == []


def test_what_ended_long_ago_is_known_but_no_longer_readable(world: World, server: Server, tmp_path: Path) -> None:
    one_letter(world)
    carry(world, settings(tmp_path, server.url))
    carrier.forget(world.database, MORNING + timedelta(days=31))
    assert ([mail.body for mail in mails(world)], answers(world)) == ([""], [])
    carrier.forget(world.database, MORNING + timedelta(days=800))
    assert mails(world) == []


def dies(*_: object) -> None:
    """The process ends here."""
    raise KeyboardInterrupt


def test_an_address_of_the_server_that_cannot_be_read_loses_nothing(
    world: World, server: Server, tmp_path: Path
) -> None:
    address = one_letter(world)
    for url in ("mail.example.org", "smtp://", "smtp://host:port", "http://host", "smtp://host?starttls=maybe"):
        assert carry(world, settings(tmp_path, url)) is False, url
    assert states(world) == [Mail.QUEUED]
    carry(world, settings(tmp_path, server.url))
    assert len(server.letters(address)) == 1


def test_a_password_never_goes_out_in_the_clear_to_another_host(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "LOCAL", ())
    route = Route.read(server.url.replace("127.0.0.1", "user:secret@127.0.0.1"))
    with pytest.raises(smtp.TryLater, match="no TLS offered") as refused:
        smtp.reach(route, name="test")
    assert refused.value.is_away
