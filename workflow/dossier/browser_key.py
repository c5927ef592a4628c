"""Which browsers' keys the verifiers of a dossier know: P-256 and Ed25519, in the COSE bytes in which they are kept."""

import re
from typing import Final

_P256: Final = rb"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20.{32}\x22\x58\x20.{32}"
_ED25519: Final = rb"\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20.{32}"
_KNOWN: Final = re.compile(_P256 + b"|" + _ED25519, re.DOTALL)


def is_known(cose: bytes) -> bool:
    """Whether a verifier judges this key's signatures; those of other kinds are not told."""
    return _KNOWN.fullmatch(cose) is not None
