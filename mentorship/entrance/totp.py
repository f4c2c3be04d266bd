"""One-time codes by time: RFC 6238 over RFC 4226, SHA-1, six digits, thirty seconds, as apps read them."""

import base64
import hmac
import secrets
import struct
from urllib.parse import quote, urlencode

STEP = 30
DIGITS = 6
# RFC 4226 §4 R6: at least 128 bits, 160 recommended.
SECRET_BYTES = 20
# A telephone's clock may be a step off either way (RFC 6238 §5.2).
DRIFT = 1


def new_secret() -> bytes:
    """A random secret."""
    return secrets.token_bytes(SECRET_BYTES)


def code_at(secret: bytes, step: int, *, digits: int = DIGITS, digest: str = "sha1") -> str:
    """The code of a step (RFC 4226 §5.3: dynamic truncation)."""
    value = hmac.digest(secret, struct.pack(">Q", step), digest)
    offset = value[-1] & 0x0F
    number = struct.unpack(">I", value[offset : offset + 4])[0] & 0x7FFFFFFF
    return str(number % 10**digits).zfill(digits)


def step_of(seconds: int) -> int:
    """Which step a moment falls into (RFC 6238 §4.2, T0 = 0)."""
    return seconds // STEP


def fitting_step(secret: bytes, code: str, *, now: int) -> int | None:
    """The step a code belongs to, among the present one and its neighbours; None where it fits none.

    The latest fitting one is given, so that what is remembered as used covers the earlier ones.
    """
    typed = code.encode()
    fitting = [
        step
        for step in range(step_of(now) - DRIFT, step_of(now) + DRIFT + 1)
        if step >= 0 and hmac.compare_digest(code_at(secret, step).encode(), typed)
    ]
    return max(fitting, default=None)


def spelled(secret: bytes) -> str:
    """The secret as people type it into an app: base32 in groups of four."""
    plain = base64.b32encode(secret).decode()
    return " ".join(plain[start : start + 4] for start in range(0, len(plain), 4))


def address_of(secret: bytes, *, account: str, issuer: str) -> str:
    """The otpauth address that a QR code holds; six digits and thirty seconds go without saying."""
    fields = {"secret": base64.b32encode(secret).decode(), "issuer": issuer}
    return f"otpauth://totp/{quote(account)}?{urlencode(fields, quote_via=quote)}"
