"""/preuve: the proof file of a dossier, for its parties."""

from __future__ import annotations

from bot.handlers.arguments import Arguments, exiger_reference, exiger_rien_de_plus
from bot.handlers.dossiers import charger_un_dossier
from bot.handlers.formulaires import QUEL_DOSSIER, formulaire_reference
from bot.handlers.request import Contexte, Reply
from bot.presenters import preuve as preuve_d_un_avis
from bot.presenters import preuve_etat
from core.domain.prioritaires import VIVANTS
from core.domain.programmes import EN_COURS
from core.domain.references import Prefixe
from core.messages.forms import Formulaire
from core.messages.model import Message, Paragraphe, Piece
from core.usecases.dossier import charger
from core.usecases.identites import Identite

PROPOSES = 8


def preuve(contexte: Contexte, arguments: Arguments) -> Reply:
    """Join the proof file of a dossier; it holds no personal datum."""
    arguments.cles_permises((), "preuve")
    if not arguments:
        return Reply(formulaire=_demander(contexte))
    reference = exiger_reference(arguments.mots, "preuve")
    exiger_rien_de_plus(arguments.mots[1:], "preuve", f"/preuve {reference}")
    texte = _texte(contexte, charger_un_dossier(contexte, reference))
    message = Message(
        f"{reference} : fichier de preuve",
        (
            Paragraphe(
                "Réceptions, délais et journal, sans donnée personnelle. Sa fin dit comment le "
                "vérifier sans nous croire."
            ),
        ),
        piece=Piece(f"preuve-{reference}.txt", texte.encode()),
    )
    return Reply(message, reference=reference)


def _demander(contexte: Contexte) -> Formulaire:
    """Ask which dossier, proposing the last of each kind."""
    uow, une = contexte.uow, contexte.membre.organisation
    programmes = uow.programmes.de(une, EN_COURS, PROPOSES)
    references = [
        *uow.avis.derniers(une.id, PROPOSES),
        *(un.reference for un in programmes if un.est_partie(une)),
        *(un.reference for un in uow.prioritaires.de(une, VIVANTS, PROPOSES)),
    ][:PROPOSES]
    return formulaire_reference("preuve", "Fichier de preuve", references, QUEL_DOSSIER)


def _texte(contexte: Contexte, dossier: Identite) -> str:
    uow, lecteur = contexte.uow, contexte.membre.organisation
    if dossier.prefixe is not Prefixe.AVIS:
        return preuve_etat.preuve_texte(uow, dossier, contexte.maintenant, lecteur)
    avis = charger(uow, dossier.reference, lecteur)
    return preuve_d_un_avis.preuve_texte(uow, avis, contexte.maintenant, lecteur)
