"""A provider of identities as OpenID Connect Core 1.0 describes it: discovery, PKCE, the checked ID token.

Only the authorisation code flow; the access token is thrown away: nothing of the provider's is stored.
"""

import base64
import hashlib
import json
import secrets
from typing import Any, Final, NamedTuple
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import jwt
from django.conf import settings
from django.core.cache import cache

TIMEOUT: Final = 10
MOST_BYTES: Final = 256 * 1024
DOCUMENT_SECONDS: Final = 60 * 60
KEYS_SECONDS: Final = 10 * 60
# Asymmetric alone: neither "none" nor a MAC by the client's secret is ever taken (RFC 8725 §3.1).
ALGORITHMS: Final = ("RS256", "ES256")
# Clocks of two machines may differ a little.
LEEWAY: Final = 60
# OIDC Core §2.
LONGEST_SUBJECT: Final = 255
_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


class ProviderFault(Exception):
    """The provider does not answer, or answers what cannot be believed; the word goes into the journal."""


class Challenge(NamedTuple):
    """What a way through the provider begins with; kept in the session until the return."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls) -> "Challenge":
        """Fresh random words of 256 bits each."""
        return cls(*(secrets.token_urlsafe(32) for _ in range(3)))


def is_on() -> bool:
    """Whether the installation names a provider."""
    return bool(settings.OIDC_ISSUER and settings.OIDC_CLIENT_ID)


def leading_address(challenge: Challenge, *, back: str) -> str:
    """Where the browser is sent to sign in (RFC 7636: the verifier stays here, its hash goes)."""
    hashed = hashlib.sha256(challenge.verifier.encode()).digest()
    fields = {
        "response_type": "code",
        "client_id": settings.OIDC_CLIENT_ID,
        "redirect_uri": back,
        "scope": "openid email profile",
        "state": challenge.state,
        "nonce": challenge.nonce,
        "code_challenge": base64.urlsafe_b64encode(hashed).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    address = _document()["authorization_endpoint"]
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(fields)}"


def claims_of(code: str, challenge: Challenge, *, back: str) -> dict[str, Any]:
    """Trade the code for the ID token and return what it says; raises ProviderFault."""
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": challenge.verifier,
    }
    document = _document()
    headers = {}
    if "client_secret_basic" in document.get(
        "token_endpoint_auth_methods_supported", ["client_secret_basic"]
    ):
        pair = urlencode({settings.OIDC_CLIENT_ID: settings.OIDC_CLIENT_SECRET}).replace("=", ":", 1)
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        fields |= {"client_id": settings.OIDC_CLIENT_ID, "client_secret": settings.OIDC_CLIENT_SECRET}
    answer = _asked(document["token_endpoint"], data=urlencode(fields).encode(), headers=headers)
    return checked(str(answer.get("id_token", "")), nonce=challenge.nonce)


def checked(token: str, *, nonce: str) -> dict[str, Any]:
    """What an ID token says, if it is the provider's, for this portal, of this moment and of this way."""
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            _key_of(token),
            algorithms=ALGORITHMS,
            audience=settings.OIDC_CLIENT_ID,
            issuer=settings.OIDC_ISSUER,
            leeway=LEEWAY,
            options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"]},
        )
    except jwt.PyJWTError as error:
        raise ProviderFault(type(error).__name__) from error
    if not secrets.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise ProviderFault("WrongNonce")
    if not 0 < len(claims["sub"]) <= LONGEST_SUBJECT:
        raise ProviderFault("WrongSubject")
    # OIDC Core §3.1.3.7: of several receivers the token names the one it was made for
    if claims.get("azp", settings.OIDC_CLIENT_ID) != settings.OIDC_CLIENT_ID:
        raise ProviderFault("WrongParty")
    return claims


def _key_of(token: str) -> jwt.PyJWK:
    """The key that the token names; a new one is asked for once."""
    name = jwt.get_unverified_header(token).get("kid")
    for is_fresh in (False, True):
        for key in _keys(anew=is_fresh):
            if name is None or key.key_id == name:
                return key
    raise ProviderFault("UnknownKey")


def _keys(*, anew: bool) -> list[jwt.PyJWK]:
    address = _document()["jwks_uri"]
    found = None if anew else cache.get(_place(address))
    if found is None:
        found = _asked(address)
        cache.set(_place(address), found, KEYS_SECONDS)
    # keys for ciphers, and of kinds that are not known here, stand in the same list
    usable = [
        row
        for row in found.get("keys", [])
        if row.get("use", "sig") == "sig" and row.get("kty") in ("RSA", "EC")
    ]
    return [jwt.PyJWK(row) for row in usable]


def _document() -> dict[str, Any]:
    """What the provider says of itself (OpenID Connect Discovery 1.0 §4)."""
    address = f"{settings.OIDC_ISSUER.rstrip('/')}/.well-known/openid-configuration"
    document: dict[str, Any] | None = cache.get(_place(address))
    if document is None:
        document = _asked(address)
        if document.get("issuer") != settings.OIDC_ISSUER:
            raise ProviderFault("WrongIssuer")
        wanted = {"authorization_endpoint", "token_endpoint", "jwks_uri"}
        if not all(_is_safe(str(document.get(name, ""))) for name in wanted):
            raise ProviderFault("UnsafeAddress")
        cache.set(_place(address), document, DOCUMENT_SECONDS)
    return document


class _NoRedirects(HTTPRedirectHandler):
    """A code and a secret are sent nowhere but where the provider's own paper says."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Follow nothing: urllib then raises the answer as an error."""


_opener = build_opener(_NoRedirects)


def _asked(
    address: str, *, data: bytes | None = None, headers: dict[str, str] | None = None
) -> dict[str, Any]:
    """The JSON object that an address answers with."""
    if not _is_safe(address):
        raise ProviderFault("UnsafeAddress")
    request = Request(address, data, {"Accept": "application/json", **(headers or {})})  # noqa: S310 (https)
    try:
        with _opener.open(request, timeout=TIMEOUT) as answer:
            found = json.loads(answer.read(MOST_BYTES))
    except (URLError, OSError, ValueError) as error:
        raise ProviderFault(type(error).__name__) from error
    if not isinstance(found, dict):
        raise ProviderFault("NoObject")
    return found


def _is_safe(address: str) -> bool:
    """HTTPS, or a provider on this very machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)


def _place(address: str) -> str:
    return f"oidc.{hashlib.sha256(address.encode()).hexdigest()}"
