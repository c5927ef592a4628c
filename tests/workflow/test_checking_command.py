"""`tongbiao check`: a project or a file, as lines or JSON; what cannot be read is refused with its reason."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests import builders
from tests.cast import World, sample_text
from workflow.cli import main
from workflow.text.clauses import Text
from workflow.text.document import written
from workflow.vocabulary import Joint

DATA = Path(__file__).parents[1] / "data"
FAULTY = sample_text().replace("设施故障时应在 24 h 内修复。", "设施故障时必须在 24 h 内修复。")


def run(*arguments: str, url: str = "sqlite:////nowhere/at/all.db") -> Result:
    return CliRunner().invoke(main, arguments, env={"TONGBIAO_DATABASE_URL": url})


def found(result: Result) -> list[dict[str, str]]:
    return [one for one in json.loads(result.stdout)["findings"] if one["severity"] == "error"]


def test_a_project_is_checked_with_what_is_known_beside_it_and_waivers_count(world: World) -> None:
    road = builders.standing(world, Joint.DRAFTING)
    builders.grouped(road)
    url = world.database.url.render_as_string(hide_password=False)
    assert run("check", str(road.id), url=url).exit_code == 1
    road.take("save_draft", builders.editor(road), text=FAULTY)
    told = run("--lang", "en", "check", str(road.id), url=url)
    assert told.exit_code == 1
    assert "L45 5.2" in told.stdout
    assert "\terror\t" in told.stdout
    assert "clauses checked" in told.stderr
    errors = found(run("check", str(road.id), "--json", url=url))
    for place in sorted({f"{one['rule']}@{one['clause']}" for one in errors}):
        road.take("waive_finding", builders.editor(road), finding=place, reason="沿用法规原文。")
    answered = run("check", str(road.id), "--json", url=url)
    assert answered.exit_code == 0
    assert {one["waived"] for one in found(answered)} == {"沿用法规原文。"}


@pytest.mark.parametrize("name", ["a_pasted_draft.txt", "office/a_committee_draft.docx"])
def test_a_file_is_checked_alone(name: str) -> None:
    told = run("check", str(DATA / name))
    assert told.exit_code == 1
    assert "L60" in told.stdout
    assert all(line.count("\t") == 3 for line in told.stdout.splitlines())


def test_references_of_a_file_mean_the_numbers_that_it_bears(tmp_path: Path) -> None:
    place = tmp_path / "a.txt"
    place.write_text(
        "1 范围\n适用于甲。\n4 要求\n4.1 甲\n应符合 5.1 的规定。\n5 检验\n5.1 乙\n见 4.1。\n", encoding="utf-8"
    )
    assert "L58" not in run("check", str(place)).output


def test_a_sound_structure_has_status_zero(tmp_path: Path) -> None:
    path = tmp_path / "text.json"
    path.write_text(json.dumps(written(Text({}, ()))), encoding="utf-8")
    told = run("check", str(path), "--json")
    assert json.loads(told.stdout)["clauses"] == 0
    assert told.exit_code == (1 if found(told) else 0)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "暗\u202e藏".encode()),
        ("b.txt", b"%PDF-1.7"),
        ("c.json", b"{"),
        ("d.json", b"[" * 100_000),
        ("e.json", b'{"clauses": 7}'),
        ("f.docx", b"PK\x03\x04"),
        ("g.docx", b""),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    refused = run("check", str(path))
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.strip()


def test_what_is_not_there_is_refused(world: World) -> None:
    url = world.database.url.render_as_string(hide_password=False)
    for what in ("99", "9" * 30, "no such file"):
        refused = run("check", what, url=url)
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert refused.stderr.strip()
