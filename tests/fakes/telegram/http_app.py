"""L'application HTTP : jeton, décodage, pannes, exécution, réponse."""

import asyncio
import json
import traceback
from contextlib import suppress
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from . import spec
from .errors import ApiError
from .faults import Action, Fault, Faults
from .methods import execute
from .model import Json
from .params import decode_form, validate
from .polling import get_updates
from .runner import Runner
from .state import World

BAD_GATEWAY = "<html><head><title>502 Bad Gateway</title></head></html>"


class Api:
    """Ce que la doublure sert sous ``/bot<jeton>/<méthode>``."""

    def __init__(self, world: World, faults: Faults, runner: Runner) -> None:
        self.world = world
        self.faults = faults
        self.runner = runner
        self.app = Starlette(
            routes=[
                Route("/file/bot{token}/{path:path}", self.download, methods=["GET"]),
                Route("/bot{token}/{method}", self.endpoint, methods=["GET", "POST"]),
            ]
        )

    async def endpoint(self, request: Request) -> Response:
        """Répond à une requête, ou la laisse sans réponse si une panne le veut."""
        if self.world.down:
            return HTMLResponse(BAD_GATEWAY, status_code=502)
        method = spec.methods().get(request.path_params["method"].lower(), "")
        try:
            return await self.serve(request, method)
        except ApiError as error:
            self.world.refuse(method, error.code, error.description)
            return JSONResponse(error.body(), status_code=error.code)
        except ClientDisconnect:
            return Response(status_code=400)
        except Exception:  # noqa: BLE001 - une faute de la doublure, signalée à la fermeture
            self.world.errors.append(f"{method}: {traceback.format_exc()}")
            body = {"ok": False, "error_code": 500, "description": "Internal Server Error"}
            return JSONResponse(body, status_code=500)

    async def download(self, request: Request) -> Response:
        """Rend un fichier à l'adresse que getFile a donnée ; la panne se nomme « file »."""
        if self.world.down:
            return HTMLResponse(BAD_GATEWAY, status_code=502)
        fault = self.faults.take("file", {})
        if fault is not None and fault.error is not None:
            return JSONResponse(fault.error.body(), status_code=fault.error.code)
        if fault is not None:
            return await self.strike(fault, request)
        path = request.path_params["path"]
        files = [one for one in list(self.world.files.values()) if one.path == path]
        if request.path_params["token"] != self.world.token or not files:
            error = ApiError(404, "Not Found")
            return JSONResponse(error.body(), status_code=404)
        self.world.call("file", {"path": path})
        return Response(files[0].content, media_type="application/octet-stream")

    async def serve(self, request: Request, method: str) -> Response:
        """Le cas courant : valide, exécute, répond."""
        if request.path_params["token"] != self.world.token:
            raise ApiError(401, "Unauthorized")
        if not method:
            raise ApiError(404, "Not Found")
        params = await read_params(request, method)
        self.world.call(method, params)
        validate(method, params)
        fault = self.faults.take(method, params)
        if fault is not None and not fault.accepted:
            return await self.strike(fault, request)
        result = await self.execute(method, params, request)
        if fault is not None:
            return await self.strike(fault, request)
        return JSONResponse({"ok": True, "result": result})

    async def execute(self, method: str, params: Json, request: Request) -> Any:
        """Exécute la méthode ; getUpdates attend, les autres non."""
        if method != "getUpdates":
            return execute(self.world, method, params)
        with self.runner.waiter() as changed:
            gone = asyncio.create_task(wait_gone(request))
            try:

                async def pause(seconds: float) -> bool:
                    waiting = asyncio.create_task(changed.wait())
                    await asyncio.wait(
                        {waiting, gone}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED
                    )
                    waiting.cancel()
                    changed.clear()
                    return not gone.done()

                updates = await get_updates(self.world, params, pause)
            finally:
                gone.cancel()
        spec.check_object(updates, *spec.returns(method))
        return updates

    async def strike(self, fault: Fault, request: Request) -> Response:
        """Produit la panne commandée."""
        if fault.then is not None:
            fault.then()
        if fault.error is not None:
            raise fault.error
        if fault.action is Action.MALFORMED:
            return Response(fault.body, media_type="application/json")
        if fault.action is Action.CLOSE:
            self.runner.cut(request.client)
        await self.hang(request)
        return Response(status_code=500)

    async def hang(self, request: Request) -> None:
        """Attend que le client renonce, ou que la doublure s'arrête."""
        with self.runner.waiter() as changed:
            gone = asyncio.create_task(wait_gone(request))
            while not gone.done() and not self.world.stopping:
                waiting = asyncio.create_task(changed.wait())
                await asyncio.wait({waiting, gone}, return_when=asyncio.FIRST_COMPLETED)
                waiting.cancel()
                changed.clear()
            gone.cancel()


async def wait_gone(request: Request) -> None:
    """Attend que le client ferme la connexion."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def read_params(request: Request, method: str) -> Json:
    """Les paramètres de la chaîne de requête et du corps, JSON ou formulaire."""
    params = decode_form(method, dict(request.query_params))
    if "application/json" in request.headers.get("content-type", ""):
        with suppress(json.JSONDecodeError):
            body = json.loads(await request.body())
            if isinstance(body, dict):
                return params | body
        raise ApiError(400, "Bad Request: can't parse JSON object")
    form: dict[str, str | spec.Upload] = {}
    async with request.form() as received:
        for name, value in received.items():
            form[name] = await _upload(value) if isinstance(value, UploadFile) else value
    return params | decode_form(method, form)


async def _upload(file: UploadFile) -> spec.Upload:
    content_type = file.content_type or "application/octet-stream"
    return spec.Upload(file.filename or "file", await file.read(), content_type)
