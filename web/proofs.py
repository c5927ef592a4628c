"""What proves a person present besides the password, as the page of the account shows it."""

from typing import Any

import segno
from flask import g
from markupsafe import Markup

from web import acting
from web.visitors import Visitor
from workflow.entrance.signing import browser_keys, codes


def proofs(me: Visitor) -> dict[str, Any]:
    """The factors of an account for its page."""
    mine = acting.holder(me.account_id)
    waiting = codes.waiting(g.session, mine)
    code = {"asked": codes.is_asked(g.session, me.account_id), "waiting": waiting, "square": ""}
    if waiting:
        drawn = segno.make(codes.link(me.username, waiting), error="m").svg_inline(scale=4, border=2)
        code["square"] = Markup(drawn)  # drawn by us, out of a link of our own
    keys = browser_keys.keys_of(g.session, me.account_id)
    return {"code": code, "browser_keys": keys, "can_have_keys": browser_keys.is_possible(mine)}
