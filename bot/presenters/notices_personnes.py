"""Notices that go with no avis: an organisation left with e-mail alone, a new signed link."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.presenters.durees import duree_fr
from bot.presenters.textes_fr import rediger
from core.domain.acces import VALIDITE, But
from core.domain.envois import Envoi, Genre
from core.messages.model import Bouton, Gravite, Message
from core.texte import instant_fr
from storage.unit_of_work import UniteDeTravail


def _secours(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Message | None:
    """Tell administrateurs, so long as it is true."""
    numero = int(envoi.faits["organisation"])
    muette = bool(envoi.faits.get("muette"))
    encore = uow.canaux.muette_depuis(numero) if muette else uow.canaux.en_secours(numero)
    if not encore:
        return None
    nom = uow.organisations.par_id(numero).nom
    message = rediger("alerte/administrateurs_secours", organisation=nom, muette=muette)
    return replace(message, gravite=Gravite.ALERTE)


def _lien(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Message | None:
    """A link made now, for the member who reads there in private and for nobody else."""
    membre = uow.membres.par_id(int(envoi.faits["membre"]))
    if membre is None or uow.liens is None:
        return None
    if envoi.destination not in uow.membres.prives(membre.id):
        return None
    but, reference = But(envoi.faits["but"]), envoi.faits.get("reference", "")
    jours = VALIDITE[but].days
    message = rediger("acces/membre_lien", reference=reference, jours=jours)
    lien = uow.liens.pour(membre, but, maintenant, reference)
    return replace(message, boutons=(Bouton("Ouvrir la page", "page", {}, lien=lien),))


def _non_lu(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Message | None:
    """Tell administrateurs that a notice about a dossier reaches nobody of an organisation."""
    numero = int(envoi.faits["muette"])
    nom = uow.organisations.par_id(numero).nom
    message = rediger(
        "alerte/administrateurs_non_lu", organisation=nom, reference=envoi.reference or ""
    )
    return replace(message, gravite=Gravite.ALERTE)


def _service(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Message | None:
    """Tell administrateurs that the service stopped, or that its clock jumped."""
    faits = envoi.faits
    if faits["quoi"] == "horloge":
        saut = timedelta(seconds=int(faits["secondes"]))
        sens = "avancé" if saut > timedelta() else "reculé"
        message = rediger("alerte/administrateurs_horloge", duree=duree_fr(abs(saut)), sens=sens)
        return replace(message, gravite=Gravite.ALERTE)
    debut, fin = (datetime.fromisoformat(faits[nom]) for nom in ("debut", "fin"))
    message = rediger(
        "alerte/administrateurs_interruption",
        duree=duree_fr(fin - debut),
        debut=instant_fr(debut, "UTC"),
        fin=instant_fr(fin, "UTC"),
    )
    return replace(message, gravite=Gravite.ALERTE)


PRESENTATIONS: Mapping[Genre, Callable[[UniteDeTravail, Envoi, datetime], Message | None]] = {
    Genre.SECOURS: _secours,
    Genre.LIEN: _lien,
    Genre.NON_LU: _non_lu,
    Genre.SERVICE: _service,
}
