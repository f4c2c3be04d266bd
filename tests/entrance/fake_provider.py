"""A provider of identities of our own on 127.0.0.1: it signs whatever a test wants it to say."""

import base64
import hashlib
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import time
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

CLIENT, SECRET = "portal", "тайна"
CODE = "code-of-the-fake"


class FakeProvider:
    """Serves discovery, keys and the trade of a code for a token; `says` changes what the token holds."""

    def __init__(self):
        self.keys = {
            "rsa": ("RS256", rsa.generate_private_key(public_exponent=65537, key_size=2048)),
            "ec": ("ES256", ec.generate_private_key(ec.SECP256R1())),
        }
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self.forget()
        Thread(target=self.server.serve_forever, daemon=True).start()

    def forget(self):
        """Back to an honest provider."""
        self.says, self.kid, self.token, self.document = {}, "rsa", None, {}
        self.asked, self.trades = {}, 0

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def lead(self, address):
        """Remember what the portal sends the browser with; returns it."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        return self.asked

    def claims(self):
        now = int(time())
        plain = {"iss": self.issuer, "sub": "7", "aud": CLIENT, "iat": now, "exp": now + 300}
        held = {**plain, "nonce": self.asked.get("nonce"), "email_verified": True, **self.says}
        return {name: value for name, value in held.items() if value is not None}

    def signed(self, key=None):
        algorithm, own = self.keys[self.kid]
        return jwt.encode(self.claims(), key or own, algorithm=algorithm, headers={"kid": self.kid})

    def paper(self):
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/sign-in?tenant=1",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            **self.document,
        }

    def public_keys(self):
        rows = []
        for name, (algorithm, key) in self.keys.items():
            row = jwt.get_algorithm_by_name(algorithm).to_jwk(key.public_key(), as_dict=True)
            rows.append({**row, "kid": name, "alg": algorithm, "use": "sig"})
        return {"keys": [{"kty": "oct", "kid": "mac", "k": "AAAA"}, *rows]}

    def trade(self, headers, form):
        """RFC 6749 §4.1.3 and RFC 7636 §4.6: the client, the code and the verifier are all looked at."""
        self.trades += 1
        pair = base64.b64decode(headers["Authorization"].removeprefix("Basic ")).decode()
        hashed = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest())
        fits = (
            pair == f"{CLIENT}:%D1%82%D0%B0%D0%B9%D0%BD%D0%B0"
            and form["code"] == CODE
            and hashed.rstrip(b"=").decode() == self.asked["code_challenge"]
            and form["redirect_uri"] == self.asked["redirect_uri"]
        )
        return {"access_token": "x", "id_token": self.token or self.signed()} if fits else None


def _handler(provider):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            pages = {"/.well-known/openid-configuration": provider.paper, "/keys": provider.public_keys}
            self._answer(pages[self.path]())

        def do_POST(self):
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(text).items()}
            self._answer(provider.trade(self.headers, form))

        def _answer(self, found):
            body = json.dumps(found or {"error": "invalid_grant"}).encode()
            self.send_response(200 if found else 400)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            """Say nothing."""

    return Handler
