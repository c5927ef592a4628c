"""Checks of usability and security: whether files can be read for long, and open no more than they may."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from workflow.dossier.bag import File, blocks
from workflow.dossier.matter import Fault, Matter
from workflow.records.events import SECRET
from workflow.storage.screening import BadFile, screen
from workflow.text.canonical import canonical
from workflow.vocabulary import Profile

LASTING: Final = (".pdf", ".txt", ".csv", ".xml", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".ofd")
GROUPS: Final = ("来源", "档号", "内容描述", "形式特征")  # elements that hold elements


def described(matter: Matter) -> Iterator[Fault]:
    """Every element of the metadata is filled in."""
    told = json.loads(matter.bag.files["data/archive/metadata.json"].place.read_bytes())
    parts = {
        "": told,
        "来源": told["来源"],
        "档号": told["档号"],
        "内容描述": told["内容描述"],
        "形式特征": told["形式特征"],
    }
    for group, part in parts.items():
        for name, value in part.items():
            yield None if value not in ("", [], None) else f"{group} {name}".strip()


def spelled(matter: Matter) -> Iterator[Fault]:
    """Every data file is canonical JSON."""
    for path, file in matter.under("", ".json"):
        if not path.startswith(("data/views/", "data/archive/")):
            raw = file.place.read_bytes()
            yield None if canonical(json.loads(raw)) == raw else path


def readable(matter: Matter) -> Iterator[Fault]:
    """Every paper is what its name says, and nothing in it acts."""
    for path, file in matter.under("papers"):
        try:
            screen(file.place, file.name)
            yield None if _same(file) else path
        except (BadFile, OSError) as fault:
            yield f"{path} {file.name} {fault}"


def lasting(matter: Matter) -> Iterator[Fault]:
    """Every paper is in a format for long keeping."""
    for path, file in matter.under("papers"):
        yield None if file.name.lower().endswith(LASTING) else f"{path} {file.name}"


def printed(matter: Matter) -> Iterator[Fault]:
    """Every print is PDF/A."""
    for folder in ("forms", "views"):
        for path, file in matter.under(folder, ".pdf"):
            yield None if b"pdfaid:part" in file.place.read_bytes() else path


def openings(matter: Matter) -> Iterator[Fault]:
    """Nothing is opened beyond the profile."""
    is_public = matter.view.dossier.profile is Profile.PUBLIC
    for path, file in matter.under("openings"):
        fields = json.loads(file.place.read_bytes()).keys()
        yield path if is_public or SECRET & fields else None


def names(matter: Matter) -> Iterator[Fault]:
    """Every name of a file is safe."""
    for path in matter.bag.files:
        is_safe = path.isascii() and not path.startswith("/") and ".." not in path.split("/")
        yield None if is_safe else path


def _same(file: File) -> bool:
    digest = sha256()
    for block in blocks(file.place):
        digest.update(block)
    return digest.hexdigest() == file.sha256
