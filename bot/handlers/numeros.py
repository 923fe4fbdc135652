"""/numeros: full numbers, in private, for the parties; every reading is recorded.

Names, contact details and categories come with them on a signed page, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.handlers.arguments import Arguments, exiger_reference, exiger_rien_de_plus
from bot.handlers.dossiers import charger_un_dossier
from bot.handlers.formulaires import QUEL_DOSSIER, formulaire_reference
from bot.handlers.numeros_etat import d_un_prioritaire, d_un_programme
from bot.handlers.request import Contexte, Reply
from bot.presenters.menages import coordonnees_en_entier, numeros_en_entier
from core.domain.avis import AvisDeVacance, Passage
from core.domain.candidatures import Candidature, actives, tardives
from core.domain.organisations import PAGE
from core.domain.references import Prefixe
from core.errors import Interdit, SaisieInvalide
from core.messages.model import Message, Paragraphe
from core.usecases.dossier import charger, consigner


def numeros(contexte: Contexte, arguments: Arguments) -> Reply:
    """Show the full numbers of a dossier to one of its parties (LP art. 11, LA art. 6).

    Raises Interdit outside a private conversation.
    """
    arguments.cles_permises((), "numeros")
    if not arguments:
        formulaire = formulaire_reference("numeros", "Lire les numéros", (), QUEL_DOSSIER)
        return Reply(formulaire=formulaire)
    reference = exiger_reference(arguments.mots, "numeros")
    exiger_rien_de_plus(arguments.mots[1:], "numeros", f"/numeros {reference}")
    if not contexte.requete.conversation.prive:
        raise Interdit(
            "Les numéros en entier ne se lisent qu'en privé. Écrivez-moi en privé : "
            f"/numeros {reference}"
        )
    trouve = charger_un_dossier(contexte, reference)
    return _LECTURES[trouve.prefixe](contexte, reference)


def _d_un_avis(contexte: Contexte, reference: str) -> Reply:
    avis = charger(contexte.uow, reference, contexte.membre.organisation)
    lisibles = _lisibles(contexte, avis)
    if not lisibles:
        return Reply(Message(reference, (Paragraphe("Aucun candidat à lire."),)))
    connus = contexte.uow.menages.connus(avis.id) & {une.numero for une in lisibles}
    sur_page = contexte.requete.plateforme == PAGE
    menages = contexte.uow.menages.de(avis.id) if sur_page and connus else {}
    _consigner(contexte, avis, lisibles, coordonnees=bool(menages))
    if sur_page:
        return Reply(coordonnees_en_entier(reference, lisibles, menages))
    return Reply(numeros_en_entier(reference, lisibles, ailleurs=bool(connus)))


def _d_une_commission(contexte: Contexte, reference: str) -> Reply:
    """Raise SaisieInvalide: a meeting has no number, its households have."""
    raise SaisieInvalide(
        f"{reference} est une commission : elle ne porte aucun numéro. Lisez-les dossier par "
        "dossier. Exemple : /numeros DP-2026-0001",
        "reference",
    )


_LECTURES: Mapping[Prefixe, Callable[[Contexte, str], Reply]] = {
    Prefixe.AVIS: _d_un_avis,
    Prefixe.PROGRAMME: d_un_programme,
    Prefixe.PRIORITAIRE: d_un_prioritaire,
    Prefixe.COMMISSION: _d_une_commission,
}


def _lisibles(contexte: Contexte, avis: AvisDeVacance) -> list[Candidature]:
    """Give what the reader may see: a réservataire that only helps sees its own candidates."""
    lecteur = contexte.membre.organisation.id
    liste = contexte.uow.avis.candidatures(avis.id)
    siennes = [une for une in tardives(liste) if une.organisation == lecteur]
    if lecteur in (avis.bailleur.id, avis.reservataire.id):
        return [*actives(liste), *siennes]
    return [une for une in actives(liste) if une.organisation == lecteur]


def _consigner(
    contexte: Contexte, avis: AvisDeVacance, lues: Sequence[Candidature], *, coordonnees: bool
) -> None:
    """Record which candidates were read, and what of them."""
    quoi = "numéros et coordonnées" if coordonnees else "numéros"
    details = {"numéros": ", ".join(str(une.numero) for une in lues)}
    passage = Passage(avis, f"lecture des {quoi}", avis.etat, "LP art. 11", details=details)
    consigner(contexte.uow, passage, contexte.acteur, contexte.maintenant)
