"""/accuser for a new programme: its notice, and the dwellings that came back."""

from __future__ import annotations

from bot.handlers.request import Contexte, Reply
from core.domain.organisations import Organisation
from core.domain.programmes import Programme
from core.domain.programmes_dates import liste_attendue
from core.messages.model import Bloc, Bouton, Gravite, Message, Paragraphe
from core.texte import jour_fr
from core.usecases.programmes_recevoir import accuser


def accuser_un_programme(contexte: Contexte, reference: str) -> Reply:
    """Record that a person acknowledges what they were sent of a programme (LP art. 7, LA 4.2.2).

    Raises TransitionImpossible when nothing waits, Interdit for its bailleur.
    """
    requete, organisation = contexte.requete, contexte.membre.organisation
    programme = accuser(
        contexte.uow,
        contexte.maintenant,
        contexte.acteur,
        organisation,
        reference,
        requete.conversation,
        requete.message,
    )
    message = Message(
        f"{reference} : réception enregistrée",
        tuple(_ce_qui_court(programme, organisation)),
        (Bouton(f"Voir {reference}", "programme", {"reference_avis": reference}),),
        Gravite.SUCCES,
    )
    return Reply(message, reference=reference)


def _ce_qui_court(programme: Programme, organisation: Organisation) -> list[Bloc]:
    """Say by when candidates are awaited, and for each dwelling that came back."""
    textes = [
        f"Logement n° {un.logement} : nommez d'autres candidats au plus tard le "
        f"{jour_fr(un.dernier_jour)} à 24 h."
        for un in programme.contenu.retours
        if un.organisation == organisation.id and programme.retour_en_cours(un.logement) == un
        if un.dernier_jour
    ]
    if not textes:
        attendue = liste_attendue(programme, organisation.id)
        quand = f"au plus tard le {jour_fr(attendue.jour)} à 24 h" if attendue.jour else "plus tard"
        raison = f"{attendue.pourquoi} ({attendue.article})"
        textes = [f"Vos candidats sont attendus {quand} : {raison}."]
    return [Paragraphe(un) for un in textes]
