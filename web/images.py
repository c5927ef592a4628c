"""Images of figures: where they are, how one is sent, and those that came with an office file."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from flask import Response, g, send_file

from web.config import database, settings
from workflow.process.reasons import NotThere
from workflow.records.papers import StoredFile
from workflow.storage import files
from workflow.text.blocks import Figure
from workflow.text.clauses import Clause
from workflow.text.notation import read
from workflow.text.numbering import numbering, walk
from workflow.words import say


def images_of(standard_id: int, *, public: bool = False) -> str:
    """The address below which the images of a standard are, each under its hash."""
    return f"{'/public' if public else ''}/standards/{standard_id}/images/"


def keep(images: Mapping[str, bytes]) -> None:
    """Store the images of an office file as handed in by the person at hand; one that is not taken stays a hash."""
    for digest, data in images.items():
        suffix = ".png" if data.startswith(b"\x89PNG") else ".jpg"
        files.store(database(), settings(), BytesIO(data), f"{digest[:12]}{suffix}", g.seat.person_id, g.now)


def sent(found: StoredFile | None) -> Response:
    """The image by itself, which no page may take for anything else."""
    path = files.path_of(settings(), found.sha256) if found else None
    if found is None or path is None or not path.is_file():
        raise NotThere
    answer = send_file(path, mimetype=found.media, etag=found.sha256, max_age=3600)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Content-Disposition"] = "inline"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


def figures(clause: Clause, clauses: Sequence[Clause]) -> list[dict[str, Any]]:
    """The figures of a clause in reading order, for the forms that hand in their images."""
    numbers = numbering(clauses)
    found = [(path, block) for path, block in walk(read(clause.body)) if isinstance(block, Figure)]
    return [
        {
            "n": n,
            "label": f"{say('图 {n}', n=numbers.number(clause, *path))} {block.title}".strip(),
            "alt": block.alt,
            "is_there": bool(block.image),
        }
        for n, (path, block) in enumerate(found)
    ]
