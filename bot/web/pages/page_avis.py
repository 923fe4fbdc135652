"""What surrounds an avis on its page."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handlers.commandes import PAR_NOM
from bot.handlers.permissions import permise
from bot.handlers.request import Contexte
from bot.presenters import fiches
from bot.presenters.adresses import REFERENCE
from bot.presenters.demarches import CORRIGER, LIBELLES, RAISON
from bot.web.pages.chemins import Suite
from bot.web.pages.etat import Ouverture
from bot.web.pages.vues import PageDeDossier
from core.domain.avis import PERMIS, AvisDeVacance, attend_une_reception
from core.domain.caleol import completable
from core.domain.candidatures import Candidature, actives, tardives
from core.errors import Interdit
from core.texte import a, instant_fr
from core.usecases.dossier import charger
from storage.depots.courriels import CourrielGarde

_VERBES = {
    "ouvrir": "ouvrir",
    "retirer": "retirer",
    "vacance": "rectifier",
    "visite": "noter une visite",
    "retour": "répondre sur un candidat",
}
"""The verb of the state table that each of these commands needs."""

_LIBELLES = {**LIBELLES, "vacance": CORRIGER}
"""How what may be done about one avis is named, there and in every sentence."""

LES_AUTRES = (
    "Cette page n'ouvre que cet avis. Pour les autres, recevez un lien là où vous lisez déjà vos "
    "avis."
)


def autour(contexte: Contexte, ouvert: Ouverture, reference: str) -> PageDeDossier:
    """Gather what surrounds an avis."""
    avis = charger(contexte.uow, reference, contexte.membre.organisation)
    liste = contexte.uow.avis.candidatures(avis.id)
    return PageDeDossier(
        f"{reference} : {avis.etat}",
        _premieres(contexte, ouvert, avis),
        (*_autres(contexte, ouvert, avis, liste), *_retraits(contexte, ouvert, avis, liste)),
        _documents(contexte, ouvert, avis),
        ouvert.chemins.dossier(reference),
        LES_AUTRES if ouvert.chemins.seul else "",
    )


def courriels(contexte: Contexte, reference: str) -> Sequence[CourrielGarde]:
    """Give the legal e-mails kept about an avis; raises Interdit for who only helps."""
    avis = charger(contexte.uow, reference, contexte.membre.organisation)
    if contexte.membre.organisation.id not in (avis.bailleur.id, avis.reservataire.id):
        raise Interdit(
            "Les courriels de cet avis se lisent entre le bailleur et le réservataire. "
            f"Demandez-les {a(avis.reservataire.nom)}."
        )
    return contexte.uow.courriels.de(reference)


def _premieres(contexte: Contexte, ouvert: Ouverture, avis: AvisDeVacance) -> tuple[Suite, ...]:
    """Give what comes before anything else: the acknowledgement that starts the clock."""
    organisation = contexte.membre.organisation
    boutons = [un.commande for un in fiches.boutons(avis, organisation)]
    if organisation.id != avis.reservataire.id or "accuser" in boutons:
        return ()
    if not attend_une_reception(avis):
        return ()
    adresse = ouvert.chemins.commande("accuser", {REFERENCE: avis.reference})
    return (Suite("Accuser réception", adresse),)


def _autres(
    contexte: Contexte, ouvert: Ouverture, avis: AvisDeVacance, liste: Sequence[Candidature]
) -> list[Suite]:
    """Give what may be done and is no button of the avis."""
    lecteur = contexte.membre.organisation
    boutons = {un.commande for un in fiches.boutons(avis, lecteur)}
    possibles = [nom for nom, verbe in _VERBES.items() if avis.etat in PERMIS[verbe]]
    if avis.renfort and avis.renfort.id == lecteur.id:
        possibles = [nom for nom in possibles if nom != "ouvrir"]
    lisibles = fiches.visibles(avis, liste, lecteur)
    possibles += ["numeros"] if actives(lisibles) or tardives(lisibles) else []
    offerts = any(une.parcours.offre for une in actives(liste))
    possibles += ["reponse"] if offerts and avis.etat in PERMIS["noter une réponse"] else []
    possibles += ["completer"] if completable(avis, liste) else []
    possibles += ["accepter"] if avis.etat in PERMIS["accepter"] and tardives(liste) else []
    ref, chemins = {REFERENCE: avis.reference}, ouvert.chemins
    faits = [
        Suite(_LIBELLES[nom], chemins.commande(nom, ref))
        for nom in possibles
        if nom not in boutons and permise(PAR_NOM[nom], contexte.auteur)
    ]
    if avis.reservataire.id == contexte.membre.organisation.id and _trop_courte(avis, liste):
        raison = chemins.commande("candidats", {**ref, "raison": "oui"})
        faits.append(Suite(RAISON, raison))
    return faits


def _trop_courte(avis: AvisDeVacance, liste: Sequence[Candidature]) -> bool:
    """Tell whether candidates were named, fewer than the convention asks (LP art. 6)."""
    ouverte = avis.etat in PERMIS["changer la liste de"]
    return ouverte and 0 < len(actives(liste)) < avis.termes.candidats.minimum.valeur


def _retraits(
    contexte: Contexte, ouvert: Ouverture, avis: AvisDeVacance, liste: Sequence[Candidature]
) -> list[Suite]:
    """Give the way to withdraw each of one's own candidates, so long as the list may change."""
    if avis.etat not in PERMIS["changer la liste de"]:
        return []
    organisation = contexte.membre.organisation
    nom = "completer" if organisation.est_bailleur else "candidats"
    return [
        Suite(
            f"Retirer le candidat n° {une.numero}",
            ouvert.chemins.commande(nom, {REFERENCE: avis.reference, "retirer": str(une.numero)}),
        )
        for une in actives(liste)
        if une.organisation == organisation.id
    ]


def _documents(contexte: Contexte, ouvert: Ouverture, avis: AvisDeVacance) -> tuple[Suite, ...]:
    """Give the proof file and the legal e-mails kept."""
    ref = {REFERENCE: avis.reference}
    preuve = Suite("Fichier de preuve (texte)", ouvert.chemins.piece("preuve", ref))
    try:
        gardes = courriels(contexte, avis.reference)
    except Interdit:
        gardes = ()
    suite = "" if ouvert.chemins.seul else f"?{REFERENCE}={avis.reference}"
    return (
        preuve,
        *(
            Suite(
                f"Courriel du {instant_fr(un.instant, avis.termes.zone)} (.eml)",
                f"{ouvert.chemins.accueil}/courriels/{rang}{suite}",
            )
            for rang, un in enumerate(gardes, 1)
        ),
    )
