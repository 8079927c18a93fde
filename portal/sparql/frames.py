"""What the server and a worker send each other: a sign, a length and bytes."""

from __future__ import annotations

import asyncio
import json
import socket
import struct

from .formats import Choice
from .refused import Refused
from .request import Asked

READY, JOB, WORK, MEDIA, PIECE, ERROR, END = b"R", b"J", b"W", b"M", b"P", b"E", b"Z"
"""What a frame is: a query is a JOB, any other work of the portal is WORK (`scen.portal.work`)."""
_HEAD = struct.Struct(">cI")
_AT_ONCE = 1 << 18


def frame(sign: bytes, body: bytes = b"") -> bytes:
    """A frame.

    >>> frame(END)
    b'Z\\x00\\x00\\x00\\x00'
    """
    return _HEAD.pack(sign, len(body)) + body


def job(asked: Asked) -> bytes:
    """The frame of a query."""
    told = [asked.text, asked.choice.table, asked.choice.graph, asked.graphs, asked.named]
    return frame(JOB, json.dumps(told).encode())


def query(body: bytes) -> Asked:
    """The query of a frame."""
    text, table, graph, graphs, named = json.loads(body)
    return Asked(text, Choice(table, graph), graphs and tuple(graphs), named and tuple(named))


def told(status: int, message: str, wait: int) -> bytes:
    """The frame of a refusal."""
    return frame(ERROR, json.dumps([status, message, wait]).encode())


def refusal(body: bytes) -> Refused:
    """The refusal of a frame."""
    status, message, wait = json.loads(body)
    return Refused(status, message, wait=wait)


class Incoming:
    """Frames from a socket that never blocks, for the server's loop."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection, self._read = connection, bytearray()

    async def next(self) -> tuple[bytes, bytes]:
        """The next frame.

        :raises EOFError: the other side is gone.
        """
        sign, size = _HEAD.unpack(await self._exactly(_HEAD.size))
        return sign, await self._exactly(size)

    async def _exactly(self, size: int) -> bytes:
        loop = asyncio.get_running_loop()
        while len(self._read) < size:
            try:
                piece = await loop.sock_recv(self.connection, _AT_ONCE)
            except ConnectionError:
                piece = b""
            if not piece:
                raise EOFError
            self._read += piece
        found = bytes(self._read[:size])
        del self._read[:size]
        return found


def receive(connection: socket.socket) -> tuple[bytes, bytes]:
    """The next frame from a socket that blocks.

    :raises EOFError: the other side is gone.
    """
    sign, size = _HEAD.unpack(_whole(connection, _HEAD.size))
    return sign, _whole(connection, size)


def _whole(connection: socket.socket, size: int) -> bytes:
    found = bytearray()
    while len(found) < size:
        piece = connection.recv(min(size - len(found), _AT_ONCE))
        if not piece:
            raise EOFError
        found += piece
    return bytes(found)
