"""The proof file of an avis, without any personal datum: JSON, and a text for a court clerk."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.presenters.textes_fr import rediger_brut
from core.domain.avis import AvisDeVacance, Etat
from core.domain.candidatures import actives, tardives
from core.domain.delais import Echeance, echeance_fr
from core.domain.envois import Genre, Reception
from core.domain.journal import Entree, horodatage
from core.texte import instant_fr, jour_fr
from storage.unit_of_work import UniteDeTravail


def preuve_json(uow: UniteDeTravail, avis: AvisDeVacance, maintenant: datetime) -> str:
    """Write the proof as JSON; with `entrees` alone anybody can compute every hash again."""
    chaine = uow.journal.chaine(avis.reference)
    preuve = {
        "reference": avis.reference,
        "etat": avis.etat.value,
        "livraison": _livraison(avis),
        "convention": avis.convention,
        "termes": uow.avis.termes_de(avis.reference),
        "parties": {"bailleur": avis.bailleur.nom, "reservataire": avis.reservataire.nom},
        "etabli_le": horodatage(maintenant),
        "zone": avis.termes.zone,
        "contenu_notification": avis.termes.candidats.contenu_notification.valeur,
        "receptions": [_reception(une) for une in uow.avis.receptions(avis.id)],
        "echeances": [_echeance(une) for une in _echeances(uow, avis)],
        "entrees": [_entree(une) for une in chaine],
        "sceaux": [
            {
                "rang": un.rang,
                "jour": un.jour.isoformat(),
                "instant": horodatage(un.instant),
                "precedent": un.precedent,
                "empreinte": un.empreinte,
                "tetes": {
                    dossier: list(tete)
                    for dossier, tete in un.tetes.items()
                    if dossier == avis.reference
                },
            }
            for un in uow.journal.sceaux_de(avis.reference)
        ],
    }
    return json.dumps(preuve, ensure_ascii=False, indent=2)


def preuve_texte(uow: UniteDeTravail, avis: AvisDeVacance, maintenant: datetime) -> str:
    """Write the proof as a text that a court clerk can read and check."""
    liste = uow.avis.candidatures(avis.id)
    chaine = uow.journal.chaine(avis.reference)
    tenus = [une for une in chaine if une.a == Etat.REPUTE_TENU and une.de != une.a]
    return rediger_brut(
        "journal/greffe_preuve",
        avis=avis,
        maintenant=maintenant,
        termes=uow.avis.termes_de(avis.reference),
        chaine=chaine,
        repute_tenu=tenus[0] if tenus else None,
        receptions=uow.avis.receptions(avis.id),
        echeances=_echeances(uow, avis),
        sceaux=uow.journal.sceaux_de(avis.reference),
        candidats=len(actives(liste)),
        tardifs=len(tardives(liste)),
        notifications=_notifications(uow, avis),
        ici=lambda instant: instant_fr(instant, avis.termes.zone),
        jour=jour_fr,
        utc=horodatage,
        echeance_fr=echeance_fr,
        objet=_objet,
    )


def _livraison(avis: AvisDeVacance) -> dict[str, str] | None:
    """Say how and when the dwelling first counted as delivered (LP art. 3)."""
    if avis.livraison is None or avis.livre_le is None:
        return None
    return {"comment": avis.livraison.value, "le": avis.livre_le.isoformat()}


def _echeances(uow: UniteDeTravail, avis: AvisDeVacance) -> list[Echeance]:
    """Give the avis's délais, then every offer's, those of the rounds before included."""
    parcours = [une.parcours for une in uow.avis.candidatures(avis.id)]
    tous = [un for chacun in parcours for un in (*chacun.precedents, chacun)]
    offres = sorted((un.offre for un in tous if un.offre), key=lambda une: une.debut)
    return [*(une for une in (avis.premiere, avis.seconde) if une), *offres]


def _objet(reception: Reception) -> str:
    return "relance" if reception.objet is Genre.RELANCE else "avis"


def _notifications(uow: UniteDeTravail, avis: AvisDeVacance) -> Sequence[Any]:
    """Give the legal notices really sent, in order, with what they said."""
    return uow.envois.envoyes(
        avis.reference,
        (
            *(Genre.AVIS, Genre.RELANCE, Genre.RECTIFICATIF, Genre.REPUTE_TENU, Genre.INCOMPLET),
            *(Genre.RETOUR, Genre.DECISION, Genre.OFFRE, Genre.REPONSE_MENAGE, Genre.BAIL),
        ),
    )


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


def _echeance(une: Echeance) -> dict[str, Any]:
    return {
        "nature": une.nature.value,
        "debut": horodatage(une.debut),
        "fin": horodatage(une.fin),
        "dernier_jour": une.dernier_jour.isoformat(),
        "article": une.article,
        "lecture": une.lecture,
        "etapes": list(une.etapes),
        "autres_lectures": {autre.intitule: autre.dernier_jour.isoformat() for autre in une.autres},
    }


def _entree(une: Entree) -> dict[str, Any]:
    return {
        "dossier": une.dossier,
        "rang": une.rang,
        "instant": horodatage(une.instant),
        "acteur": une.acteur,
        "plateforme": une.plateforme,
        "action": une.action,
        "de": une.de,
        "a": une.a,
        "article": une.article,
        "lecture": une.lecture,
        "details": dict(une.details),
        "precedente": une.precedente,
        "empreinte": une.empreinte,
    }
