"""Who signs, and what came with a signature."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Holder:
    """The account that signs, where the request came from, and the house at whose address it signs."""

    account_id: int
    address: str
    origin: str  # scheme, host and port of the pages: a browser's key signs for these alone
    secret: str  # the installation's secret, under which codes of apps are kept


@dataclass(frozen=True)
class Given:
    """What came: words typed, or what a browser's key answered (JSON)."""

    password: str = ""
    code: str = ""
    assertion: str = ""
