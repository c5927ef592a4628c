"""The course of the test's lives: a plain one that differs by seed, and a very short one."""

import json
from hashlib import sha256

from tests.dossiers.signing import Authenticator
from tests.dossiers.story import REGIONS, Facts, Life

COMMENTS = ("建议第5条明确限值。", "No objection.", "𠮷野家 suggests a note.", "同意")


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def born(seed: int, regions: int = 3) -> Life:
    """A standard that was proposed, and nothing else."""
    life = Life(seed, REGIONS[:regions])
    tracks = dict.fromkeys(life.regions, "invited")
    state: Facts = {"joint": "proposed", "stood_at": None, "lead": REGIONS[0], "tracks": tracks, "serial": None}
    life.act("propose", REGIONS[0], **state, rounds=dict.fromkeys(life.regions, 1), text=None, panel=None)
    return life


def lived(seed: int) -> Life:
    """From the proposal to the announcement: 2 to 4 regions, of four one stays out; some lives are suspended, some
    regions object before they approve.
    """
    life = born(seed, 2 + seed % 3)
    staying = life.regions[:3]
    for region in life.regions:
        paper = [life.paper(f"来函 {region} {seed}".encode() * 40)]
        entering = region in staying
        life.act(
            "initiate" if entering else "decline", region, files=paper, track="initiated" if entering else "declined"
        )
    life.act("start", joint="drafting")
    for version in (1, 2):
        saved(life, version)
    if seed % 2:
        life.act("suspend", joint="suspended", stood_at="drafting")
        life.act("resume", joint="drafting", stood_at=None)
    consulted(life)
    life.act("pass_review", REGIONS[0], joint="approving")
    life.act("reserve_number", REGIONS[0], serial=f"{3901 + seed}.0:reserved")
    for region in staying:
        if life.chance.random() < 0.3:
            life.act("object_release", region, track="objected")
        _sign(life, region, life.act("approve_release", region, track="approved").statement)
    for region in staying:
        life.act("confirm_release", region, track="confirmed")
    life.act("release", joint="released", serial=f"{3901 + seed}.0:used")
    for region in staying:
        life.act("announce", region, track="announced")
    return life


def saved(life: Life, version: int) -> None:
    text: Facts = {"title": "京津冀 标准", "version": version, "clauses": [f"第{n}条 {life.seed}" for n in range(3)]}
    life.texts.append(text)
    life.act("save_draft", REGIONS[0], {"text_hash": sha256(canonical(text)).hexdigest(), "version": version})


def consulted(life: Life) -> None:
    life.frozen = sha256(canonical(life.texts[-1])).hexdigest()
    life.act("open_consultation", REGIONS[0], joint="consulting", text=life.frozen)
    for number in range(1 + life.seed % 4):
        said = {"name": f"张{number}", "opinion": COMMENTS[number % len(COMMENTS)]}
        life.act("comment", facts={"as": "public", "clause": f"c{number}"}, opening=said)
    life.act("remind", facts={"region": REGIONS[1]})
    life.act("close_consultation", joint="reviewing")
    life.act("vote", REGIONS[1], {"in_favour": 7, "against": 0}, panel="voted")


def _sign(life: Life, region: str, statement: bytes | None) -> None:
    """Approvals are signed by browsers' keys, of both kinds."""
    event, key = life.events[-1], Authenticator(900 + int(region) % 7, is_ed25519=region == REGIONS[1])
    event.assertion, event.leaf["cer"] = key.assertion(statement or b""), "webauthn"
