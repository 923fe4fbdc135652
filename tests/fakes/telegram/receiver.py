"""Un destinataire de webhook, pour les essais."""

import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def receiver(*statuses: int) -> Iterator[tuple[str, list[tuple[str | None, Any]]]]:
    """Un serveur qui note ce qu'il reçoit et répond les codes donnés, puis 200."""
    received: list[tuple[str | None, Any]] = []
    answers = list(statuses)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            received.append((self.headers["X-Telegram-Bot-Api-Secret-Token"], body))
            self.send_response(answers.pop(0) if answers else 200)
            self.end_headers()

        def log_message(self, *_: Any) -> None: ...

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", received
        server.shutdown()
