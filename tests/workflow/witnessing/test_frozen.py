"""A log of which two stories are signed stands still under the running server, until a part of its own goes on."""

from pathlib import Path

import pytest

from tests.builders import proposed
from tests.cast import LEAD, SECOND
from tests.web.browsing import application, seated
from tests.workflow.witnessing import forging
from tests.workflow.witnessing.forging import index_of, rewritten
from tests.workflow.witnessing.hosts import ORIGIN, Installation
from workflow import jobs
from workflow.keeping.catching_up import catch_up
from workflow.process.reasons import Refused


def frozen(host: Installation) -> str:
    """Why the log stands still; nothing where it does not."""
    why = host.value("SELECT f.why FROM frozen_logs f JOIN logs l ON l.id = f.log_id WHERE l.origin = :o", o=ORIGIN)
    return str(why or "")


def test_a_fork_that_a_region_shows_freezes_the_log(host: Installation) -> None:
    rewritten(host, index_of(host, "approve_release", SECOND), actor=18)
    forging.forgotten(host)
    host.sign()
    proposed(host.world, at=host.at)  # nobody has told the server yet
    host.sign()
    with host.served() as base:
        assert host.witnessed(base, host.regions[0]) == ["rewritten"]
    assert frozen(host) == "forked"
    with pytest.raises(Refused) as refused:
        proposed(host.world, at=host.at)
    assert [reason.rule for reason in refused.value.reasons] == ["log_frozen"]
    app = application(host.world, host.folder)
    told = app.test_client().get("/readyz")
    assert (told.status_code, told.get_json()["one_story"]) == (503, False)
    shown = seated(app, host.world.seat(LEAD, "handler"), host.at).get("/").get_data(as_text=True)
    assert "有两个说法，已冻结" in shown


def test_what_the_signer_refuses_is_written_no_more_until_it_was_caught_up(host: Installation, tmp_path: Path) -> None:
    aside = forging.kept_aside(host, tmp_path)
    proposed(host.world, at=host.at)
    host.sign()
    with host.served() as base:
        assert host.mirrored(base, host.regions[2]).is_clean
    forging.put_back(host, aside)  # under a server that runs on
    proposed(host.world, at=host.at, title_en="Another story")
    assert jobs.sign(host.world.database, host.settings, host.at) == 0
    assert frozen(host) == "refused"
    with pytest.raises(Refused):
        proposed(host.world, at=host.at)
    mirror = host.regions[2].folder / "mirror"
    done = catch_up(host.world.database, host.settings, [mirror], host.at)
    assert (list(done.refused), done.rows) == ([ORIGIN], 0)  # it has a story of its own by now
    forging.put_back(host, aside)
    assert catch_up(host.world.database, host.settings, [mirror], host.at).refused == {}
    assert frozen(host) == ""
