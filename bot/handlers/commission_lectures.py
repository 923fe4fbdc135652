"""What /commission shows: the meetings, one of them, its agenda, its account and documents."""

from __future__ import annotations

from bot.documents.commission import document_de_l_ordre_du_jour, document_du_compte_rendu
from bot.documents.pieces import Format
from bot.handlers.actions import Lus
from bot.handlers.conventions import convention_du_volet
from bot.handlers.formulaires_commission import ANONYME
from bot.handlers.request import Contexte, Reply
from bot.presenters.commissions import Lecture, fiche
from bot.presenters.commissions_listes import liste
from bot.presenters.commissions_ordre import montrer_l_ordre
from bot.presenters.commissions_releve import releve
from bot.presenters.compte_rendu import compte_rendu, ordre_du_jour_imprime
from bot.presenters.compte_rendu_anonyme import compte_rendu_anonyme
from core.domain.commissions import TENUES, EtatCommission
from core.domain.organisations import PAGE
from core.errors import Interdit, TransitionImpossible
from core.messages.model import Message, Piece
from core.usecases.commissions_seance import Seance, charger
from core.usecases.commissions_suivre import ordre_du_jour


def charger_la_seance(contexte: Contexte, reference: str) -> Seance:
    """Find a meeting for who asks, locked; raises Introuvable."""
    return charger(contexte.uow, reference, contexte.membre.organisation)


def lecture_de(contexte: Contexte, seance: Seance) -> Lecture:
    """Say who reads a meeting, when and where."""
    page = contexte.requete.plateforme == PAGE
    return Lecture(seance, contexte.membre.organisation, contexte.maintenant, page)


def repondre(seance: Seance, message: Message) -> Reply:
    """Answer about a meeting."""
    return Reply(message, reference=seance.commission.reference)


def lister(contexte: Contexte) -> Reply:
    """List the meetings, and say by when the next one is due."""
    convention = convention_du_volet(contexte, "commission")
    lecteur = contexte.membre.organisation
    return Reply(liste(contexte.uow, convention, lecteur, contexte.maintenant))


def montrer(contexte: Contexte, seance: Seance) -> Reply:
    """Show a meeting."""
    return repondre(seance, fiche(contexte.uow, lecture_de(contexte, seance)))


def ordre(contexte: Contexte, seance: Seance, lus: Lus) -> Reply:
    """Show the agenda, or join it as a document, in private only."""
    _exiger_a_tenir(seance)
    if "format" not in lus:
        return ordre_montre(contexte, seance)
    _exiger_prive(contexte, seance, "ordre")
    lecture = lecture_de(contexte, seance)
    prevu = ordre_du_jour(contexte.uow, seance, contexte.maintenant)
    imprime = ordre_du_jour_imprime(contexte.uow, lecture, prevu)
    return _joindre(seance, "ordre du jour", document_de_l_ordre_du_jour(imprime, lus["format"]))


def ordre_montre(contexte: Contexte, seance: Seance) -> Reply:
    """Show the agenda as it stands now."""
    prevu = ordre_du_jour(contexte.uow, seance, contexte.maintenant)
    return repondre(seance, montrer_l_ordre(contexte.uow, lecture_de(contexte, seance), prevu))


def resume(contexte: Contexte, seance: Seance, lus: Lus) -> Reply:
    """Show the summary of a meeting held, or join its account, whole or anonymous."""
    if seance.commission.etat not in TENUES:
        ref = seance.commission.reference
        raise TransitionImpossible(
            f"{ref} ne s'est pas tenue (« {seance.commission.etat} ») : elle n'a pas de relevé. "
            f"Ce qui l'attend : /commission {ref} ordre"
        )
    lecture, anonyme = lecture_de(contexte, seance), lus.get("version") == ANONYME
    if "format" not in lus and not anonyme:
        return repondre(seance, releve(contexte.uow, lecture))
    if anonyme:
        _exiger_close(seance)
        rendu = document_du_compte_rendu(
            compte_rendu_anonyme(contexte.uow, lecture), lus.get("format", Format.PDF)
        )
        return _joindre(seance, "compte rendu anonyme", rendu)
    _exiger_prive(contexte, seance, "resume")
    entier = document_du_compte_rendu(compte_rendu(contexte.uow, lecture), lus["format"])
    return _joindre(seance, "compte rendu", entier)


def _exiger_close(seance: Seance) -> None:
    """Raise TransitionImpossible while counts may still change: two editions would tell more."""
    if seance.commission.etat is not EtatCommission.CLOSE:
        ref = seance.commission.reference
        raise TransitionImpossible(
            f"{ref} est « {seance.commission.etat} » : la version anonyme se fait une fois la "
            f"séance close. /commission {ref} clore"
        )


def _exiger_a_tenir(seance: Seance) -> None:
    """Raise TransitionImpossible once the meeting deals with nothing more."""
    ref, etat = seance.commission.reference, seance.commission.etat
    if etat in (EtatCommission.CLOSE, EtatCommission.ANNULEE):
        suite = f"Son relevé : /commission {ref} resume" if etat is EtatCommission.CLOSE else ""
        raise TransitionImpossible(
            f"{ref} est « {etat} » : elle n'a plus d'ordre du jour. {suite or _LES_AUTRES}"
        )


def _joindre(seance: Seance, quoi: str, piece: Piece) -> Reply:
    return repondre(seance, Message(f"{seance.commission.reference} : {quoi}", piece=piece))


def _exiger_prive(contexte: Contexte, seance: Seance, action: str) -> None:
    """Raise Interdit where several people read: the whole document names categories."""
    if contexte.requete.conversation.prive:
        return
    ref = seance.commission.reference
    sinon = f" Ici : /commission {ref} resume format=pdf version=anonyme" * (action == "resume")
    raise Interdit(
        "Ce document montre la situation de ménages : je ne le donne qu'en privé ou sur votre "
        f"page. Écrivez-moi en privé : /commission {ref} {action} format=pdf.{sinon}"
    )


_LES_AUTRES = "Les autres séances : /commission"
