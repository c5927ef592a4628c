"""The list of what is public, by words, numbers and texts."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from web import paging
from web.seats import public
from web.views import searching

pages = Blueprint("searching", __name__)


@pages.get(searching.LIST)
@public
def standards() -> ResponseReturnValue:
    return render_template("public/search.html", page=searching.searched(searching.wanted(), paging.asked()))
