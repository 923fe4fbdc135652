"""/etat: health, dead destinations, notices stuck."""

from __future__ import annotations

from bot.handlers.arguments import Arguments
from bot.handlers.request import Contexte, Reply
from core.messages.limits import decouper_liste
from core.messages.model import Bloc, Champs, Gravite, Message, Paragraphe
from core.texte import instant_fr, pluriel
from storage.depots.envois import EtatEnvoi

_BLOQUES = (EtatEnvoi.REFUSE, EtatEnvoi.MORT, EtatEnvoi.PERDU_DE_VUE)


def etat(contexte: Contexte, arguments: Arguments) -> Reply:
    """Show what an administrateur must look after."""
    uow, maintenant = contexte.uow, contexte.maintenant
    mortes = uow.canaux.mortes()
    bloques = uow.envois.lister(_BLOQUES, 50)
    non_recus = [
        avis.reference for numero in uow.avis.non_recus() if (avis := uow.avis.par_id(numero))
    ]
    retard = [
        un for un in uow.envois.lister([EtatEnvoi.EN_ATTENTE], 500) if un.pas_avant < maintenant
    ]
    entendu = uow.ecoutes.jusqu_a()
    blocs: list[Bloc] = [
        Champs(
            (
                (
                    "Écoute à jour au",
                    instant_fr(entendu, "UTC") + " UTC" if entendu else "sans objet",
                ),
                ("Messages reçus non traités", str(uow.arrivees.nombre_en_attente())),
                ("Envois en attente", str(len(retard))),
                ("Envois non aboutis", str(len(bloques))),
                ("Conversations mortes", str(len(mortes))),
                ("Avis ou relances non reçus", str(len(non_recus))),
            )
        )
    ]
    if mortes:
        blocs += [
            Paragraphe("Conversations mortes"),
            decouper_liste(tuple(f"{une.plateforme} : {raison}" for une, raison in mortes), 5),
        ]
    if non_recus:
        blocs += [Paragraphe("Personne n'a reçu"), decouper_liste(tuple(non_recus), 10)]
    if bloques:
        lignes = tuple(
            f"envoi {un.id} · {un.genre} {un.reference} · {un.etat} : {un.raison}" for un in bloques
        )
        blocs += [
            Paragraphe("Non aboutis (relance : fluxbot outbox requeue ID)"),
            decouper_liste(lignes, 5),
        ]
    soucis = len(mortes) + len(bloques) + len(non_recus)
    titre = "Tout va bien" if not soucis else f"{pluriel(soucis, 'point')} à regarder"
    gravite = Gravite.ALERTE if soucis else Gravite.SUCCES
    return Reply(Message(f"État du service : {titre.lower()}", tuple(blocs), gravite=gravite))
