"""Pages of a dossier from its templates: one file each, without script, everything escaped."""

from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from workflow.shipped import DATA


def rendered(name: str, **shown: Any) -> bytes:
    """A page in UTF-8."""
    return (_templates().get_template(name).render(**shown) + "\n").encode()


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(DATA / "dossier")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
