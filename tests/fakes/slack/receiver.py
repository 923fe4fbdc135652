"""Un programme minuscule qui reçoit les livraisons HTTP, pour les essais de la doublure."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

Json = dict[str, Any]
Reply = tuple[int, Any]


@dataclass(frozen=True)
class Received:
    """Une requête reçue : ses en-têtes en minuscules, son corps brut et décodé."""

    path: str
    headers: dict[str, str]
    body: bytes
    payload: Json


@dataclass
class Receiver:
    """Garde tout ce qu'il reçoit, et répond ce que ``reply`` décide."""

    received: list[Received] = field(default_factory=list)
    reply: Callable[[Received], Reply] = lambda _: (200, "")

    def __enter__(self) -> "Receiver":
        owner = self

        class Handler(BaseHTTPRequestHandler):
            """Passe chaque POST à son propriétaire."""

            def do_POST(self) -> None:
                """Note, puis répond."""
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status, shown = owner.take(self.path, dict(self.headers.items()), body)
                content = shown.encode() if isinstance(shown, str) else json.dumps(shown).encode()
                self.send_response(status)
                kind = "text/plain" if isinstance(shown, str) else "application/json"
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: Any) -> None:
                """Rien : les essais lisent ``received``."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        serving = {"poll_interval": 0.01}
        threading.Thread(target=self.server.serve_forever, kwargs=serving, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self) -> str:
        """Où livrer."""
        return f"http://127.0.0.1:{self.server.server_port}"

    def take(self, path: str, headers: dict[str, str], body: bytes) -> Reply:
        """Garde une requête et rend la réponse."""
        lower = {name.lower(): value for name, value in headers.items()}
        found = Received(path, lower, body, decode(lower.get("content-type", ""), body))
        self.received.append(found)
        return self.reply(found)


def decode(content_type: str, body: bytes) -> Json:
    """Le JSON d'un événement, les champs d'une commande, la charge d'une interaction."""
    if "json" in content_type:
        found: Json = json.loads(body)
        return found
    fields = {name: values[0] for name, values in parse_qs(body.decode()).items()}
    return dict(json.loads(fields["payload"])) if "payload" in fields else fields
