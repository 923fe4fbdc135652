"""What the page's buttons do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.handlers.request import Fichier
from bot.web.sandbox_page.ecoute import BANDEAU
from bot.web.sandbox_page.etat import Brouillon, Page
from bot.web.sandbox_page.garde import DEPOT, RefusDePage, par_script
from bot.web.sandbox_page.horloge import GESTES
from bot.web.sandbox_page.lectures import exiger_personne

TEXTE_MAX = 4000
PREFIXE = "champ-"
Geste = Callable[[Page, Mapping[str, str]], Awaitable[str]]
"""Does one thing; gives the anchor of the part of the page to come back to."""


def routes(page: Page) -> list[Route]:
    """Give the acting routes of one page."""
    gestes: dict[str, Geste] = {
        "/message": ecrire,
        "/bouton": presser,
        "/formulaire": soumettre,
        "/horloge": regler_l_horloge,
    }
    return [
        *(Route(chemin, _repondre(page, un), methods=["POST"]) for chemin, un in gestes.items()),
        Route(DEPOT, _recevoir(page), methods=["POST"]),
    ]


async def ecrire(page: Page, saisie: Mapping[str, str]) -> str:
    """A person types a text."""
    cle = exiger_personne(page, saisie.get("personne", ""))
    texte = saisie.get("texte", "").strip()
    if len(texte) > TEXTE_MAX:
        raise RefusDePage(413, f"Ce texte compte {len(texte)} caractères, {TEXTE_MAX} au plus.")
    if texte:
        await page.bac.ecrire(cle, texte)
    return f"conversation-{cle}"


async def presser(page: Page, saisie: Mapping[str, str]) -> str:
    """A person presses a button of a message."""
    cle = exiger_personne(page, saisie.get("personne", ""))
    if not saisie.get("jeton"):
        raise RefusDePage(400, "Aucun bouton n'est désigné. Revenez à la page et recommencez.")
    await page.bac.presser(cle, saisie.get("message", ""), saisie["jeton"])
    return f"conversation-{cle}"


async def soumettre(page: Page, saisie: Mapping[str, str]) -> str:
    """A person sends a form: its faults are kept beside what was typed."""
    cle, numero = exiger_personne(page, saisie.get("personne", "")), saisie.get("message", "")
    champs = {
        nom.removeprefix(PREFIXE): valeur
        for nom, valeur in saisie.items()
        if nom.startswith(PREFIXE)
    }
    erreurs = await page.bac.soumettre(cle, numero, champs)
    montre = page.bac.messagerie.trouver(cle, numero)
    page.brouillons.pop((cle, numero), None)
    if erreurs:
        if montre is None or montre.formulaire is None:
            raise RefusDePage(409, " ".join(erreurs.values()))
        page.brouillons[cle, numero] = Brouillon(champs, erreurs)
    page.ecoute.prevenir(cle)
    return f"m-{cle}-{numero}"


async def regler_l_horloge(page: Page, saisie: Mapping[str, str]) -> str:
    """Somebody moves the clock."""
    geste = GESTES.get(saisie.get("geste", ""))
    if geste is None:
        raise RefusDePage(400, "Ce réglage de l'horloge n'existe pas. Utilisez les trois boutons.")
    async with page.verrou:
        page.annonce = await geste(page.bac)
    page.ecoute.prevenir(BANDEAU)
    return "horloge"


def _repondre(page: Page, geste: Geste) -> Callable[[Request], Awaitable[Response]]:
    """Read the form, act, then answer the page's script or send the browser back."""

    async def point_d_entree(request: Request) -> Response:
        async with request.form(max_files=0, max_fields=60) as recu:
            saisie: dict[str, Any] = {
                nom: valeur for nom, valeur in recu.items() if isinstance(valeur, str)
            }
        return _revenir(request, await geste(page, saisie))

    return point_d_entree


def _recevoir(page: Page) -> Callable[[Request], Awaitable[Response]]:
    """Give the entry of the files that people send."""

    async def point_d_entree(request: Request) -> Response:
        async with request.form(max_files=1, max_fields=4) as recu:
            cle = exiger_personne(page, str(recu.get("personne", "")))
            joint = recu.get("fichier")
            if not isinstance(joint, UploadFile) or not joint.filename:
                raise RefusDePage(400, "Aucun fichier n'est joint. Choisissez-en un, puis envoyez.")
            fichier = Fichier(joint.filename, await joint.read())
        await page.bac.joindre(cle, fichier)
        return _revenir(request, f"conversation-{cle}")

    return point_d_entree


def _revenir(request: Request, ancre: str) -> Response:
    """Answer the page's script, or send the browser back to a part of the page."""
    if par_script(request):
        return Response(status_code=204)
    return RedirectResponse(f"/#{ancre}", status_code=303)
