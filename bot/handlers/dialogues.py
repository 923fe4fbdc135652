"""A dialogue is a row: one question at a time, what was typed is kept through errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.handlers.arguments import Arguments
from bot.handlers.request import Contexte, Reply
from core.errors import Refus, SaisieInvalide
from core.messages.forms import Champ, Formulaire
from core.messages.model import Bouton, Gravite, Message, Paragraphe
from storage.depots.dialogues import Dialogue

DUREE = timedelta(hours=24)


def ouvrir(contexte: Contexte, formulaire: Formulaire) -> Reply:
    """Start asking a form's questions; those already answered in one line are not asked."""
    reponses = {nom: texte for nom, texte in formulaire.valeurs.items() if formulaire.champ(nom)}
    return _demander(contexte, formulaire, reponses, introduction=formulaire.titre)


def en_cours(contexte: Contexte) -> Dialogue | None:
    """Find this person's dialogue in this conversation."""
    requete = contexte.requete
    return contexte.uow.dialogues.trouver(
        requete.plateforme, requete.personne, requete.conversation.cle, contexte.maintenant
    )


def repondre(contexte: Contexte, dialogue: Dialogue, texte: str) -> Reply:
    """Take an answer: check it, keep it, ask the next question or run the command.

    A bad answer is refused in one sentence and the same question is asked again.
    """
    try:
        formulaire = _formulaire(contexte, dialogue)
    except Refus as refus:
        return _sans_objet(contexte, refus)
    champ = formulaire.champ(dialogue.champ)
    if champ is None:
        return _demander(contexte, formulaire, dialogue.reponses)
    try:
        champ.lecteur(champ.nom, texte)
    except Refus as refus:
        return Reply(_question(champ, formulaire, refus.phrase))
    return _demander(contexte, formulaire, {**dialogue.reponses, champ.nom: texte})


def annuler(contexte: Contexte) -> Reply:
    """Forget the dialogue under way; nothing is sent."""
    requete = contexte.requete
    clos = contexte.uow.dialogues.clore(
        requete.plateforme, requete.personne, requete.conversation.cle
    )
    texte = (
        "La saisie est abandonnée, rien n'a été envoyé."
        if clos
        else ("Aucune saisie en cours ici. Ce que vous pouvez faire : /aide")
    )
    return Reply(Message("Saisie abandonnée" if clos else "Rien à annuler", (Paragraphe(texte),)))


def passer(contexte: Contexte) -> Reply:
    """Skip the question under way, if it may be."""
    dialogue = en_cours(contexte)
    if dialogue is None:
        raise SaisieInvalide("Aucune question en cours ici. Ce que vous pouvez faire : /aide")
    try:
        formulaire = _formulaire(contexte, dialogue)
    except Refus as refus:
        return _sans_objet(contexte, refus)
    champ = formulaire.champ(dialogue.champ)
    if champ and champ.requis:
        return Reply(_question(champ, formulaire, "Cette question est obligatoire."))
    return _demander(contexte, formulaire, {**dialogue.reponses, dialogue.champ: ""})


def _sans_objet(contexte: Contexte, refus: Refus) -> Reply:
    """Close a dialogue whose avis no longer takes an answer."""
    annuler(contexte)
    texte = f"{refus.phrase} Votre saisie est abandonnée, rien n'a été envoyé."
    return Reply(Message("Saisie sans objet", (Paragraphe(texte),), gravite=Gravite.REFUS))


def rappel(dialogue: Dialogue) -> Paragraphe:
    """Remind that a dialogue waits, at the end of another answer."""
    return Paragraphe(
        f"Votre saisie /{dialogue.commande} attend toujours votre réponse "
        "(/annuler pour l'abandonner)."
    )


def arguments_de(reponses: Mapping[str, str]) -> Arguments:
    """Turn a form's answers into the arguments of its command."""
    mots: list[str] = []
    valeurs = dict(reponses)
    for nom in ("reference_avis", "code", "candidat", "verdict"):
        mots += [valeurs.pop(nom)] if valeurs.get(nom) else []
    mots += valeurs.pop("numeros", "").split()
    return Arguments(tuple(mots), {nom: texte for nom, texte in valeurs.items() if texte})


def _demander(
    contexte: Contexte, formulaire: Formulaire, reponses: Mapping[str, str], introduction: str = ""
) -> Reply:
    champ = formulaire.suivant(reponses)
    if champ is None:
        return _conclure(contexte, formulaire, reponses)
    _garder(contexte, formulaire, reponses, champ.nom)
    return Reply(_question(champ, formulaire, introduction, premiere=bool(introduction)))


def _conclure(contexte: Contexte, formulaire: Formulaire, reponses: Mapping[str, str]) -> Reply:
    """Run the command; if it is refused, go back to the field at fault with all that was typed."""
    assert contexte.executer
    try:
        reply = contexte.executer(
            contexte, formulaire.commande, arguments_de({**formulaire.fixe, **reponses})
        )
    except Refus as refus:
        champ = formulaire.champ(refus.champ or "")
        if champ is None:
            raise
        gardees = {nom: texte for nom, texte in reponses.items() if nom != champ.nom}
        _garder(contexte, formulaire, gardees, champ.nom)
        return Reply(_question(champ, formulaire, refus.phrase))
    if reply.formulaire:
        return ouvrir(contexte, reply.formulaire)
    annuler(contexte)
    return reply


def _garder(
    contexte: Contexte, formulaire: Formulaire, reponses: Mapping[str, str], champ: str
) -> None:
    requete = contexte.requete
    contexte.uow.dialogues.enregistrer(
        Dialogue(
            requete.plateforme,
            requete.personne,
            requete.conversation.cle,
            formulaire.commande,
            formulaire.fixe,
            reponses,
            champ,
            contexte.maintenant + DUREE,
        )
    )


def _formulaire(contexte: Contexte, dialogue: Dialogue) -> Formulaire:
    """Build again the form of a dialogue: choices and requirements may have moved since."""
    assert contexte.executer
    reply = contexte.executer(contexte, dialogue.commande, arguments_de(dialogue.fixe))
    if reply.formulaire is None:
        raise SaisieInvalide(f"Cette saisie n'a plus d'objet. Recommencez : /{dialogue.commande}")
    return replace(reply.formulaire, fixe=dialogue.fixe, valeurs={})


def _question(
    champ: Champ, formulaire: Formulaire, avant: str = "", *, premiere: bool = False
) -> Message:
    """Ask one question, with its choices as buttons and the ways out."""
    rang = [un.nom for un in formulaire.champs].index(champ.nom) + 1
    sorties = "/annuler pour abandonner" if champ.requis else "/passer ou /annuler"
    textes = [avant] if avant and not premiere else []
    textes += [champ.aide] if champ.aide else []
    textes.append(f"Question {rang} sur {len(formulaire.champs)} · {sorties}")
    boutons = tuple(Bouton(choix, "repondre", {"valeur": choix}) for choix in champ.choix)
    if not champ.requis:
        boutons += (Bouton("Passer", "passer"),)
    titre = f"{avant} : {champ.libelle}" if premiere else champ.libelle
    gravite = Gravite.REFUS if avant and not premiere else Gravite.INFO
    return Message(titre, tuple(Paragraphe(un) for un in textes), boutons, gravite, question=True)
