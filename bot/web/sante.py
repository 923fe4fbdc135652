"""/healthz, /readyz and /metrics."""

from __future__ import annotations

from datetime import datetime, timedelta

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.clock import Horloge
from bot.health import Point, Sante
from bot.presenters.durees import depuis_fr
from bot.web.jauges import Jauges, ecrire
from bot.web.sonde import Lecture, Sonde
from storage.unit_of_work import Base

RETARD = timedelta(minutes=10)
"""How late a send or an échéance may be: longer than a platform's own pauses."""


def routes(
    base: Base, sante: Sante, horloge: Horloge, tolerance: timedelta, sonde: Sonde | None = None
) -> list[Route]:
    """Give the three routes; `tolerance` is how long a part may stay still."""
    lit = sonde or Sonde(base, horloge)

    async def vivant(_: Request) -> Response:
        return JSONResponse({"etat": "ok"})

    async def pret(_: Request) -> Response:
        lecture, maintenant = await lit.lire(), horloge.maintenant()
        points = sante.points(maintenant, tolerance) + _de_la_base(lecture, sante, maintenant)
        return _reponse(points)

    async def mesures(_: Request) -> Response:
        en_reserve = {nom: nom in sante.en_reserve for nom in sante.derniere_ecoute}
        jauges = Jauges(await lit.lire(), en_reserve, horloge.maintenant())
        return Response(generate_latest() + ecrire([jauges]), media_type=CONTENT_TYPE_LATEST)

    return [Route("/healthz", vivant), Route("/readyz", pret), Route("/metrics", mesures)]


def _reponse(points: list[Point]) -> JSONResponse:
    """Write the points and their verdict: 200 when all are right, else 503."""
    soucis = [un.souci for un in points if not un.bon]
    corps = {
        "etat": "en défaut" if soucis else "ok",
        "soucis": soucis,
        "points": {un.nom: {"bon": un.bon, **un.mesure} for un in points},
    }
    return JSONResponse(corps, status_code=503 if soucis else 200)


def _de_la_base(lecture: Lecture | None, sante: Sante, maintenant: datetime) -> list[Point]:
    if lecture is None:
        return [Point("base", False, "la base ne répond pas")]
    siens = (lecture.etat.envois_dus.get(nom) for nom in sante.derniere_ecoute)
    envoi_du = min((un for un in siens if un), default=None)
    return [
        Point("base", True, mesure={"ms": round(lecture.duree * 1000, 1)}),
        _retard("envois", "un envoi aurait dû partir", envoi_du, maintenant),
        _retard(
            "échéances",
            "une échéance aurait dû être traitée",
            lecture.etat.echeance_due,
            maintenant,
        ),
    ]


def _retard(nom: str, quoi: str, depuis: datetime | None, maintenant: datetime) -> Point:
    """Judge how late something is; its age, in seconds, is null when nothing is due."""
    if depuis is None:
        return Point(nom, True, mesure={"age": None})
    retard = maintenant - depuis
    souci = f"{quoi} il y a {depuis_fr(depuis, maintenant)}"
    return Point(nom, retard <= RETARD, souci, {"age": retard.total_seconds()})
