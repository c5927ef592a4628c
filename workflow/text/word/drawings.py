"""Images and boxes that stand in a line of an office file."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Final
from xml.etree.ElementTree import Element

from workflow.text.word.document import Document
from workflow.text.word.found import LossKind
from workflow.text.word.package import R, W, local

_IMAGES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_SHOWN: Final = frozenset({"drawing", "pict"})


def boxed(element: Element) -> Iterator[str]:
    """The words of boxes, one after another; a box within a box is told with the outer one."""
    for child in element:
        name = local(child)
        if name in ("txbxContent", "textbox"):
            lines = ["".join(part.text or "" for part in p.iter(W + "t")) for p in child.iter(W + "p")]
            if said := "\n".join(line for line in lines if line.strip()):
                yield said
        elif name == "AlternateContent":
            yield from boxed(child[0]) if len(child) else ()
        else:
            yield from boxed(child)


def image(element: Element, document: Document) -> list[tuple[str, str]]:
    """The images of a drawing by their hashes, with the words said of them; others are told as lost."""
    if local(element) == "object":
        document.lose(LossKind.OBJECT, _program(element))
        return []
    found: list[tuple[str, str]] = []
    named = [one.get(R + "embed", "") or one.get(R + "link", "") for one in element.iter() if local(one) == "blip"]
    named += [one.get(R + "id", "") for one in element.iter() if local(one) == "imagedata"]
    for name in named:
        data = document.related(name)
        if data is None or not data.startswith(_IMAGES):
            document.lose(LossKind.IMAGE_KIND, document.target(name).rpartition("/")[2] or name)
            continue
        digest = sha256(data).hexdigest()
        document.images[digest] = data
        found.append((digest, _said(element, document)))
    if not named and not any(True for _ in boxed(element)):
        document.lose(LossKind.OBJECT, _said(element, document))
    return found


def _program(element: Element) -> str:
    return next((one.get("ProgID", "") for one in element.iter() if local(one) == "OLEObject"), "")


def _said(element: Element, document: Document) -> str:
    """What the drawing says for those who cannot see it."""
    told = (one.get("descr") or "" for one in element.iter() if local(one) == "docPr")
    return document.acceptable(" ".join(next((words for words in told if words.strip()), "").split()))
