"""/importer: a file of priority households, opened all at once or not at all (LA 3.1)."""

from __future__ import annotations

import secrets

from bot.handlers.arguments import Arguments, exiger_rien_de_plus
from bot.handlers.conventions import convention_du_volet
from bot.handlers.request import Contexte, Fichier, Reply
from bot.presenters.importation import importation_faite, mode_d_emploi
from core.domain.importation import LignesRefusees
from core.domain.organisations import PAGE, Nature
from core.errors import Interdit, SaisieInvalide
from core.usecases.menages_importer import importer_menages
from storage.menages_importes.fautes import MenagesInvalides, place
from storage.menages_importes.lecture import lire_menages

EN_PRIVE = (
    "Un fichier de ménages prioritaires ne s'envoie pas dans une conversation à plusieurs : il dit "
    "qui ils sont et pourquoi ils sont prioritaires. S'il y est, supprimez-le, puis envoyez-le-moi "
    "en privé ou déposez-le sur votre page : /page"
)


def importer(contexte: Contexte, arguments: Arguments) -> Reply:
    """Explain how to send households, or import those of the file sent beside."""
    arguments.cles_permises((), "importer")
    exiger_rien_de_plus(arguments.mots, "importer", "/importer")
    requete = contexte.requete
    if requete.refus:
        raise SaisieInvalide(requete.refus)
    if requete.fichier:
        return importer_fichier(contexte, requete.fichier)
    convention = convention_du_volet(contexte, "priorite")
    assert convention.priorite
    return Reply(mode_d_emploi(convention.priorite, en_page=requete.plateforme == PAGE))


def importer_fichier(contexte: Contexte, fichier: Fichier) -> Reply:
    """Open the dossiers of a whole file.

    Raises Interdit for who is not the État or before several people, MenagesInvalides with every
    fault: nothing is then imported.
    """
    requete, autorite = contexte.requete, contexte.membre.organisation
    convention = convention_du_volet(contexte, "priorite")
    assert convention.priorite
    if autorite.nature is not Nature.ETAT:
        article = convention.priorite.inscription.article
        raise Interdit(
            f"Seul le service de l'État inscrit des ménages ({article}) ; {autorite.nom} les "
            "signale un à un : /dossier nouveau"
        )
    if requete.plateforme != PAGE and not requete.conversation.prive:
        raise Interdit(EN_PRIVE)
    menages = lire_menages(fichier.nom, fichier.contenu, convention.priorite)
    uow, maintenant = contexte.uow, contexte.maintenant
    try:
        ouverts = importer_menages(
            uow, maintenant, contexte.acteur, convention, autorite, menages, _sel
        )
    except LignesRefusees as refus:
        raise MenagesInvalides(
            f"{place(fichier.nom, une.ligne, une.colonne)} : {une.phrase}" for une in refus.fautes
        ) from refus
    return Reply(importation_faite(fichier.nom, ouverts, en_page=requete.plateforme == PAGE))


def _sel() -> str:
    return secrets.token_hex(16)
