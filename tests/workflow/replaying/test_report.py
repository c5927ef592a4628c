"""A host that skips its own rules writes a record that verifies and does not replay: the report names act and rule."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests import builders
from tests.cast import LEAD, founded
from tests.stage import environment, settings_in
from workflow import act, engine
from workflow.cli import main
from workflow.picture.standing import Standing
from workflow.process.standard import ROWS
from workflow.replaying.report import report
from workflow.vocabulary import Joint


@pytest.fixture
def broken(sqlite_url: str) -> str:
    """A number outside the band, reserved past the door: the effect writes what nobody judged."""
    world = founded(sqlite_url)
    road = builders.standing(world, Joint.APPROVING)
    with world.database.write(road.at) as work:
        standing = Standing.load(work.session, road.id, lock=True)
        assert standing is not None
        row, keeper = ROWS["reserve_number"], world.seat(LEAD, "keeper")
        act.perform(work, row, engine.case_for(standing, row, keeper, {"serial": 17}, road.at))
    found = report(world.database, road.id)
    assert [(one.act, [each.rule for each in one.unlawful]) for one in found.unlawful] == [
        ("reserve_number", ["number_available"])
    ]
    assert found.rules == {("reserve_number", "number_available"): 1}
    assert not found.is_clean
    world.database.dispose()
    return sqlite_url


def test_verify_tells_an_unlawful_act_in_words(broken: str, tmp_path: Path) -> None:
    told = _verified(broken, tmp_path)
    assert told.exit_code == 1
    assert "17" in told.stdout
    assert "rule." not in told.output
    assert "1 步不合规则" in told.stderr
    quick = _verified(broken, tmp_path, "--quick")
    assert (quick.exit_code, quick.stdout) == (0, "")


def _verified(url: str, folder: Path, *options: str) -> Result:
    variables = environment(settings_in(folder)) | {"TONGBIAO_DATABASE_URL": url}
    return CliRunner().invoke(main, ["verify", *options], env=variables)
