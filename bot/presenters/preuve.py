"""The proof file of an avis, without any personal datum: JSON, and a text for a court clerk."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.presenters import echeances_preuve
from bot.presenters.attente import attente
from bot.presenters.contenus import contenus
from bot.presenters.echeances_preuve import Due, objet_de
from bot.presenters.fiches import visibles
from bot.presenters.preuve_commun import entree_json, sceau_json
from bot.presenters.textes_fr import rediger_brut
from core.domain.avis import AvisDeVacance, Etat
from core.domain.candidatures import Candidature, actives, tardives
from core.domain.delais import echeance_fr
from core.domain.envois import Genre, Reception
from core.domain.journal import Entree, horodatage
from core.domain.organisations import Organisation
from core.texte import instant_fr, jour_fr
from storage.unit_of_work import UniteDeTravail


def preuve_json(uow: UniteDeTravail, avis: AvisDeVacance, maintenant: datetime) -> str:
    """Write the proof as JSON; with `entrees` alone anybody can compute every hash again."""
    chaine = uow.journal.chaine(avis.reference)
    convenu = avis.termes.candidats.contenu_notification.valeur
    tenus = contenus(chaine, uow.avis.candidatures(avis.id), convenu)
    preuve = {
        "reference": avis.reference,
        "etat": avis.etat.value,
        "livraison": _livraison(avis),
        "convention": avis.convention,
        "termes": uow.avis.termes_de(avis.reference),
        "parties": {"bailleur": avis.bailleur.nom, "reservataire": avis.reservataire.nom},
        "etabli_le": horodatage(maintenant),
        "zone": avis.termes.zone,
        "contenu_notification": convenu,
        "contenus": {f"candidat {numero}": contenu for numero, contenu in tenus.items()},
        "receptions": [_reception(une) for une in uow.avis.receptions(avis.id)],
        "echeances": [_echeance(une) for une in echeances_preuve.toutes(avis, chaine)],
        "entrees": [entree_json(une) for une in chaine],
        "sceaux": [sceau_json(un, avis.reference) for un in uow.journal.sceaux_de(avis.reference)],
    }
    return json.dumps(preuve, ensure_ascii=False, indent=2)


def preuve_texte(
    uow: UniteDeTravail,
    avis: AvisDeVacance,
    maintenant: datetime,
    lecteur: Organisation | None = None,
) -> str:
    """Write the proof as a text that a court clerk can read and check.

    A `lecteur` that only helps is shown no entry about another organisation's candidates; their
    hashes stay, so that the chain can be followed. None: the whole, for the operator.
    """
    liste = uow.avis.candidatures(avis.id)
    chaine = uow.journal.chaine(avis.reference)
    caches = _caches(avis, liste, lecteur or avis.bailleur)
    dues = echeances_preuve.toutes(avis, chaine)
    tenus = [une for une in chaine if une.a == Etat.REPUTE_TENU and une.de != une.a]
    convenu = avis.termes.candidats.contenu_notification.valeur
    par_candidat = contenus(chaine, liste, convenu)
    return rediger_brut(
        "journal/greffe_preuve",
        avis=avis,
        attente=attente(avis),
        maintenant=maintenant,
        termes=uow.avis.termes_de(avis.reference),
        chaine=chaine,
        repute_tenu=tenus[0] if tenus else None,
        contenus={numero: un for numero, un in par_candidat.items() if numero not in caches},
        receptions=uow.avis.receptions(avis.id),
        echeances=[une for une in dues if une.candidat not in caches],
        cachee=lambda entree: bool(_cites(entree) & caches),
        sceaux=uow.journal.sceaux_de(avis.reference),
        candidats=len(actives(liste)),
        tardifs=len(tardives(liste)),
        notifications=_notifications(uow, avis),
        **_ecritures(avis.termes.zone),
    )


def _ecritures(zone: str) -> dict[str, Any]:
    """Give how the text writes days, instants (local and UTC), échéances and what was sent."""
    return {
        "ici": lambda instant: instant_fr(instant, zone),
        "jour": jour_fr,
        "utc": horodatage,
        "echeance_fr": echeance_fr,
        "objet": _objet,
        "objet_de": objet_de,
    }


def _livraison(avis: AvisDeVacance) -> dict[str, str] | None:
    """Say how and when the dwelling first counted as delivered (LP art. 3)."""
    if avis.livraison is None or avis.livre_le is None:
        return None
    return {"comment": avis.livraison.value, "le": avis.livre_le.isoformat()}


def _caches(
    avis: AvisDeVacance, liste: Sequence[Candidature], lecteur: Organisation
) -> frozenset[int]:
    """Give the numbers of the candidates that the reader may know nothing of (LP art. 11)."""
    connus = {une.numero for une in visibles(avis, liste, lecteur)}
    return frozenset(une.numero for une in liste if une.numero not in connus)


_CANDIDAT = re.compile(r"candidat(?: (\d+))?")


def _cites(entree: Entree) -> set[int]:
    """Give the numbers of the candidates that an entry speaks of."""
    cites: set[int] = set()
    for nom, valeur in entree.details.items():
        if nom == "numéros":
            cites |= {int(un) for un in re.findall(r"\d+", valeur)}
        elif trouve := _CANDIDAT.fullmatch(nom):
            cites.add(int(trouve[1] or valeur))
    return cites


def _objet(reception: Reception) -> str:
    return "relance" if reception.objet is Genre.RELANCE else "avis"


def _notifications(uow: UniteDeTravail, avis: AvisDeVacance) -> Sequence[Any]:
    """Give what was really sent that opens or ends a délai, in order, with what it said.

    What became of a candidate is data of the sections on échéances and on the journal, never a
    text: a notice about one holds the bailleur's own words.
    """
    ouvre = (Genre.AVIS, Genre.RELANCE, Genre.RECTIFICATIF)
    return uow.envois.envoyes(avis.reference, (*ouvre, Genre.REPUTE_TENU, Genre.INCOMPLET))


def _reception(une: Reception) -> dict[str, Any]:
    return {
        "instant": horodatage(une.instant),
        "plateforme": une.destination.plateforme,
        "message": une.message,
        "nature": une.nature.value,
        "objet": _objet(une),
        "tour": une.tour,
        "horodatage_plateforme": horodatage(une.horodatage) if une.horodatage else None,
    }


def _echeance(due: Due) -> dict[str, Any]:
    une = due.echeance
    return {
        "tour": due.tour,
        "candidat": due.candidat,
        "nature": une.nature.value,
        "debut": horodatage(une.debut),
        "fin": horodatage(une.fin),
        "dernier_jour": une.dernier_jour.isoformat(),
        "article": une.article,
        "lecture": une.lecture,
        "etapes": list(une.etapes),
        "autres_lectures": {autre.intitule: autre.dernier_jour.isoformat() for autre in une.autres},
    }
