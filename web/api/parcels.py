"""What the host sealed for itself, handed to the mirrors of regions: they keep it for the day on which it is lost."""

from flask import Blueprint, Response, g
from flask.typing import ResponseReturnValue

from web.api.logs import BYTES, asked, log_asked, range_asked
from web.config import database, settings
from web.seats import shows
from workflow.parcels.sealing import Key
from workflow.parcels.telling import parcels as sealed_behind
from workflow.process.reasons import NotThere
from workflow.storage import files
from workflow.witnessing.sources import parcel_line

calls = Blueprint("parcels", __name__)


@calls.get("/log/parcels")
@shows
def parcels() -> ResponseReturnValue:
    """One JSON line a parcel: the rows and openings behind leaves, sealed by the host for itself; a copy keeps them for
    the day on which the host needs them back."""
    log, start, end = range_asked()
    log_id, size = log.id, asked("size", log.size)
    g.session.close()  # the picture is taken of one moment, in a reading of its own
    found = sealed_behind(database(), Key.of(settings()), log_id, start, end, size)
    return Response(b"".join(map(parcel_line, found)), content_type="application/x-ndjson")


@calls.get("/log/parcels/<digest>")
@shows
def parcel(digest: str) -> ResponseReturnValue:
    """A handed-in file, sealed by the host for itself: nobody reads it who could not fetch it openly."""
    log_asked()
    path = files.path_of(settings(), digest) if files.HASH.fullmatch(digest) else None
    if path is None or not path.is_file():
        raise NotThere
    return Response(Key.of(settings()).seal_file(digest, path.read_bytes()), content_type=BYTES)
