"""/etat: health, dead destinations, notices stuck."""

from __future__ import annotations

from dataclasses import dataclass

from bot.handlers.arguments import Arguments
from bot.handlers.request import Contexte, Reply
from core.messages.limits import decouper_liste
from core.messages.model import Bloc, Champs, Gravite, Message, Paragraphe
from core.texte import instant_fr, pluriel
from storage.depots.releve import EtatEnvoi

_BLOQUES = (EtatEnvoi.REFUSE, EtatEnvoi.MORT, EtatEnvoi.PERDU_DE_VUE)


@dataclass(frozen=True)
class Bilan:
    """What an administrator must look after, as lines to read."""

    mortes: tuple[str, ...]
    bloques: tuple[str, ...]
    non_recus: tuple[str, ...]
    sans_accuse: tuple[str, ...]

    @property
    def soucis(self) -> int:
        """Count the points to look at."""
        return len(self.mortes) + len(self.bloques) + len(self.non_recus)


def etat(contexte: Contexte, arguments: Arguments) -> Reply:
    """Show what an administrator must look after."""
    arguments.cles_permises((), "etat")
    bilan = _bilan(contexte)
    blocs: list[Bloc] = [_compteurs(contexte, bilan)]
    for intitule, lignes in (
        ("Conversations mortes", bilan.mortes),
        ("Personne n'a reçu", bilan.non_recus),
        ("Envoyés, que personne n'a encore accusés", bilan.sans_accuse),
        ("Non aboutis (les relancer : fluxbot outbox requeue ID)", bilan.bloques),
    ):
        if lignes:
            blocs += [Paragraphe(intitule), decouper_liste(lignes, 5)]
    if not bilan.soucis:
        return Reply(
            Message("État du service : tout va bien", tuple(blocs), gravite=Gravite.SUCCES)
        )
    titre = f"État du service : {pluriel(bilan.soucis, 'point')} à regarder"
    return Reply(Message(titre, tuple(blocs), gravite=Gravite.ALERTE))


def _bilan(contexte: Contexte) -> Bilan:
    uow = contexte.uow
    trouves = [un for un in map(uow.avis.par_id, uow.avis.non_recus()) if un]
    return Bilan(
        tuple(
            f"{nom} · {plateforme} : {raison}" for nom, plateforme, raison in uow.canaux.mortes()
        ),
        tuple(
            f"envoi {un.id} · {un.genre} {un.reference} · {un.etat} : {un.raison}"
            for un in uow.envois.lister(_BLOQUES, 50)
        ),
        tuple(un.reference for un in trouves if un.remis_le is None),
        tuple(un.reference for un in trouves if un.remis_le),
    )


def _compteurs(contexte: Contexte, bilan: Bilan) -> Champs:
    uow = contexte.uow
    attendent = uow.envois.lister([EtatEnvoi.EN_ATTENTE], 500)
    retard = sum(un.pas_avant < contexte.maintenant for un in attendent)
    entendu = uow.ecoutes.jusqu_a()
    return Champs(
        (
            ("Écoute à jour au", f"{instant_fr(entendu, 'UTC')} UTC" if entendu else "sans objet"),
            ("Messages reçus non traités", str(uow.arrivees.nombre_en_attente())),
            ("Envois en attente", str(retard)),
            ("Envois non aboutis", str(len(bilan.bloques))),
            ("Conversations mortes", str(len(bilan.mortes))),
            ("Avis ou relances non reçus", str(len(bilan.non_recus))),
            ("Envoyés sans accusé de réception", str(len(bilan.sans_accuse))),
        )
    )
