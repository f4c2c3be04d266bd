"""Requests sent to a server over so many connections at once: as `wrk`, with a request for each person."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import NamedTuple

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"transfer-encoding: *chunked", re.IGNORECASE)


class Asked(NamedTuple):
    """A request as it goes over the wire."""

    path: str
    cookies: str = ""
    body: bytes = b""

    def wire(self, port: int) -> bytes:
        """Its bytes; a body makes it a POST of a form."""
        lines = [f"{'POST' if self.body else 'GET'} {self.path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
        if self.cookies:
            lines.append(f"Cookie: {self.cookies}")
        if self.body:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(self.body)}"]
        return "\r\n".join([*lines, "", ""]).encode() + self.body


def seconds(port: int, requests: Sequence[Asked], status: int, connections: int) -> float:
    """How long a server of this machine takes for all of them; AssertionError at any other answer."""
    return asyncio.run(_sent(port, [request.wire(port) for request in requests], status, connections))


async def _sent(port: int, requests: list[bytes], status: int, connections: int) -> float:
    waiting = iter(requests)
    links = [await asyncio.open_connection("127.0.0.1", port) for _ in range(connections)]
    began = perf_counter()
    await asyncio.gather(*(_talk(*link, waiting, status) for link in links))
    taken = perf_counter() - began
    for _, writer in links:
        writer.close()
    return taken


async def _talk(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, waiting: Iterator[bytes], status: int
) -> None:
    """One connection: the next request as soon as the last is answered."""
    for request in waiting:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if int(head[9:12]) != status:
            raise AssertionError(f"Answered with {head[:200]!r} to {request[:200]!r}")
        await _skip_body(reader, head)


async def _skip_body(reader: asyncio.StreamReader, head: bytes) -> None:
    if found := _LENGTH.search(head):
        await reader.readexactly(int(found[1]))
    elif _CHUNKED.search(head):
        while size := int(await reader.readuntil(b"\r\n"), 16):
            await reader.readexactly(size + 2)
        await reader.readexactly(2)
