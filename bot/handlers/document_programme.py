"""/programme REF document: its notice to print, or the candidates retained as a table."""

from __future__ import annotations

from bot.documents.feuille_pieces import lire_format
from bot.documents.pieces import Format
from bot.documents.programme import FicheProgramme, document_du_programme
from bot.documents.programme_tableau import tableau_des_retenus
from bot.handlers.actions import Action, Lus, Saisies
from bot.handlers.request import Contexte, Reply
from core.domain.journal import TETE_AFFICHEE
from core.domain.organisations import Organisation
from core.domain.programmes import Programme
from core.messages.forms import Champ
from core.messages.model import Message, Paragraphe, Piece

_FORMATS = (Format.PDF, Format.WORD, Format.TABLEUR)
_CONTENUS = {
    Format.PDF: "La notice du programme, à imprimer.",
    Format.WORD: "La notice du programme, à compléter.",
    Format.TABLEUR: "Les candidats retenus, logement par logement, sans numéro unique.",
}


def _lire(champ: str, texte: str) -> Format:
    return lire_format(champ, texte, _FORMATS)


_CHAMP = Champ(
    "format",
    "Format",
    _lire,
    aide="pdf ou docx : la notice ; xlsx : les candidats retenus.",
    choix=tuple(_FORMATS),
)


def _champs(contexte: Contexte, programme: Programme, saisies: Saisies) -> tuple[Champ, ...]:
    return (_CHAMP,)


def _donner(contexte: Contexte, programme: Programme, lus: Lus) -> Reply:
    format: Format = lus["format"]
    piece = _piece(contexte, programme, format)
    titre = f"{programme.reference} : {programme.contenu.operation.residence}"
    message = Message(titre, (Paragraphe(_CONTENUS[format]),), piece=piece)
    return Reply(message, reference=programme.reference)


def _piece(contexte: Contexte, programme: Programme, format: Format) -> Piece:
    pour = _lus_par(programme, contexte.membre.organisation)
    if format is Format.TABLEUR:
        return tableau_des_retenus(programme, pour)
    convention = contexte.uow.conventions.get(programme.convention)
    tete = contexte.uow.journal.tete(programme.reference)
    fiche = FicheProgramme(
        programme,
        convention.nom if convention else programme.convention,
        pour,
        tete[1][:TETE_AFFICHEE] if tete else "",
    )
    return document_du_programme(fiche, format)


def _lus_par(programme: Programme, lecteur: Organisation) -> tuple[Organisation, ...]:
    """Give whose dwellings a party may read: all of them for the bailleur, else its own."""
    if lecteur == programme.bailleur:
        return programme.reservataires
    return (lecteur,)


DOCUMENT = Action(
    nom="document",
    titre="Télécharger un document",
    faire=_donner,
    champs=_champs,
    positions=("format",),
    exemple="/programme PN-2026-0001 document format=pdf",
    envoi="Télécharger",
    lecture=True,
)
"""One of the actions of /programme, for each of its parties."""
