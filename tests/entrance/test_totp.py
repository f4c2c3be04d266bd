"""Codes by the vectors of RFC 6238 (appendix B) and RFC 4226 (appendix D); sealed secrets."""

import base64
import hmac

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mentorship.entrance import totp
from mentorship.entrance.sealing import SealBroken, seal, unseal

SEED = b"12345678901234567890"
SEED_256 = b"12345678901234567890123456789012"
SEED_512 = b"1234567890123456789012345678901234567890123456789012345678901234"


@pytest.mark.parametrize(
    ("seconds", "sha1", "sha256", "sha512"),
    [
        (59, "94287082", "46119246", "90693936"),
        (1111111109, "07081804", "68084774", "25091201"),
        (1111111111, "14050471", "67062674", "99943326"),
        (1234567890, "89005924", "91819424", "93441116"),
        (2000000000, "69279037", "90698825", "38618901"),
        (20000000000, "65353130", "77737706", "47863826"),
    ],
)
def test_vectors_of_rfc_6238(seconds, sha1, sha256, sha512):
    step = totp.step_of(seconds)
    assert totp.code_at(SEED, step, digits=8) == sha1
    assert totp.code_at(SEED_256, step, digits=8, digest="sha256") == sha256
    assert totp.code_at(SEED_512, step, digits=8, digest="sha512") == sha512


def test_vectors_of_rfc_4226():
    assert [totp.code_at(SEED, count) for count in range(10)] == [
        "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
    ]  # fmt: skip


@pytest.mark.parametrize(("shift", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_clock_may_be_a_step_off_either_way(shift, fits):
    step = totp.step_of(1_700_000_000)
    found = totp.fitting_step(SEED, totp.code_at(SEED, step + shift), now=1_700_000_000)
    assert found == (step + shift if fits else None)


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "١٢٣٤٥٦", "1234567"])
def test_what_is_no_code_fits_nothing(code):
    assert totp.fitting_step(SEED, code, now=59) is None


def test_address_of_an_app_spells_the_secret():
    address = totp.address_of(SEED, account="curator", issuer="Наставничество")
    assert address.startswith("otpauth://totp/curator?secret=")
    assert "secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" in address
    assert totp.spelled(SEED) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"


def test_seal_opens_with_the_key_alone(settings):
    sealed = seal(SEED)
    assert unseal(sealed) == SEED
    assert sealed != seal(SEED)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-of-the-installation"
    assert unseal(sealed) == SEED
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(SealBroken):
        unseal(sealed)


@pytest.mark.parametrize("place", [0, 1, 13, 40, -1])
def test_tampered_seal_is_refused(place):
    """The version, the random number, the hidden secret, its tag: one bit anywhere is enough."""
    raw = bytearray(base64.b64decode(seal(SEED)))
    raw[place] ^= 1
    with pytest.raises(SealBroken):
        unseal(base64.b64encode(raw).decode())


@pytest.mark.parametrize("sealed", ["", "AQ==", "AQAA", "не base64", "A"])
def test_what_is_no_seal_is_refused(sealed):
    with pytest.raises(SealBroken):
        unseal(sealed)


def test_sealed_secret_is_aes_256_gcm_under_a_derived_key(settings):
    """Read without the module: version, 12 bytes of number, ciphertext with a tag of 16 (ASVS 11.3.2)."""
    raw = base64.b64decode(seal(SEED))
    assert (raw[:1], len(raw)) == (b"\x01", 1 + 12 + len(SEED) + 16)
    # RFC 5869 with an empty salt: extract, then one block of expand
    extracted = hmac.digest(bytes(32), settings.SECRET_KEY.encode(), "sha256")
    key = hmac.digest(extracted, b"mentorship.entrance.seal\x01", "sha256")
    assert AESGCM(key).decrypt(raw[1:13], raw[13:], b"\x01") == SEED
