"""Bodies that are received, whatever the page."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.types import Message, Receive


def mesurer(receive: Receive, corps_max: int) -> Receive:
    """Stop a body that says nothing of its length and grows beyond `corps_max` bytes.

    What is given raises HTTPException 413.
    """
    recu = 0

    async def recevoir() -> Message:
        nonlocal recu
        message = await receive()
        recu += len(message.get("body", b""))
        if recu > corps_max:
            raise HTTPException(413)
        return message

    return recevoir
