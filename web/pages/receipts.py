"""The receipt of a signed act: where it stands in the log, and by what hash it can be checked."""

import json

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from web import acting
from web.present import instant, office
from web.seats import shows
from web.views import evidence, sheet
from workflow.picture.standing import Standing
from workflow.process.reasons import NotThere
from workflow.process.standard import ROWS
from workflow.reads import signing
from workflow.records.events import Event
from workflow.words import say, tell

pages = Blueprint("receipts", __name__)


@pages.get("/standards/<int:standard_id>/receipts/<leaf_hash>")
@shows
def receipt(standard_id: int, leaf_hash: str) -> ResponseReturnValue:
    standing = acting.find(g.session, standard_id)
    try:
        found = signing.event(g.session, standard_id, bytes.fromhex(leaf_hash))
    except ValueError as fault:
        raise NotThere from fault
    if found is None or found[0].person_id != g.seat.person_id or found[0].act not in ROWS:
        raise NotThere
    head = sheet.head(g.session, standing, ROWS[found[0].act], g.seat)
    rows = _rows(standing, *found)
    return render_template("steps/receipt.html", head=head, rows=rows, standard_id=standard_id, step=found[0].act)


def _means(method: str) -> str:
    """By what the person proved to be present, and whether that is weak."""
    told = {
        "password": say("口令（弱签署）"),
        "password+totp": say("口令和验证码（弱签署）"),
        "webauthn": say("安全密钥，签的是声明本身"),
        "paper": say("纸面签署"),
    }
    return told.get(method, method)


def _rows(standing: Standing, event: Event, origin: str) -> list[dict[str, str]]:
    leaf = json.loads(event.leaf)
    version = next((v.number for v in standing.versions if v.text_hash == leaf.get("text")), None)
    rows = [
        {"term": say("事项"), "words": say(f"step.{event.act}")},
        {"term": say("席位"), "words": f"{tell(g.seat.person)}（{office(g.seat)}）"},
        {"term": say("时间"), "words": str(instant(event.at))},
        {"term": say("记录"), "words": say("{log} 第 {index} 号", log=origin, index=event.index)},
        {"term": say("指纹"), "words": say("叶哈希"), "hash": event.leaf_hash.hex()},
        {"term": say("存证"), "words": evidence.stages([event])[event.log_id, event.index]},
    ]
    if leaf.get("stmt"):
        rows.append({"term": say("签署内容"), "words": "SHA-256", "hash": leaf["stmt"]})
        rows.append({"term": say("签署方式"), "words": _means(leaf["cer"])})
    if version is not None:
        rows.append({"term": say("文本"), "words": say("文本 {n}", n=version), "hash": leaf["text"]})
    return rows
