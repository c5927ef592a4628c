"""A long table of the audit room: how far it is, and the file, for the seat that asked for it."""

import re
from typing import Final

from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from web import audit_room, making
from web.audit_making import key_of
from web.pages.audit import scope
from web.seats import shows
from workflow.process.reasons import NotThere

pages = Blueprint("audit_files", __name__)
TOKEN: Final = re.compile("[0-9a-f]{32}")


@pages.get("/audit/exports/files/<token>")
@shows
def progress(token: str) -> ResponseReturnValue:
    file = making.state(_key(token))
    if not any(part is not None for part in file.values()):
        raise NotThere
    room = audit_room.ways("exports")
    return making.page(
        "audit/file.html", file=file, here_=f"/audit/exports/files/{token}", room=room, until=g.seat.until
    )


@pages.get("/audit/exports/files/<token>/file")
@shows
def file(token: str) -> ResponseReturnValue:
    """What was taken stands in the log since it was asked for."""
    made = making.shelf().find(_key(token))
    if made is None:
        raise NotThere
    return making.sent(made, made.told["media"])


def _key(token: str) -> str:
    scope()
    if not TOKEN.fullmatch(token):
        raise NotThere
    return key_of(token)
