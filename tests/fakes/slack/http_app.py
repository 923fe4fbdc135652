"""L'application HTTP : décodage, jeton, pannes, exécution, réponse."""

import asyncio
import json
import time
import traceback
from typing import Any

from aiohttp import web

from .errors import SlackError
from .faults import Action, Fault, Faults
from .methods import caller, execute
from .methods_files import download, receive
from .model import Json
from .oauth import authorize_page
from .params import decode
from .response_urls import answer
from .sockets import Sockets
from .spec import METHODS
from .state import World

LOGIN = "<!DOCTYPE html><html><head><title>Slack</title></head></html>"
LARGEST = 64 * 1024 * 1024


class Api:
    """Ce que la doublure sert : l'API Web, les WebSockets, les dépôts, OAuth."""

    def __init__(self, world: World, faults: Faults, sockets: Sockets) -> None:
        self.world = world
        self.faults = faults
        self.app = web.Application(middlewares=[self.guard], client_max_size=LARGEST)
        self.app.router.add_route("*", "/api/{method}", self.endpoint)
        self.app.router.add_get("/link/", sockets.endpoint)
        self.app.router.add_post("/upload/v1/{ticket}", self.upload)
        self.app.router.add_get("/files-pri/{named}/{tail:.*}", self.download)
        self.app.router.add_post("/actions/{tail:.*}", self.respond)
        self.app.router.add_get("/oauth/v2/authorize", self.authorize)

    @web.middleware
    async def guard(self, request: web.Request, handler: Any) -> web.StreamResponse:
        """Hors service, tout répond 503 ; une faute de la doublure est notée."""
        if self.world.down:
            return web.Response(status=503, text="Service Unavailable")
        try:
            answered: web.StreamResponse = await handler(request)
            return answered
        except (web.HTTPException, asyncio.CancelledError, ConnectionResetError):
            # Un client tué pendant qu'on lui répond n'est pas une faute de la doublure.
            raise
        except Exception:  # noqa: BLE001 - une faute de la doublure, signalée à la fermeture
            self.world.fail(f"{request.path}: {traceback.format_exc()}")
            return web.json_response({"ok": False, "error": "fatal_error"}, status=500)

    async def endpoint(self, request: web.Request) -> web.StreamResponse:
        """Répond à un appel, ou le refuse."""
        method = request.match_info["method"]
        try:
            return await self.serve(request, method)
        except SlackError as error:
            self.world.refuse(method, error.error, error.detail)
            return web.json_response(error.body(), status=error.status, headers=error.headers)

    async def serve(self, request: web.Request, method: str) -> web.StreamResponse:
        """Le cas courant : note, vérifie, exécute, répond."""
        authorization = request.headers.get("Authorization", "")
        given = await read_params(request, method)
        bearer = authorization[7:] if authorization.lower().startswith("bearer ") else None
        token = bearer or given.get("token")
        self.world.call(method, readable(given), token)
        fault = self.faults.take(method, given)
        if fault is not None and not fault.after:
            late = await self.strike(fault, request, None)
            if late is not None:
                return late
        team = caller(self.world, method, token)
        result = execute(self.world, method, team, decode(method, given), authorization)
        if fault is not None and fault.after:
            return await self.strike(fault, request, result) or web.json_response(result)
        return web.json_response(result)

    async def strike(
        self, fault: Fault, request: web.Request, result: Json | None
    ) -> web.StreamResponse | None:
        """Produit la panne commandée ; None : l'appel suit enfin son cours."""
        if fault.then is not None:
            fault.then()
        if fault.error is not None:
            raise fault.error
        if fault.action is Action.STATUS:
            self.world.refuse(request.match_info["method"], f"http_{fault.code}", "panne commandée")
            return web.Response(status=fault.code, text="<html>error</html>")
        if fault.action is Action.MALFORMED:
            return web.Response(text=fault.body, content_type="application/json")
        if fault.action is Action.HANG and await self.hang(fault, request):
            return None
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)

    async def hang(self, fault: Fault, request: web.Request) -> bool:
        """Attend ; vrai si le délai demandé est passé, faux si l'appel est abandonné."""
        start = time.monotonic()
        while not (fault.cleared or self.world.stopping or self.world.down):
            if request.transport is None or request.transport.is_closing():
                return False
            if fault.seconds is not None and time.monotonic() - start >= fault.seconds:
                return True
            await asyncio.sleep(0.02)
        return False

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """Le dépôt d'un fichier, brut ou en formulaire."""
        content = b""
        fault = self.faults.take("upload", {})
        if fault is not None and not fault.after:
            late = await self.strike_plain(fault, request)
            if late is not None:
                return late
        if request.content_type == "multipart/form-data":
            async for part in await request.multipart():
                content = bytes(await part.read())  # type: ignore[union-attr]
        else:
            content = await request.read()
        status, text = receive(self.world, request.match_info["ticket"], content)
        return web.Response(status=status, text=text)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Le fichier d'une personne, à qui présente un jeton qui peut le lire."""
        authorization = request.headers.get("Authorization", "")
        token = authorization[7:] if authorization.lower().startswith("bearer ") else None
        self.world.call("download", {"path": request.path}, token)
        fault = self.faults.take("download", {})
        if fault is not None:
            late = await self.strike_plain(fault, request)
            if late is not None:
                return late
        found = download(self.world, request.match_info["named"], token)
        if found is None:
            return web.Response(status=404, text="not found")
        if found == "login":
            raise web.HTTPFound(f"/?redir={request.path}")
        if isinstance(found, str):
            return web.Response(text=LOGIN, content_type="text/html")
        return web.Response(body=found.content, content_type=found.mimetype)

    async def strike_plain(self, fault: Fault, request: web.Request) -> web.StreamResponse | None:
        """Une panne commandée sur ``upload`` ou ``response_url``."""
        if fault.error is not None:
            return web.Response(status=400, text=fault.error.error)
        if fault.action is Action.STATUS:
            return web.Response(status=fault.code, text="error")
        return await self.strike(fault, request, None)

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """Une réponse postée à une response_url."""
        fault = self.faults.take("response_url", {})
        if fault is not None:
            late = await self.strike_plain(fault, request)
            if late is not None:
                return late
        status, text = answer(self.world, request.path, request.content_type, await request.read())
        if status != 200:
            self.world.refuse("response_url", text)
        return web.Response(status=status, text=text)

    async def authorize(self, request: web.Request) -> web.StreamResponse:
        """La page où une personne consent à l'installation."""
        return authorize_page(self.world, request)


async def read_params(request: web.Request, method: str) -> Json:
    """Les paramètres de la chaîne de requête et du corps, JSON ou formulaire."""
    params: Json = dict(request.query)
    if request.content_type == "application/json":
        body = await request.read()
        spec = METHODS.get(method)
        if spec is not None and spec.form_only:
            return params
        try:
            sent = json.loads(body or b"{}")
        except ValueError:
            raise SlackError("invalid_json") from None
        if not isinstance(sent, dict):
            raise SlackError("json_not_object")
        sent.pop("token", None)
        return params | sent
    if request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        form = await request.post()
        return params | {k: v for k, v in form.items() if isinstance(v, str)}
    if await request.read():
        raise SlackError("invalid_post_type", request.content_type)
    return params


def readable(params: Json) -> Json:
    """Les paramètres tels qu'un test les lit : sans jeton, les JSON décodés."""
    shown = {name: value for name, value in params.items() if name != "token"}
    for name, value in shown.items():
        if isinstance(value, str) and value[:1] in ("[", "{"):
            try:
                shown[name] = json.loads(value)
            except ValueError:
                continue
    return shown
