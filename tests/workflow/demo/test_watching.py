"""The demonstration's own regions: their witnesses look at the group's log over HTTP, and a quorum has cosigned it."""

import threading
from pathlib import Path

from werkzeug.serving import make_server

from tests.stage import copied
from web import create_app
from workflow import clock, jobs
from workflow.db import Database
from workflow.demo import watching
from workflow.reads import cosigned
from workflow.records.agreements import Agreement
from workflow.records.events import Log


def test_four_witnesses_cosign_the_log_of_their_group(tmp_path: Path) -> None:
    settings = copied(tmp_path)
    database = Database(settings.database_url)
    jobs.sign(database, settings, clock.now())
    server = make_server("127.0.0.1", 0, create_app(settings), threaded=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        watching.look(settings, f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        server.server_close()
    with database.read() as session:
        logs = session.query(Log.id).join(Agreement, Agreement.id == Log.agreement_id)
        (log,) = logs.filter(Agreement.code == watching.GROUP).order_by(Log.id.desc()).limit(1).one()
        reach = cosigned.reaches(session, {log})[log]
    database.dispose()
    assert (len(reach.since), reach.needed) == (4, 3)
    assert len(reach.by(reach.signed - 1)) == 4


def test_a_server_that_is_away_is_asked_again_later(tmp_path: Path) -> None:
    watching.look(copied(tmp_path), "http://127.0.0.1:9")
