"""From a request to its effect and its reply, in one transaction."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.handlers import annexes, dialogues, importer, permissions
from bot.handlers.arguments import Arguments, decouper
from bot.handlers.commandes import PAR_NOM
from bot.handlers.coordonnees import nomme_un_menage
from bot.handlers.fichiers import LISENT_UN_FICHIER
from bot.handlers.frein import FreinParPersonne, TropVite
from bot.handlers.numeros_saisis import contient_un_numero
from bot.handlers.request import COMMENT_S_INSCRIRE, Contexte, Reply, Request
from bot.handlers.soumission import NonAboutie, Soumission, executer_formulaire
from bot.health import DUREE_COMMANDE
from bot.presenters.corps import Corps, ecrire_corps, pour_plusieurs, vue_du_formulaire
from core.domain.envois import Genre, NouvelEnvoi
from core.domain.references import COMMANDES, prefixe_de
from core.errors import Interdit, Refus, SaisieInvalide
from core.messages.forms import Formulaire
from core.messages.model import Bouton, Gravite, Message, Paragraphe
from core.texte import cle, proche
from storage.depots.arrivees import ESSAIS_MAX, Arrivee
from storage.menages_importes.tableau import est_un_tableau_de_menages
from storage.unit_of_work import Base, UniteDeTravail

journal = structlog.get_logger(__name__)
_CODE = re.compile(r"\s*/(inscription|start)\S*\s+\S", re.IGNORECASE)


@dataclass(frozen=True)
class Routeur:
    """Handles one request at a time, each in its own transaction.

    `frein` refuses haste; without one, all is let in: the sandbox's time stands still.
    """

    base: Base
    frein: FreinParPersonne | None = None

    def traiter(
        self, requete: Request, maintenant: datetime, arrivee: Arrivee | None = None
    ) -> None:
        """Do what was asked and queue the answer; the inbox row is settled with the effect.

        A refusal undoes everything and is answered in a sentence. An unexpected fault is logged
        with a number that the person is told; the update is tried again a few times.
        """
        jeton = None if requete.jeton is None else propre(requete.jeton)
        requete = replace(requete, texte=propre(requete.texte), jeton=jeton)
        with DUREE_COMMANDE.labels(requete.plateforme).time():
            try:
                self._essayer(requete, maintenant, arrivee)
            except Exception:
                self._incident(requete, maintenant, arrivee)

    def _essayer(self, requete: Request, maintenant: datetime, arrivee: Arrivee | None) -> None:
        try:
            self._freiner(requete, maintenant)
            with self.base.transaction() as uow:
                if self._prendre(uow, arrivee, maintenant):
                    reply = self._repondre(uow, requete, maintenant)
                    _mettre_en_reponse(uow, requete, reply, maintenant)
        except Refus as refus:
            self._repondre_sans_effet(requete, maintenant, arrivee, _refus(refus))

    def soumettre(
        self, requete: Request, maintenant: datetime, arrivee: Arrivee | None = None
    ) -> Soumission:
        """Run a command from a whole form; a form without effect leaves no trace in the inbox."""
        lisibles = {nom: propre(texte) for nom, texte in requete.champs.items()}
        requete = replace(requete, champs=lisibles)
        try:
            self._freiner(requete, maintenant)
            with self.base.transaction() as uow:
                if self._prendre(uow, arrivee, maintenant):
                    reply = executer_formulaire(contexte_de(uow, requete, maintenant))
                    _mettre_en_reponse(uow, requete, reply, maintenant)
            return Soumission()
        except NonAboutie as suite:
            return self._sans_effet(suite.soumission, arrivee)
        except Refus as refus:
            return self._sans_effet(Soumission({refus.champ or "": refus.phrase}), arrivee)
        except Exception:
            phrase = phrase_d_incident(requete.plateforme)
            return self._sans_effet(Soumission({"": phrase}), arrivee)

    def annoncer(self, requete: Request, maintenant: datetime, soumission: Soumission) -> None:
        """Answer in the conversation a form that had no effect, with a way to open it again."""
        phrases = tuple(soumission.erreurs.values()) or ("Il y manque une réponse.",)
        reprendre = Bouton("Reprendre le formulaire", requete.commande or "aide", requete.fixe)
        message = Message(
            "Votre formulaire n'a pas été pris en compte",
            tuple(Paragraphe(une) for une in phrases),
            (reprendre,),
            Gravite.REFUS,
        )
        with self.base.transaction() as uow:
            _mettre_en_reponse(uow, requete, Reply(message), maintenant)

    def _sans_effet(self, soumission: Soumission, arrivee: Arrivee | None) -> Soumission:
        """Let the same form come again: corrected, it bears the same key."""
        if arrivee:
            with self.base.transaction() as uow:
                if not uow.arrivees.oublier(arrivee.id):
                    return Soumission()
        return soumission

    def _freiner(self, requete: Request, maintenant: datetime) -> None:
        if self.frein:
            self.frein.exiger(requete, maintenant)

    def _prendre(self, uow: UniteDeTravail, arrivee: Arrivee | None, maintenant: datetime) -> bool:
        return arrivee is None or uow.arrivees.traiter(arrivee.id, maintenant)

    def _repondre(
        self, uow: UniteDeTravail, requete: Request, maintenant: datetime
    ) -> Reply | None:
        if requete.anonyme:
            raise Interdit(
                "Vous écrivez en administrateur anonyme du groupe : je ne peux pas savoir qui "
                "agit. Désactivez l'anonymat, ou écrivez-moi en privé."
            )
        contexte = contexte_de(uow, requete, maintenant)
        if requete.jeton is not None:
            return _bouton(contexte, requete.jeton)
        return _texte(contexte)

    def _repondre_sans_effet(
        self, requete: Request, maintenant: datetime, arrivee: Arrivee | None, reply: Reply | None
    ) -> None:
        with self.base.transaction() as uow:
            if self._prendre(uow, arrivee, maintenant):
                _mettre_en_reponse(uow, requete, reply, maintenant)

    def _incident(self, requete: Request, maintenant: datetime, arrivee: Arrivee | None) -> None:
        texte = phrase_d_incident(requete.plateforme)
        if arrivee and arrivee.essais + 1 < ESSAIS_MAX:
            with self.base.transaction() as uow:
                uow.arrivees.compter_essai(arrivee.id)
            return
        message = Message("Incident", (Paragraphe(texte),), gravite=Gravite.REFUS)
        try:
            self._repondre_sans_effet(requete, maintenant, arrivee, Reply(message))
        except Exception:
            journal.exception("incident sans réponse", plateforme=requete.plateforme)
            with self.base.transaction() as uow:
                self._prendre(uow, arrivee, maintenant)


def propre(texte: str) -> str:
    """Drop what no keyboard types and no database keeps: lone surrogates, invisible signs."""
    if texte.isprintable():
        return texte
    lisible = texte.encode("utf-8", "replace").decode()
    return "".join(
        c for c in lisible if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cs")
    )


def phrase_d_incident(plateforme: str) -> str:
    """Log the exception under a number, and give the sentence that tells the number."""
    numero = secrets.token_hex(4)
    journal.exception("incident", numero=numero, plateforme=plateforme)
    return (
        "Un incident m'empêche de répondre ; rien n'a été modifié. Réessayez, ou donnez ce numéro "
        f"à votre administrateur : {numero}."
    )


def executer(contexte: Contexte, nom: str, arguments: Arguments) -> Reply:
    """Run a command by name, if the author may."""
    commande = PAR_NOM[nom]
    permissions.exiger(commande, contexte.auteur)
    return commande.executer(contexte, arguments)


def _texte(contexte: Contexte) -> Reply | None:
    """Understand a typed text: a command, an answer, or neither."""
    requete = contexte.requete
    texte = requete.texte.strip().replace("\u00a0", " ").replace("\u202f", " ")
    if texte.startswith("/"):
        return _commande(contexte, texte)
    if requete.fichier or requete.refus:
        return _fichier(contexte)
    dialogue = dialogues.en_cours(contexte)
    if dialogue and (requete.conversation.prive or requete.repond_au_bot):
        return dialogues.repondre(contexte, dialogue, texte)
    if not requete.conversation.prive:
        return None
    if contexte.auteur is None:
        raise Interdit(COMMENT_S_INSCRIRE)
    raise SaisieInvalide("Je ne comprends que les commandes. Ce que vous pouvez faire : /aide")


def _fichier(contexte: Contexte) -> Reply:
    """Read a file that was sent without a command: households by their header, else annexes."""
    if contexte.auteur is None:
        raise Interdit(COMMENT_S_INSCRIRE)
    if contexte.requete.fichier is None:
        raise SaisieInvalide(contexte.requete.refus)
    fichier = contexte.requete.fichier
    menages = est_un_tableau_de_menages(fichier.contenu)
    lire = importer.importer_fichier if menages else annexes.controler_fichier
    return _avec_formulaire(contexte, "", lire(contexte, fichier))


def _commande(contexte: Contexte, texte: str) -> Reply:
    mot, suite = (*re.split(r"\s+", texte[1:], maxsplit=1), "")[:2]
    nom = cle(mot.partition("@")[0]).replace(" ", "")
    if nom not in PAR_NOM:
        raise _inconnue(contexte, nom)
    reply = _avec_formulaire(contexte, nom, executer(contexte, nom, decouper(suite)))
    return _dire_le_fichier_ignore(contexte, nom, reply)


def _dire_le_fichier_ignore(contexte: Contexte, nom: str, reply: Reply) -> Reply:
    """Say that the file sent beside a command was not read, unless the command reads it."""
    requete = contexte.requete
    if nom in LISENT_UN_FICHIER or reply.message is None or not (requete.fichier or requete.refus):
        return reply
    dit = requete.refus or (
        f"Le fichier joint n'a pas été lu : /{nom} n'en prend pas. Pour contrôler des annexes, "
        "envoyez-le seul."
    )
    blocs = (*reply.message.blocs, Paragraphe(dit))
    return replace(reply, message=replace(reply.message, blocs=blocs))


def _avec_formulaire(contexte: Contexte, nom: str, reply: Reply) -> Reply:
    """Ask the questions that a command needs, as the platform can; remind of a waiting dialogue."""
    if reply.formulaire and contexte.requete.questions == "dialogue":
        return dialogues.ouvrir(contexte, reply.formulaire)
    if reply.formulaire and contexte.requete.questions == "bouton":
        return Reply(_proposer(reply.formulaire))
    attend = dialogues.en_cours(contexte)
    if attend and reply.message and nom not in {"annuler", "passer"} and not reply.message.question:
        blocs = (*reply.message.blocs, dialogues.rappel(attend))
        return replace(reply, message=replace(reply.message, blocs=blocs))
    return reply


def _proposer(formulaire: Formulaire) -> Message:
    """Offer a form that can't be opened by itself here; what was typed is kept in the button."""
    ouvrir = Bouton(
        "Ouvrir le formulaire", formulaire.commande, {**formulaire.fixe, **formulaire.valeurs}
    )
    texte = "Il me manque quelques réponses pour continuer."
    return Message(formulaire.titre, (Paragraphe(texte),), (ouvrir,))


def _inconnue(contexte: Contexte, nom: str) -> Refus:
    if contexte.auteur is None:
        return Interdit(COMMENT_S_INSCRIRE)
    voisine = proche(nom, [usage.split()[0][1:] for usage, _ in contexte.permises()])
    suite = f"Vouliez-vous dire /{voisine} ?" if voisine else "Ce que vous pouvez faire : /aide"
    return SaisieInvalide(f"La commande /{nom} n'existe pas. {suite}")


def _bouton(contexte: Contexte, jeton: str) -> Reply:
    """Do what a button means, for the organisation it was made for."""
    action = contexte.uow.boutons.lire(jeton, contexte.maintenant)
    if action is None:
        raise SaisieInvalide("Ce bouton n'est plus valable. Vos avis en cours : /avis")
    auteur = contexte.auteur
    if action.organisation and (auteur is None or auteur.organisation.id != action.organisation):
        raise Interdit("Ce bouton ne vous est pas destiné. Vos avis en cours : /avis")
    if action.commande == "repondre":
        dialogue = dialogues.en_cours(contexte)
        if dialogue is None:
            raise SaisieInvalide("Cette saisie est terminée. Ce que vous pouvez faire : /aide")
        return dialogues.repondre(contexte, dialogue, action.arguments["valeur"])
    if action.confirmation and not contexte.requete.confirme:
        permissions.exiger(PAR_NOM[action.commande], auteur)
        return Reply(_demander_confirmation(action.commande, action.arguments, action.confirmation))
    reply = executer(contexte, action.commande, dialogues.arguments_de(action.arguments))
    return _avec_formulaire(contexte, action.commande, reply)


def _demander_confirmation(commande: str, arguments: Mapping[str, str], question: str) -> Message:
    oui = Bouton("Oui, je confirme", commande, arguments)
    ref = {nom: texte for nom, texte in arguments.items() if nom == "reference_avis"}
    prefixe = prefixe_de(ref.get("reference_avis", ""))
    non = Bouton("Non, revenir en arrière", COMMANDES[prefixe] if prefixe else commande, ref)
    return Message("À confirmer", (Paragraphe(question),), (oui, non), Gravite.ALERTE)


def contexte_de(uow: UniteDeTravail, requete: Request, maintenant: datetime) -> Contexte:
    """Find who acts and what they may do; note their private conversation.

    What one person alone sees in a place shared by several is not where they read.
    """
    lieu = requete.conversation
    if requete.membre is not None:
        auteur = uow.membres.par_id(requete.membre)
    else:
        prive = lieu.adresse if lieu.prive and lieu.sujet is None else None
        auteur = uow.membres.par_identite(requete.plateforme, requete.personne, prive)

    def permises() -> Sequence[tuple[str, str]]:
        return [(une.usage, une.resume) for une in permissions.offertes(uow, auteur)]

    return Contexte(uow, maintenant, requete, auteur, permises, executer)


def _refus(refus: Refus) -> Reply | None:
    """Say why; who was told that they ask too much is not told again."""
    if isinstance(refus, TropVite) and refus.deja_dit:
        return None
    message = Message(
        "Ce n'est pas possible" if not isinstance(refus, SaisieInvalide) else "À corriger",
        (Paragraphe(refus.phrase),),
        gravite=Gravite.REFUS,
    )
    return Reply(message)


def _mettre_en_reponse(
    uow: UniteDeTravail, requete: Request, reply: Reply | None, maintenant: datetime
) -> None:
    """Queue the answer, and the removal of a message that shows a number in a group."""
    cle_reponse = f"{requete.plateforme}:{requete.conversation.cle}:{requete.message}"
    unique = secrets.token_hex(4)
    if not requete.conversation.prive and (
        contient_un_numero(requete.texte)
        or nomme_un_menage(requete.texte)
        or _CODE.match(requete.texte)
    ):
        uow.envois.ajouter(
            NouvelEnvoi(
                Genre.EFFACEMENT,
                requete.conversation,
                f"effacement:{cle_reponse}",
                maintenant,
                cible=requete.message,
            )
        )
    if reply is None:
        return
    vue = vue_du_formulaire(reply.formulaire) if reply.formulaire else None
    message = reply.message or Message(reply.formulaire.titre if reply.formulaire else "")
    auteur = uow.membres.par_identite(requete.plateforme, requete.personne)
    corps = Corps(message, vue)
    uow.envois.ajouter(
        NouvelEnvoi(
            Genre.REPONSE,
            requete.conversation,
            f"reponse:{cle_reponse}:{unique}",
            maintenant,
            reply.reference,
            auteur.organisation.id if auteur else None,
            corps=ecrire_corps(corps if requete.conversation.prive else pour_plusieurs(corps)),
            cible=None if requete.conversation.prive else requete.message,
        )
    )
