"""Secrets that must be read again are stored sealed: a stolen dump without SECRET_KEY opens none.

AES-256-GCM of `cryptography`: `django.core.signing` only signs, whoever holds a dump would read the secret.
A sealed text is base64 of: the byte of the version, a random number of 12 bytes, the hidden secret with its
tag. The key is derived from SECRET_KEY by HKDF (RFC 5869), so that it serves nothing else.
"""

import base64
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

# Another cipher gets another number: what was sealed by an earlier one can then still be read.
VERSION = b"\x01"
NONCE_BYTES = 12  # NIST SP 800-38D §8.2.2: 96 random bits
KEY_BYTES = 32


class SealBroken(Exception):
    """What was stored cannot be opened: the key is another one, or the row was tampered with."""


def seal(secret: bytes) -> str:
    """Hide a secret under SECRET_KEY."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    hidden = _cipher(settings.SECRET_KEY).encrypt(nonce, secret, VERSION)
    return base64.b64encode(VERSION + nonce + hidden).decode()


def unseal(sealed: str) -> bytes:
    """Read a sealed secret, also one of an earlier key (SECRET_KEY_FALLBACKS); raises SealBroken."""
    try:
        raw = base64.b64decode(sealed, validate=True)
    except ValueError as error:  # no base64
        raise SealBroken from error
    if not raw.startswith(VERSION):
        raise SealBroken
    nonce, hidden = raw[1 : 1 + NONCE_BYTES], raw[1 + NONCE_BYTES :]
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return _cipher(key).decrypt(nonce, hidden, VERSION)
        except (InvalidTag, ValueError):  # another key; a text too short to hold a number and a tag
            continue
    raise SealBroken


def resealed(sealed: str) -> str | None:
    """The same secret under the present key; None where it is that already. Raises SealBroken."""
    secret = unseal(sealed)
    raw = base64.b64decode(sealed)
    try:
        _cipher(settings.SECRET_KEY).decrypt(raw[1 : 1 + NONCE_BYTES], raw[1 + NONCE_BYTES :], VERSION)
    except InvalidTag:
        return seal(secret)
    return None


def digest(purpose: str, *words: object) -> str:
    """A name for something that must not be stored itself: an address, a typed name, a recovery code."""
    text = "\0".join(str(word) for word in words)
    key = hmac.digest(
        settings.SECRET_KEY.encode(), f"mentorship.entrance.digest.{purpose}".encode(), "sha256"
    )
    return hmac.digest(key, text.encode(), "sha256").hex()


def _cipher(key: str) -> AESGCM:
    derived = HKDF(SHA256(), KEY_BYTES, salt=None, info=b"mentorship.entrance.seal")
    return AESGCM(derived.derive(key.encode()))
