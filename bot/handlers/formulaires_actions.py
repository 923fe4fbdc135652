"""The forms of commands about one dossier, and what may only be asked in private."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from bot.handlers.request import Contexte, Reply
from bot.presenters.adresses import suite_du_bouton
from core.domain.acces import But
from core.domain.organisations import PAGE
from core.errors import DonneePersonnelle, Interdit
from core.messages.forms import Champ, Formulaire
from core.messages.model import Bouton, Message, Paragraphe

PAR_LA_PAGE = (
    "Une catégorie ou un contact ne s'écrit pas dans une conversation : elle peut révéler la santé "
    "ou des violences. Saisissez-les sur votre page."
)


def formulaire_de(
    commande: str,
    titre: str,
    envoi: str,
    champs: Sequence[Champ],
    fixe: Mapping[str, str],
    saisies: Mapping[str, str],
) -> Formulaire:
    """Make the form of an action; what was typed already is kept."""
    connus = {un.nom for un in champs}
    valeurs = {nom: texte for nom, texte in saisies.items() if nom in connus and texte}
    return Formulaire(commande, titre, tuple(champs), envoi, fixe, valeurs)


def refuser_tape(contexte: Contexte, prives: Collection[str], saisies: Mapping[str, str]) -> None:
    """Raise DonneePersonnelle for a private field typed as text (domain §10)."""
    tapes = [nom for nom in saisies if nom in prives and saisies[nom]]
    if tapes and contexte.requete.texte.strip().startswith("/"):
        raise DonneePersonnelle(
            f"« {tapes[0]}= » ne se tape pas dans une conversation : il peut révéler la santé ou "
            "des violences. Recommencez sans lui : un formulaire privé le demandera."
        )


def demander_en_prive(contexte: Contexte, formulaire: Formulaire) -> Reply:
    """Ask for private fields: in a modal or on the page; else lead to the page.

    A dialogue in a private conversation asks them only where no page is served. Raises Interdit
    in a conversation shared by several people.
    """
    requete = contexte.requete
    if requete.plateforme == PAGE or requete.questions == "formulaire":
        return Reply(formulaire=formulaire)
    if not requete.conversation.prive:
        raise Interdit(
            f"« {formulaire.titre} » se fait en privé. Écrivez-moi en privé : "
            f"/{formulaire.commande}"
        )
    liens = contexte.uow.liens
    if liens is None:
        return Reply(formulaire=formulaire)
    bouton = Bouton(formulaire.titre, formulaire.commande, formulaire.fixe)
    lien = liens.pour(contexte.membre, But.ESPACE, contexte.maintenant) + suite_du_bouton(bouton)
    ouvrir = Bouton("Ouvrir la page", formulaire.commande, formulaire.fixe, lien=lien)
    return Reply(Message(formulaire.titre, (Paragraphe(PAR_LA_PAGE),), (ouvrir,)))
