"""Welcome, help, enrolment, and the two commands that steer a dialogue."""

from __future__ import annotations

from bot.handlers import dialogues
from bot.handlers.arguments import Arguments
from bot.handlers.formulaires import formulaire_code
from bot.handlers.request import COMMENT_S_INSCRIRE, Contexte, Reply
from bot.presenters.demarches import LIBELLES
from core.domain.organisations import LIBELLES_NATURE, PAGE
from core.messages.model import Gravite, Liste, Message, Paragraphe
from core.usecases.adhesions import Inscrire, inscrire


def commencer(contexte: Contexte, arguments: Arguments) -> Reply:
    """Welcome; with a code (a Telegram link), enrol."""
    if arguments.mots and contexte.auteur is None:
        return inscription(contexte, arguments)
    return aider(contexte, arguments)


def aider(contexte: Contexte, arguments: Arguments) -> Reply:
    """Say what this person may do here; somebody unknown learns how to enrol, nothing else."""
    if contexte.auteur is None:
        return Reply(Message("Bonjour, ici fluxbot", (Paragraphe(COMMENT_S_INSCRIRE),)))
    organisation = contexte.auteur.organisation
    qui = Paragraphe(
        f"Vous êtes {contexte.auteur.role.libelle} pour {organisation.nom} "
        f"({LIBELLES_NATURE[organisation.nature]})."
    )
    if contexte.requete.plateforme == PAGE:
        return Reply(Message("Ce que vous pouvez faire ici", (qui, _demarches(contexte))))
    utiles = [
        f"{usage} : {resume}"
        for usage, resume in contexte.permises()
        if usage.split()[0] not in {"/start", "/inscription"}
    ]
    blocs = (
        qui,
        Liste(tuple(utiles)),
        Paragraphe(
            "Une commande seule ouvre un questionnaire. « clé=valeur » va plus vite ; "
            "mettez entre guillemets une valeur de plusieurs mots."
        ),
    )
    return Reply(Message("Ce que vous pouvez faire ici", blocs))


def _demarches(contexte: Contexte) -> Liste:
    """List what one may do where nothing is typed: a page names and links each command."""
    commandes = [usage.split()[0] for usage, _ in contexte.permises()]
    return Liste(tuple(une for une in commandes if une[1:] in LIBELLES.keys() - {"aide", "page"}))


def inscription(contexte: Contexte, arguments: Arguments) -> Reply:
    """Enrol with a one-time code."""
    code = "".join(arguments.mots) or arguments.valeurs.get("code", "")
    if not code:
        return Reply(formulaire=formulaire_code())
    requete = contexte.requete
    prive = requete.conversation.adresse if requete.conversation.prive else None
    membre = inscrire(
        contexte.uow,
        contexte.maintenant,
        Inscrire(requete.plateforme, requete.personne, code, prive),
    )
    suite = "" if prive else " Écrivez-moi aussi en privé : j'y enverrai vos avis."
    message = Message(
        f"Bienvenue, {membre.organisation.nom}",
        (
            Paragraphe(
                f"Vous êtes inscrit comme {membre.role.libelle}.{suite} "
                "Ce que vous pouvez faire : /aide"
            ),
        ),
        gravite=Gravite.SUCCES,
    )
    return Reply(message)


def annuler(contexte: Contexte, arguments: Arguments) -> Reply:
    """Leave the dialogue under way."""
    return dialogues.annuler(contexte)


def passer(contexte: Contexte, arguments: Arguments) -> Reply:
    """Skip an optional question."""
    return dialogues.passer(contexte)
