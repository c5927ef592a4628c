"""The ledger of notices between regions: by pair and one by one, as of any day, and as a file."""

from flask import Blueprint, Response, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from web import paging
from web.config import database
from web.present import day
from web.seats import shows
from web.views import exchanges
from workflow.exports import exchanges as exported
from workflow.exports.registers import files
from workflow.exports.registers.engine import Asked
from workflow.exports.registers.files import MEDIA, Kind
from workflow.process.reasons import NotThere
from workflow.reads import exchanges as reads
from workflow.reads.exchanges import Ledger
from workflow.words import say

pages = Blueprint("exchanges", __name__)


@pages.get("/notices/ledger")
@shows
def ledger() -> ResponseReturnValue:
    found, number = _ledger(g.session), paging.asked()
    asked, places = found.wanted, reads.parties(g.session, found.agreements)
    rows = found.page(number)
    standards = reads.standards(g.session, {one.standard_id for one in rows if one.standard_id})
    return render_template(
        "notices/ledger.html",
        pairs=exchanges.pairs(found.pairs(), asked, g.today, places),
        rows=[exchanges.row(found, one, places, standards) for one in rows],
        asked=asked,
        as_of=day(asked.as_of),
        ways=[
            {"words": say(words), "href": exchanges.href(asked, g.today, only=only), "now": only is asked.only}
            for only, words in exchanges.SHOWS.items()
        ],
        choices=exchanges.choices(found, places),
        files=[
            {"words": kind.name, "href": exchanges.href(asked, g.today, f".{kind}")}
            for kind in (Kind.CSV, Kind.XLSX, Kind.PDF)
        ],
        pages_=paging.paged(found.total(), size=reads.PAGE, here=number),
    )


@pages.get("/notices/ledger.<form>")
@shows
def file(form: str) -> ResponseReturnValue:
    if form not in set(Kind) or form == Kind.JSONL:
        raise NotThere
    found = _ledger(g.session)
    register = exported.register(found, reads.parties(g.session, found.agreements))
    g.session.close()
    everything = Asked(agreements=None, today=g.today)
    if form == Kind.PDF:
        files.against_print(register, database(), everything)
    pieces = b"".join(files.chunks(register, database(), everything, Kind(form), g.now))
    name = f"tongbiao-notices-{found.wanted.as_of:%Y%m%d}.{form}"
    return Response(
        pieces, content_type=MEDIA[Kind(form)], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _ledger(session: Session) -> Ledger:
    return Ledger(session, g.seat, exchanges.wanted(request.args, g.today))
