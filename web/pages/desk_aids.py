"""What the editor of the desk asks for: targets of references, formulas drawn, lines read, a place for an image."""

from flask import Blueprint, g, jsonify, request
from flask.typing import ResponseReturnValue

from web.config import database, settings
from web.desk import Shown, seen, writable
from web.pages.desk import MOST_BODY, Unkept, words_in
from web.pages.images import SUFFIXES
from web.reading import reading
from web.seats import acts, shows
from workflow.storage import files
from workflow.storage.screening import BadFile
from workflow.text import formula
from workflow.text.document import written_body
from workflow.words import say

pages = Blueprint("desk_aids", __name__)
MOST_FORMULAS, LONGEST = 50, 4_000


@pages.get("/standards/<int:standard_id>/desk/targets.json")
@shows
def targets(standard_id: int) -> ResponseReturnValue:
    """Clauses and blocks with what a reference to each prints today."""
    return jsonify({"targets": Shown(seen(standard_id).standing).targets()})


@pages.get("/standards/<int:standard_id>/desk/formulas.json")
@shows
def formulas(standard_id: int) -> ResponseReturnValue:
    """MathML of each LaTeX asked for, in its order; what is not understood is shown as it was typed."""
    seen(standard_id)
    asked = [one[:LONGEST] for one in request.args.getlist("latex")[:MOST_FORMULAS]]
    is_display = bool(request.args.get("display"))
    read = [formula.read(one) for one in asked]
    drawn = [{"mathml": formula.mathml(tree, is_display=is_display), "flaws": len(flaws)} for tree, flaws in read]
    answer = jsonify({"formulas": drawn})
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


@pages.post("/standards/<int:standard_id>/desk/image.json")
@acts
def image(standard_id: int) -> ResponseReturnValue:
    """Keep an image for a figure and give its name; it belongs to the text once the words that name it are kept."""
    with reading():
        writable(standard_id)
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        return jsonify({"fault": say("error.no_image")}), 422
    try:
        if not upload.filename.lower().endswith(SUFFIXES):
            raise BadFile("wrong.file_type", kinds=" ".join(SUFFIXES))
        digest = files.store(database(), settings(), upload.stream, upload.filename, g.seat.person_id, g.now)
    except BadFile as fault:
        return jsonify({"fault": say(fault.key, **fault.facts)}), 422
    return jsonify({"image": digest})


@pages.post("/standards/<int:standard_id>/desk/read.json")
@acts
def read_lines(standard_id: int) -> ResponseReturnValue:
    """The blocks that lines of notation mean, for what was pasted; nothing is kept."""
    with reading():
        writable(standard_id)
    try:
        return jsonify({"blocks": written_body(words_in("body", MOST_BODY))})
    except Unkept as fault:
        return jsonify({"fault": str(fault)}), 422
