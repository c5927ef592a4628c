"""Ed25519 note keys in the C2SP text forms: the vkey given to auditors, the private key of a key file.
What is signed with them lives in notes.py and cosignatures.py; where a key file lies, in signer.py."""

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import ClassVar, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"  # the signature type of the note specification
_UNPRINTED = re.compile(r"[\x00-\x1f]")


class BadNote(ValueError):
    """The bytes are not a well-formed note, key or checkpoint, or no trusted key has signed them."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """The public half; `str()` gives the vkey line that is handed to auditors and witnesses."""

    kind: ClassVar[bytes] = ED25519
    name: str
    public: bytes

    def __post_init__(self) -> None:
        check_name(self.name)
        if len(self.public) != 32:
            raise BadNote("an Ed25519 public key has 32 bytes")

    @property
    def key_id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + self.kind + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{b64encode(self.kind + self.public).decode()}"

    @classmethod
    def parse(cls, vkey: str) -> Self:
        name, key_id, material = _key_fields(vkey, cls.kind)
        key = cls(name, material)
        if key.key_id.hex() != key_id:
            raise BadNote("the key id does not belong to this name and key")
        return key

    def accepts(self, text: bytes, signature: bytes) -> bool:
        return self.signed(text, signature)

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Plain Ed25519 over these very bytes, whatever the key's kind puts around a note's text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):  # ValueError: the 32 bytes are no point of the curve
            return False
        return True


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """The private half; `text()` is what a key file holds, in the form Go's note package reads."""

    kind: ClassVar[bytes] = ED25519
    name: str
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        check_name(self.name)
        if len(self.seed) != 32:
            raise BadNote("an Ed25519 seed has 32 bytes")

    @classmethod
    def generate(cls, name: str) -> Self:
        return cls(name, Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def parse(cls, text: str) -> Self:
        if not text.startswith("PRIVATE+KEY+"):
            raise BadNote("not a private key")
        name, key_id, seed = _key_fields(text.removeprefix("PRIVATE+KEY+"), cls.kind)
        key = cls(name, seed)
        if key.verifier.key_id.hex() != key_id:
            raise BadNote("the key id does not belong to this name and key")
        return key

    def text(self) -> str:
        material = b64encode(self.kind + self.seed).decode()
        return f"PRIVATE+KEY+{self.name}+{self.verifier.key_id.hex()}+{material}"

    @property
    def verifier(self) -> VerifierKey:
        return VerifierKey(self.name, self.public)

    @property
    def public(self) -> bytes:
        return self._private.public_key().public_bytes_raw()

    def signature_over(self, message: bytes) -> bytes:
        return self._private.sign(message)

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


@dataclass(frozen=True, slots=True)
class SigningKey(PrivateKey):
    """A key that signs notes as they are: a log's."""

    def named(self, name: str) -> Self:
        """The same key under another name: a log's key bears its origin, which the signed text repeats."""
        return type(self)(name, self.seed)

    def signature_of(self, text: bytes) -> bytes:
        return self.signature_over(text)


def check_name(name: str) -> None:
    if not name or "+" in name or any(letter.isspace() for letter in name) or _UNPRINTED.search(name):
        raise BadNote("a key name is not empty and holds neither space nor plus")


def unbase64(text: str) -> bytes:
    """Strict: exactly one spelling a value, or two files could differ and mean the same."""
    try:
        raw = b64decode(text, validate=True)
    except ValueError as broken:
        raise BadNote("not base64") from broken
    if b64encode(raw).decode() != text:
        raise BadNote("not canonical base64")
    return raw


def _key_fields(text: str, kind: bytes) -> tuple[str, str, bytes]:
    name, _, rest = text.partition("+")
    key_id, _, material = rest.partition("+")  # base64 may itself contain a plus
    raw = unbase64(material)
    if raw[:1] != kind:
        raise BadNote(f"not a key of the signature type {kind.hex()}")
    return name, key_id, raw[1:]
