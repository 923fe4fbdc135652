"""Links that open nothing: one page for all, a new link on demand, and an entry in the journal."""

from __future__ import annotations

from datetime import datetime

import structlog
from starlette.responses import Response

from bot.web.pages.demande import Demande
from bot.web.pages.etat import Pages
from bot.web.pages.rendu import rendre
from core.domain.acces import But, LienRefuse
from core.usecases.acces import consigner_refus, envoyer_un_lien

journal = structlog.get_logger(__name__)

STATUT = 404
"""Neither 403 nor 410: they would tell that the link once opened something."""


def page_refusee(pages: Pages, refus: LienRefuse, maintenant: datetime) -> Response:
    """Answer any refused link in the same words, and record why."""
    membre = refus.acces.membre if refus.acces else 0
    if pages.journal.passe(f"{refus.raison}:{membre}", maintenant):
        _consigner(pages, refus, maintenant)
    return rendre("refuse", pages.racine, STATUT, titre="Ce lien ne s'ouvre pas", ouvert=None)


def _consigner(pages: Pages, refus: LienRefuse, maintenant: datetime) -> None:
    """Record a refusal; a fault of ours must not make its page another one."""
    try:
        with pages.base.transaction() as uow:
            consigner_refus(uow, maintenant, refus)
    except Exception:
        journal.exception("refus de lien non consigné", raison=refus.raison)


def nouveau_lien(pages: Pages, demande: Demande, maintenant: datetime) -> Response:
    """Send a new link to the addresses of record of a member we know; say the same to anybody."""
    try:
        acces = pages.liens.lire(demande.jeton)
    except LienRefuse:
        acces = None
    if acces and acces.but is not But.INSCRIPTION:
        with pages.base.transaction() as uow:
            membre = uow.membres.par_id(acces.membre)
            sien = membre is not None and membre.organisation.id == acces.organisation
            if membre and sien and pages.peut_ecrire(membre, maintenant):
                envoyer_un_lien(uow, maintenant, membre, acces.but, acces.objet)
    return rendre("demande", pages.racine, titre="Votre demande est enregistrée", ouvert=None)
