"""The comment form of a consultation before it is filled in, for the public's page and for the committee's."""

from flask import Response
from sqlalchemy.orm import Session

from web.present import title
from workflow.comment_forms import documents, sheets
from workflow.comment_forms.shape import Blank
from workflow.process.reasons import NotThere
from workflow.reads import consultations as reads
from workflow.vocabulary import Named

WRITERS = {
    "docx": (documents.written, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (sheets.written, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def blank_of(session: Session, asked: reads.Asked) -> Blank:
    """The form on the very text that the public is asked about."""
    version, text = reads.text_of(session, asked)
    places = tuple(Named(place.code, place.name_zh, place.name_en) for _, place in asked.windows)
    return Blank(asked.consultation.id, version.text_hash, title(asked.titled), text, places)


def blank_file(session: Session, asked: reads.Asked, kind: str) -> Response:
    """The same as a file to keep."""
    if kind not in WRITERS:
        raise NotThere
    write, media = WRITERS[kind]
    answer = Response(write(blank_of(session, asked)), mimetype=media)
    answer.headers["Content-Disposition"] = f"attachment; filename=comments-{asked.consultation.id}.{kind}"
    return answer
