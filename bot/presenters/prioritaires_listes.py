"""The households of an organisation: by state and wait, or what a bailleur owes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from bot.presenters.prioritaires import ligne
from core.domain.organisations import Organisation
from core.domain.prioritaires import VIVANTS, DossierPrioritaire, EtatDossier
from core.domain.prioritaires_attente import jours_d_attente, prochaine_caleol
from core.messages.limits import decouper_liste
from core.messages.model import Bloc, Bouton, Champs, Message, Paragraphe
from core.texte import pluriel

LISTE_MAX = 10
NOUVEAU = Bouton("Inscrire un ménage", "dossier", {"action": "nouveau"})
SIGNALER = Bouton("Signaler un ménage", "dossier", {"action": "nouveau"})
_DUS = (
    (EtatDossier.DESIGNE, "Logement à proposer"),
    (EtatDossier.PROPOSE, "Réponse du ménage à noter"),
    (EtatDossier.ACCEPTE, "Entrée dans les lieux à noter"),
    (EtatDossier.INSCRIT, "Inscrits, sans désignation"),
    (EtatDossier.SIGNALE, "Signalements en attente de l'État"),
)


def liste_de_l_etat(
    organisation: Organisation,
    comptes: Mapping[EtatDossier, int],
    vivants: Sequence[DossierPrioritaire],
    jour: date,
) -> Message:
    """Show the counts by state, the signalements with a CALEOL first, then the longest waits."""
    total = sum(nombre for etat, nombre in comptes.items() if etat in VIVANTS)
    titre = f"{organisation.nom} : {pluriel(total, 'ménage')} en attente"
    if not comptes:
        vide = "Aucun ménage prioritaire n'est suivi. Pour en inscrire un : /dossier nouveau"
        return Message(titre, (Paragraphe(vide),), (NOUVEAU,))
    blocs: list[Bloc] = [
        Champs(
            tuple(
                (etat.value.capitalize(), str(comptes[etat]))
                for etat in EtatDossier
                if etat in comptes
            )
        )
    ]
    signales = [un for un in vivants if un.etat is EtatDossier.SIGNALE]
    signales.sort(key=_a_instruire(jour))
    blocs += _section("À instruire, CALEOL fixée d'abord", signales, organisation, jour)
    autres = [un for un in vivants if un.etat is not EtatDossier.SIGNALE]
    blocs += _section("Les plus longues attentes", _par_attente(autres, jour), organisation, jour)
    return Message(titre, (*blocs, *_detail((*signales, *autres))), (NOUVEAU,))


def liste_du_bailleur(
    organisation: Organisation, vivants: Sequence[DossierPrioritaire], jour: date
) -> Message:
    """Show what the bailleur owes, one section a kind of step, the longest waits first."""
    siens = [un for un in vivants if un.concerne(organisation.id)]
    nombre = pluriel(len(siens), "ménage prioritaire", "ménages prioritaires")
    titre = f"{organisation.nom} : {nombre}"
    if not siens:
        vide = Paragraphe("Vous ne devez rien. Pour signaler un ménage : /dossier nouveau")
        return Message(titre, (vide,), (SIGNALER,))
    blocs: list[Bloc] = []
    for etat, intitule in _DUS:
        tels = [un for un in siens if un.etat is etat]
        blocs += _section(intitule, _par_attente(tels, jour), organisation, jour)
    return Message(titre, (*blocs, *_detail(siens)), (SIGNALER,))


def _detail(dossiers: Sequence[DossierPrioritaire]) -> tuple[Paragraphe, ...]:
    """Say how to read one of them, by its own reference."""
    textes = (f"Le détail d'un ménage : /dossier {un.reference}" for un in dossiers[:1])
    return tuple(Paragraphe(un) for un in textes)


def _section(
    intitule: str, dossiers: Sequence[DossierPrioritaire], lecteur: Organisation, jour: date
) -> list[Bloc]:
    if not dossiers:
        return []
    lignes = tuple(ligne(un, lecteur, jour) for un in dossiers)
    return [Paragraphe(f"{intitule} :"), decouper_liste(lignes, LISTE_MAX)]


def _par_attente(dossiers: Sequence[DossierPrioritaire], jour: date) -> list[DossierPrioritaire]:
    return sorted(dossiers, key=lambda un: (-jours_d_attente(un, jour), un.id))


def _a_instruire(jour: date) -> Callable[[DossierPrioritaire], tuple[bool, date, int]]:
    def cle(un: DossierPrioritaire) -> tuple[bool, date, int]:
        caleol = prochaine_caleol(un, jour)
        return caleol is None, caleol or date.max, -jours_d_attente(un, jour)

    return cle
