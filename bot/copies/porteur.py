"""Who a copy is, and whether another copy of this very machine is known to be dead."""

from __future__ import annotations

import hashlib
import os
import socket
from contextlib import suppress
from functools import cache
from pathlib import Path


@cache
def _machine() -> str:
    """Name this kernel and this space of processes: elsewhere a process number says nothing."""
    marques = [Path("/proc/sys/kernel/random/boot_id"), Path("/proc/self/ns/pid")]
    lues = []
    with suppress(OSError):
        lues = [marques[0].read_text(), str(marques[1].readlink())]
    return hashlib.sha256("".join(lues).encode()).hexdigest()[:12] if len(lues) == 2 else ""


def nous() -> str:
    """Name this process: « hote/4242/9f86d081884c »."""
    return f"{socket.gethostname()[:64]}/{os.getpid()}/{_machine()}"


def est_mort(porteur: str) -> bool:
    """Tell whether that process surely runs no more; False when it can't be known from here."""
    _, numero, machine = (porteur.split("/") + ["", ""])[:3]
    if not machine or machine != _machine() or not numero.isdigit():
        return False
    try:
        os.kill(int(numero), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
