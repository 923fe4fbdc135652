"""The end of the story: its dates, the journal's verification, and whether all is as it must be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.table import Table
from rich.text import Text

from bot.channels.sandbox.bac import Bac
from bot.channels.sandbox.lieu import LA_REUNION
from bot.cli.conteur import Conteur, date_locale
from core.domain.avis import AvisDeVacance, Etat
from core.domain.candidatures import actives, tardives
from core.domain.envois import Genre
from core.domain.journal import Entree
from storage.unit_of_work import UniteDeTravail
from storage.verification import ruptures

FIN_ATTENDUE = datetime(2026, 12, 25, 0, 0, tzinfo=ZoneInfo(LA_REUNION.zone))
RELANCE_ATTENDUE = datetime(2026, 12, 21, 0, 0, tzinfo=ZoneInfo(LA_REUNION.zone))
_RETENUS = frozenset(
    {"avis émis", "avis reçu", "relance envoyée", "relance reçue", "candidats reçus trop tard"}
)


def conclure(bac: Bac, conteur: Conteur, premier: str, second: str) -> bool:
    """Print the dates and the verification; False, with the reasons, when something is wrong."""
    conteur.acte("4. Ce qui fait preuve")
    with bac.base.transaction() as uow:
        conteur.console.print(_tableau(uow, (premier, second)))
        manques = list(_manques(uow, premier, second))
        dossiers, sceaux = uow.journal.dossiers(), uow.journal.tous_les_sceaux()
        rompus = list(ruptures(uow, dossiers))
    manques += [f"{un.dossier}, entrée {un.rang} : {un.raison}" for un in rompus]
    for manque in manques:
        conteur.ligne(bac.horloge.maintenant(), "ANOMALIE", Text(manque, "red"))
    if not manques:
        verdict = (
            f"Journal vérifié : {len(dossiers)} dossiers, {len(sceaux)} sceaux, aucune rupture. "
            "Effacer ou changer une seule ligne se verrait."
        )
        conteur.ligne(bac.horloge.maintenant(), "journal", Text(verdict, "bold green"))
        suite = "À vous : « fluxbot demo » ouvre la même chose dans votre navigateur."
        conteur.ligne(bac.horloge.maintenant(), "", Text(suite, "italic"))
    return not manques


def _tableau(uow: UniteDeTravail, references: tuple[str, ...]) -> Table:
    tableau = Table("Date (La Réunion)", "Dossier", "Fait", "État", "Article", box=None)
    for reference in references:
        for une in uow.journal.chaine(reference):
            if une.action in _RETENUS or une.de != une.a:
                tableau.add_row(date_locale(une.instant), reference, une.action, une.a, une.article)
    return tableau


def _manques(uow: UniteDeTravail, premier: str, second: str) -> Iterator[str]:
    un, deux = uow.avis.par_reference(premier), uow.avis.par_reference(second)
    if un is None or deux is None:
        yield "un des deux avis manque"
        return
    if un.etat is not Etat.DESIGNE or len(actives(uow.avis.candidatures(un.id))) != 3:
        yield f"{premier} devait être désigné avec 3 candidats ; il est {un.etat.value}"
    yield from _manques_du_second(uow, deux)


def _manques_du_second(uow: UniteDeTravail, avis: AvisDeVacance) -> Iterator[str]:
    chaine = uow.journal.chaine(avis.reference)
    if avis.etat is not Etat.REPUTE_TENU:
        yield f"{avis.reference} devait être réputé tenu ; il est {avis.etat.value}"
    if uow.envois.compter(avis.reference, Genre.RELANCE) != 1:
        yield f"{avis.reference} devait être relancé une seule fois"
    if _instant(chaine, Etat.EN_RELANCE) != RELANCE_ATTENDUE:
        yield f"{avis.reference} : la relance devait partir le {date_locale(RELANCE_ATTENDUE)}"
    if _instant(chaine, Etat.REPUTE_TENU) != FIN_ATTENDUE:
        yield f"{avis.reference} : la fin devait venir le {date_locale(FIN_ATTENDUE)}"
    if len(tardives(uow.avis.candidatures(avis.id))) != 1:
        yield f"{avis.reference} : le candidat tardif devait être gardé à part"


def _instant(chaine: Sequence[Entree], etat: Etat) -> datetime | None:
    """Give when a dossier came to a state."""
    return next((une.instant for une in chaine if une.a == etat and une.de != etat), None)
