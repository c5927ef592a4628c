"""Keys of logs, witnesses and browsers out of seeds; notes, cosignatures, trees and proofs, written from the
specifications alone.
"""

from base64 import b64encode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

LOG, WITNESS = 1, 4


@dataclass(frozen=True)
class Signer:
    """An Ed25519 key with a note's name; `kind` 1 signs a log's head, 4 cosigns it."""

    name: str
    kind: int
    seed: bytes

    @property
    def private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    @property
    def id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    @property
    def vkey(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64encode(bytes([self.kind]) + self.public).decode()}"

    def line(self, text: bytes, at: int | None = None) -> str:
        """The signature line under this text; a witness's tells its second."""
        if at is None:
            return signature_line(self.name, self.id, self.private.sign(text))
        message = f"cosignature/v1\ntime {at}\n".encode() + text
        return signature_line(self.name, self.id, at.to_bytes(8, "big") + self.private.sign(message))


def signer(name: str, kind: int, *salt: object) -> Signer:
    """The same key for the same words, always."""
    return Signer(name, kind, sha256(repr((name, kind, *salt)).encode()).digest())


def signature_line(name: str, key_id: bytes, signature: bytes) -> str:
    return f"— {name} {b64encode(key_id + signature).decode()}\n"


def head(origin: str, size: int, root: bytes) -> bytes:
    return f"{origin}\n{size}\n{b64encode(root).decode()}\n".encode()


def leaf_hash(leaf: bytes) -> bytes:
    return sha256(b"\x00" + leaf).digest()


class Tree:
    """RFC 6962's definition, read off the page: MTH and PATH, each subtree's root kept."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.leaves, self.roots = leaves, dict[tuple[int, int], bytes]()

    def root(self, start: int = 0, end: int | None = None) -> bytes:
        end = len(self.leaves) if end is None else end
        if end - start == 1:
            return self.leaves[start]
        if (start, end) not in self.roots:
            middle = start + split(end - start)
            both = self.root(start, middle) + self.root(middle, end)
            self.roots[start, end] = sha256(b"\x01" + both).digest()
        return self.roots[start, end]

    def path(self, index: int, start: int = 0, end: int | None = None) -> list[bytes]:
        end = len(self.leaves) if end is None else end
        if end - start == 1:
            return []
        middle = start + split(end - start)
        if index < middle:
            return [*self.path(index, start, middle), self.root(middle, end)]
        return [*self.path(index, middle, end), self.root(start, middle)]


def split(size: int) -> int:
    """The largest power of two below the size."""
    return 1 << (size - 1).bit_length() - 1


def proof(index: int, path: Sequence[bytes], checkpoint: bytes, extra: str = "") -> bytes:
    lines = ["c2sp.org/tlog-proof@v1", *([f"extra {extra}"] if extra else []), f"index {index}"]
    lines += [b64encode(node).decode() for node in path]
    return "\n".join([*lines, "", ""]).encode() + checkpoint


@dataclass(frozen=True)
class Authenticator:
    """A browser's key that says yes to a statement: ES256, or Ed25519."""

    seed: int
    is_ed25519: bool = False

    @property
    def _p256(self) -> ec.EllipticCurvePrivateKey:
        return ec.derive_private_key(self.seed + 10**40, ec.SECP256R1())

    @property
    def _ed25519(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed.to_bytes(32, "big"))

    @property
    def cose(self) -> bytes:
        if self.is_ed25519:
            return bytes.fromhex("a4010103272006215820") + self._ed25519.public_key().public_bytes_raw()
        point = self._p256.public_key().public_numbers()
        start = bytes.fromhex("a5010203262001215820") + point.x.to_bytes(32, "big")
        return start + bytes.fromhex("225820") + point.y.to_bytes(32, "big")

    def sign(self, message: bytes) -> bytes:
        if self.is_ed25519:
            return self._ed25519.sign(message)
        return self._p256.sign(message, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))

    def assertion(self, statement: bytes, flags: int = 0x05) -> dict[str, str]:
        """What the browser gives for this statement."""
        challenge = urlsafe_b64encode(sha256(statement).digest()).rstrip(b"=").decode()
        client = (
            f'{{"type":"webauthn.get","challenge":"{challenge}","origin":"https://tb.example","crossOrigin":false}}'
        )
        data = sha256(b"tb.example").digest() + bytes([flags]) + (7).to_bytes(4, "big")
        return self.signed(client.encode(), data)

    def signed(self, client: bytes, data: bytes) -> dict[str, str]:
        parts = {
            "client_data": client,
            "authenticator_data": data,
            "signature": self.sign(data + sha256(client).digest()),
            "public_key": self.cose,
        }
        return {name: b64encode(part).decode() for name, part in parts.items()}
