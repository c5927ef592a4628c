"""Verification for everybody: each answer to a number, a hash or a file, and a proof that leads to a signed head."""

import io
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.cast import World
from tests.web.browsing import browser
from tests.web.portal import Portal, opened
from workflow.exports import prints
from workflow.log.proofs import Proof
from workflow.log.tlog import leaf_hash
from workflow.records.consultations import Consultation
from workflow.records.papers import StoredFile
from workflow.records.prints import ReleasedPrint
from workflow.records.standards import Standard
from workflow.records.texts import Version
from workflow.vocabulary import Joint, TextPurpose


@pytest.fixture(scope="module")
def portal(founded_template: tuple[Path, World], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    made = opened(founded_template, tmp_path_factory.mktemp("portal"))
    yield made
    made.world.database.dispose()


def asked(portal: Portal, given: str) -> str:
    """The answer, without the forms around it."""
    shown = re.sub("</?time[^>]*>", "", portal.read(f"/public/verify?q={given}"))
    return shown.partition('class="verdict')[2].partition("</section>")[0]


def another(portal: Portal, road_id: int, purpose: TextPurpose, digest: str) -> None:
    """One more text with a hash of its own: all texts of the cast are alike."""
    with portal.world.database.plain() as session:
        mine = sa.select(Version.__table__).where(Version.standard_id == road_id, Version.purpose == purpose)
        row = dict(session.execute(mine).mappings().all()[-1])
        row |= {"id": None, "number": 100 + len(purpose), "text_hash": digest}
        made = session.execute(sa.insert(Version).returning(Version.id), [row]).scalar_one()
        asked = sa.update(Consultation).where(Consultation.standard_id == road_id)
        if purpose is TextPurpose.CONSULTATION:
            session.execute(asked.values(version_id=made))


def test_a_number_is_told_region_by_region(portal: Portal) -> None:
    said = asked(portal, "db11/t 3022 - 2019")
    for words in ("已发布", "DB11/T 3022—2019", "DB12/T 3022—2019", "DB13/T 3022—2019", "2019-08-01 起施行"):
        assert words in said, words


@pytest.mark.parametrize(
    ("state", "words"), [(Joint.WITHDRAWN, "不再适用"), (Joint.REPLACED, "不再适用"), (Joint.IN_FORCE, "现行有效")]
)
def test_what_applies_no_more_is_said_first(portal: Portal, state: Joint, words: str) -> None:
    with portal.world.database.plain() as session:
        mine = sa.update(Standard).where(Standard.id == portal.old)
        before = session.scalar(sa.select(Standard.state).where(Standard.id == portal.old))
        session.execute(mine.values(state=state))
    try:
        assert words in asked(portal, "DB11/T 3022-2019")
    finally:
        with portal.world.database.plain() as session:
            session.execute(mine.values(state=before))


def test_the_text_and_each_print_of_it_are_recognised(portal: Portal) -> None:
    text = portal.stranger(f"{portal.page}/text.json").data
    assert "一字不差" in asked(portal, sha256(text).hexdigest())
    for region, name in (("110000", "北京"), ("130000", "河北")):
        pdf = portal.stranger(f"{portal.page}/text.pdf?region={region}").data
        said = asked(portal, f"SHA256:{sha256(pdf).hexdigest().upper()}")
        assert f"封面是{name}" in said
        assert portal.page in said


def test_a_file_that_was_changed_is_not_recognised(portal: Portal) -> None:
    pdf = portal.stranger(f"{portal.page}/text.pdf").data
    said = asked(portal, sha256(pdf + b" ").hexdigest())
    assert "没有登记过这个指纹" in said
    assert portal.page not in said


def test_a_draft_is_told_from_a_standard_and_an_inner_text_from_nothing_at_all(portal: Portal) -> None:
    another(portal, portal.asked.id, TextPurpose.CONSULTATION, "a" * 64)
    assert "这是征求意见稿，不是标准" in asked(portal, "a" * 64)
    another(portal, portal.asked.id, TextPurpose.DRAFT, "b" * 64)
    assert "没有登记过这个指纹" in asked(portal, "b" * 64)


def test_a_file_is_hashed_by_the_server_and_kept_nowhere(portal: Portal) -> None:
    pdf = portal.stranger(f"{portal.page}/text.pdf?region=120000").data
    stranger = browser(portal.app, portal.at)
    stranger.get("/public/verify")
    before = sorted(portal.settings.var_path.rglob("*"))
    found = stranger.post("/public/verify", {"file": (io.BytesIO(pdf), "DB12.pdf")}, content_type="multipart/form-data")
    assert (found.status_code, found.location) == (303, f"/public/verify?q={sha256(pdf).hexdigest()}")
    assert "封面是天津" in stranger.get(found.location).text
    assert sorted(portal.settings.var_path.rglob("*")) == before
    with portal.world.database.read() as session:
        assert session.get(StoredFile, sha256(pdf).hexdigest()) is None


def test_without_a_file_the_form_says_what_lacks(portal: Portal) -> None:
    stranger = browser(portal.app, portal.at)
    stranger.get("/public/verify")
    found = stranger.post("/public/verify", {}, content_type="multipart/form-data")
    assert "请先选一个文件" in stranger.get(found.location).text


@pytest.mark.parametrize("given", ["", "x", "%00", "长" * 300, "0" * 63, "g" * 64, "'; --", "DB11/T 99999999—2026"])
def test_nonsense_is_no_fault(portal: Portal, given: str) -> None:
    assert portal.stranger(f"/public/verify?q={given}").status_code == 200


def test_the_proof_leads_from_the_release_to_a_signed_head(portal: Portal) -> None:
    proof = Proof.parse(portal.stranger(f"{portal.page}/proof").data)
    leaf = portal.stranger(f"{portal.page}/leaf").data
    assert proof.leads(leaf_hash(leaf))
    assert not proof.leads(leaf_hash(leaf + b" "))
    assert leaf_hash(leaf).hex() in portal.read(portal.page)
    assert portal.stranger(f"/public/standards/{portal.inside.id}/proof").status_code == 404
    assert portal.stranger(f"/public/standards/{portal.old}/leaf").status_code == 404


def test_a_print_is_made_once_and_the_same_bytes_again_where_the_file_is_gone(portal: Portal) -> None:
    assert prints.look(portal.world.database, portal.settings, portal.at) == 0
    with portal.world.database.read() as session:
        kept = list(session.scalars(sa.select(ReleasedPrint)))
    assert {one.region_code for one in kept} == {"110000", "120000", "130000"}
    one = next(each for each in kept if each.region_code == "110000")
    prints.path_of(portal.settings, one.sha256).unlink()
    again = portal.stranger(f"{portal.page}/text.pdf?region=110000").data
    assert sha256(again).hexdigest() == one.sha256


def test_the_verdict_is_said_in_english_too(portal: Portal) -> None:
    shown = portal.read("/public/verify?q=DB11/T 3022-2019&lang=en").partition('class="verdict')[2]
    assert re.search("Released", shown)
