"""The link of an invitation: its address is confirmed by a person, then reads."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from starlette.responses import RedirectResponse, Response

from bot.presenters.corps import Corps, ecrire_corps
from bot.web.pages.chemins import Chemins
from bot.web.pages.demande import Demande
from bot.web.pages.etat import Pages
from bot.web.pages.rendu import rendre
from bot.web.pages.sceaux import Sceaux
from core.domain.acces import Acces, But, LienRefuse
from core.domain.organisations import Invitation
from core.errors import SaisieInvalide
from core.messages.model import Gravite, Message, Paragraphe
from core.usecases.adhesions import empreinte_du_code
from core.usecases.adresses import confirmer_adresse
from storage.depots.recus import Recu
from storage.unit_of_work import UniteDeTravail

NOM = "inscription"


def montrer(pages: Pages, acces: Acces, jeton: str, maintenant: datetime) -> Response:
    """Say which address would read for which organisation."""
    with pages.base.transaction() as uow:
        invitation = _trouver(uow, acces, maintenant)
    if invitation is None:
        raise LienRefuse("invitation utilisée ou expirée", acces)
    return rendre(
        "inscription",
        pages.racine,
        titre="Confirmer cette adresse",
        ouvert=None,
        invitation=invitation,
        action=Chemins(pages.racine, jeton, acces).accueil,
        sceau=Sceaux(pages.liens, jeton).nouveau(NOM, maintenant),
    )


def confirmer(pages: Pages, acces: Acces, demande: Demande, maintenant: datetime) -> Response:
    """Enrol the address once, then go to the receipt under its member's own link."""
    geste = Sceaux(pages.liens, demande.jeton).geste(demande.sceau, NOM, maintenant)
    if geste is None:
        return montrer(pages, acces, demande.jeton, maintenant)
    _inscrire_une_fois(pages, acces, geste, maintenant)
    with pages.base.transaction() as uow:
        numero = uow.recus.auteur(geste)
        membre = uow.membres.par_id(numero) if numero else None
    if membre is None:
        raise LienRefuse("invitation utilisée ou expirée", acces)
    espace = pages.liens.pour(membre, But.ESPACE, maintenant).rpartition("/")[2]
    return RedirectResponse(f"{pages.racine}/{espace}/recu/{geste}", 303)


def _inscrire_une_fois(pages: Pages, acces: Acces, geste: str, maintenant: datetime) -> None:
    """Enrol the address, unless the invitation was used, were it at this very instant."""
    with suppress(SaisieInvalide), pages.base.transaction() as uow:
        invitation = _trouver(uow, acces, maintenant)
        if invitation:
            _inscrire(uow, invitation, acces.objet, geste, maintenant)


def _trouver(uow: UniteDeTravail, acces: Acces, maintenant: datetime) -> Invitation | None:
    """Find what the link still gives: an invitation of this organisation, sent by e-mail."""
    if maintenant >= acces.expire_le:
        return None
    trouvee = uow.invitations.trouver(empreinte_du_code(acces.objet), maintenant)
    if trouvee is None or not trouvee.courriel or trouvee.organisation.id != acces.organisation:
        return None
    return trouvee


def _inscrire(
    uow: UniteDeTravail, une: Invitation, code: str, geste: str, maintenant: datetime
) -> None:
    """Enrol the invited address, and write the receipt; raises Interdit for another's address."""
    membre = confirmer_adresse(uow, maintenant, une, code)
    message = Message(
        f"{une.courriel} lit désormais pour {membre.organisation.nom}",
        (
            Paragraphe(
                "Les avis arriveront à cette adresse. Un avis n'est reçu que lorsque vous en "
                "accusez réception sur sa page : aucun délai ne court avant (LP art. 6)."
            ),
        ),
        gravite=Gravite.SUCCES,
    )
    uow.recus.ajouter(Recu(geste, membre.id, maintenant, corps=ecrire_corps(Corps(message))))
