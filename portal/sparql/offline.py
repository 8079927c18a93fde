"""A process that cannot open a network connection: the second wall behind the refusal of SERVICE.

The engine that evaluates queries can ask other servers, and has no switch against it. On Linux the kernel can
refuse a process the call that makes a socket (seccomp, filter mode); elsewhere there is only the first wall.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys

_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""Machine -> its mark in the kernel's audit, and the number of the call."""
_LOAD, _EQUAL, _GREATER_OR_EQUAL, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE, _OTHER_ABI = 0x7FFF0000, 0x00050000 | 13, 0x40000000
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2


def _program(machine: str) -> bytes:
    """The filter: on this machine the socket call fails with EACCES, and so does any call by another convention."""
    mark, number = _SOCKET[machine]
    steps = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 0, 3, mark),  # else refused
        (_LOAD, 0, 0, 0),
        (_GREATER_OR_EQUAL, 1, 0, _OTHER_ABI),
        (_EQUAL, 0, 1, number),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def cut_off() -> bool:
    """From now on this thread, and those it starts, make no sockets; False where the kernel does not help."""
    machine = os.uname().machine
    if sys.platform != "linux" or machine not in _SOCKET:
        return False
    program = _program(machine)
    text = ctypes.create_string_buffer(program, len(program))
    head = ctypes.create_string_buffer(struct.pack("H6xP", len(program) // 8, ctypes.addressof(text)))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    if prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return bool(prctl(_SECCOMP, _FILTER, ctypes.c_void_p(ctypes.addressof(head)), 0, 0) == 0)
