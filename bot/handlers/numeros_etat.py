"""/numeros on the State's side: a programme's candidates, a priority household."""

from __future__ import annotations

from bot.handlers.request import Contexte, Reply
from bot.presenters.menages import candidats_en_entier, menage_en_entier
from core.domain.programmes import Programme
from core.domain.programmes_candidats import CandidatProgramme, EtatCandidat
from core.errors import Interdit
from core.messages.model import Message, Paragraphe
from core.usecases.prioritaires_dossier import articles_de, convention_de
from core.usecases.registre import Fait, consigner


def d_un_programme(contexte: Contexte, reference: str) -> Reply:
    """Show the candidates of a programme: all to its bailleur, its own to a réservataire."""
    programme = contexte.uow.programmes.par_reference(reference)
    assert programme
    lus = _candidats(contexte, programme)
    if not lus:
        return Reply(Message(reference, (Paragraphe("Aucun candidat à lire."),)))
    details = {"numéros": ", ".join(str(un.numero) for un in lus)}
    convention = contexte.uow.conventions.get(programme.convention)
    article = articles_de(convention).donnees if convention else ""
    fait = Fait("lecture des numéros", article, programme.etat, programme.etat, details=details)
    _consigner(contexte, reference, fait)
    return Reply(candidats_en_entier(reference, lus), reference=reference)


def _candidats(contexte: Contexte, programme: Programme) -> list[CandidatProgramme]:
    lecteur = contexte.membre.organisation.id
    tous = contexte.uow.programmes.candidats(programme.id)
    lisibles = [un for un in tous if un.etat is not EtatCandidat.RETIRE]
    if lecteur == programme.bailleur.id:
        return lisibles
    return [un for un in lisibles if un.organisation == lecteur]


def d_un_prioritaire(contexte: Contexte, reference: str) -> Reply:
    """Show a household's number to the État's service that decides, and to its bailleur of now.

    Raises Interdit for a bailleur that followed it once.
    """
    dossier = contexte.uow.prioritaires.par_reference(reference)
    assert dossier
    lecteur = contexte.membre.organisation.id
    article = articles_de(convention_de(contexte.uow, dossier)).donnees
    if lecteur != dossier.autorite.id and not dossier.concerne(lecteur):
        raise Interdit(
            f"Le numéro de {reference} ne se lit que par {dossier.autorite.nom} et par son "
            f"bailleur actuel ({article})."
        )
    _consigner(contexte, reference, Fait("lecture du numéro", article, dossier.etat, dossier.etat))
    return Reply(menage_en_entier(dossier), reference=reference)


def _consigner(contexte: Contexte, reference: str, fait: Fait) -> None:
    consigner(contexte.uow, reference, fait, contexte.acteur, contexte.maintenant)
