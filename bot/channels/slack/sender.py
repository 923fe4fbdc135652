"""Post, update or show one thing on Slack, once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.base import Livraison, Rythme
from bot.channels.images import est_une_image
from bot.channels.slack.accueil import accueil
from bot.channels.slack.adresses import NOM, Place, lire_message, message, place
from bot.channels.slack.errors import ACCES, ADRESSES_FAUSSES, issue, nom_de
from bot.channels.slack.modale import formulaire, reponse
from bot.channels.slack.render import blocs, secours
from core.domain.envois import Genre, Gone, Outcome, Rejected, RetryAt, Sent, Uncertain
from core.messages.model import Paragraphe

journal = structlog.get_logger(__name__)

DISCRETS = frozenset(
    {
        Genre.REPONSE,
        Genre.CANDIDATS,
        Genre.RELANCE_RECUE,
        Genre.OUVERTURE,
        Genre.COMPLETE,
        Genre.TARDIFS_ACCEPTES,
    }
)
"""Told in the thread only; whatever asks to be read is also shown in the channel."""

_ILLISIBLES = frozenset(
    {"invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long"}
)
_FIL_PERDU = frozenset({"thread_not_found", "restricted_action_thread_locked"})
_VUE_ILLISIBLE = frozenset({"invalid_arguments", "invalid_blocks", "view_too_large"})
DANS_VOS_MESSAGES = Paragraphe("Le fichier arrive dans vos messages avec fluxbot.")
Jetons = Callable[[str], Awaitable[str | None]]


class ExpediteurSlack:
    """The sending side of Slack; retries belong to the outbox."""

    nom = NOM
    rythme = Rythme(par_seconde=20, secondes_par_conversation=1.0, par_sujet=True)

    def __init__(
        self, client: AsyncWebClient, jetons: Jetons, relire: Jetons | None = None
    ) -> None:
        """`jetons` gives the bot's token in a workspace, None where it is not installed.

        `relire` gives it as stored, when the one in memory is refused.
        """
        self._client = client
        self._jetons = jetons
        self._relire = relire or jetons
        self._partis: dict[str, Outcome] = {}
        """Texts whose file is still to be sent, by the key of their send."""

    async def envoyer(self, livraison: Livraison) -> Outcome:
        """Do the send; the outcome is a value."""
        if livraison.envoi.genre is Genre.EFFACEMENT:
            return Rejected("Slack ne laisse pas un bot effacer le message d'une personne")
        ou = place(livraison.destination)
        jeton = await self._jetons(ou.equipe)
        if jeton is None:
            return Gone(f"{ACCES} : fluxbot n'est pas installé dans cet espace Slack")
        faite = await self._essayer(livraison, ou, jeton)
        if isinstance(faite, Gone) and faite.raison.startswith(ACCES):
            nouveau = await self._relire(ou.equipe)
            if nouveau and nouveau != jeton:
                return await self._essayer(livraison, ou, nouveau)
        return faite

    async def _essayer(self, livraison: Livraison, ou: Place, jeton: str) -> Outcome:
        try:
            faite = await self._faire(livraison, ou, jeton)
        except Exception as erreur:
            faite = issue(erreur)
        if not isinstance(faite, RetryAt | Uncertain):
            self._partis.pop(livraison.envoi.cle, None)
        return faite

    async def _faire(self, livraison: Livraison, ou: Place, jeton: str) -> Outcome:
        if livraison.tableau:
            vue = accueil(livraison.tableau, livraison.jetons, ou.equipe)
            await self._client.views_publish(user_id=ou.canal, view=vue, token=jeton)
            return Sent("")
        if livraison.envoi.genre is Genre.MISE_A_JOUR:
            return await self._modifier(livraison, ou, jeton)
        assert livraison.message
        if livraison.message.piece:
            return await self._joindre(livraison, ou, jeton)
        if ou.modale:
            return await self._remplir(livraison, ou, jeton)
        return await self._poster(livraison, ou, jeton)

    async def _modifier(self, livraison: Livraison, ou: Place, jeton: str) -> Outcome:
        assert livraison.message
        cible = livraison.envoi.cible or ""
        canal, ts = lire_message(cible)
        contenu = _contenu(livraison, ou)
        try:
            await self._client.chat_update(channel=canal, ts=ts, token=jeton, **contenu)
        except SlackApiError as erreur:
            if nom_de(erreur) not in _ILLISIBLES:
                raise
            seul = {"text": contenu["text"], "blocks": []}
            await self._client.chat_update(channel=canal, ts=ts, token=jeton, **seul)
        return Sent(cible)

    async def _remplir(self, livraison: Livraison, ou: Place, jeton: str) -> Outcome:
        """Fill the modal that waits; once it is closed, an answer is written where it came from."""
        assert livraison.message and ou.modale
        vue = reponse(livraison.message, livraison.jetons, ou.equipe, ou.lieu)
        if livraison.formulaire:
            vue = formulaire(livraison.formulaire, ou.lieu, livraison.message)
        try:
            await self._client.views_update(view_id=ou.modale, view=vue, token=jeton)
        except SlackApiError as erreur:
            nom = nom_de(erreur)
            perdue = nom == "not_found" and not livraison.formulaire
            if not perdue and nom not in _VUE_ILLISIBLE:
                raise
            return await self._poster(livraison, _hors_de_la_modale(ou), jeton)
        return Sent("")

    async def _poster(self, livraison: Livraison, ou: Place, jeton: str) -> Outcome:
        """Send the blocks; if Slack can't read them, the plain text; without its lost thread."""
        contenu = _contenu(livraison, ou)
        try:
            return await self._appel(livraison, ou, jeton, contenu)
        except SlackApiError as erreur:
            nom = nom_de(erreur)
            if nom not in _ILLISIBLES | _FIL_PERDU:
                raise
            journal.warning("message refusé, second essai plus simple", raison=nom)
            if nom in _ILLISIBLES:
                contenu = {"text": contenu["text"]}
            else:
                livraison, ou = replace(livraison, repond_a=None), replace(ou, fil=None)
            return await self._appel(livraison, ou, jeton, contenu)

    async def _appel(
        self, livraison: Livraison, ou: Place, jeton: str, contenu: dict[str, Any]
    ) -> Outcome:
        if ou.pour:
            return await self._a_part(livraison, ou, jeton, contenu)
        fil = _fil(livraison)
        poste = await self._client.chat_postMessage(
            channel=ou.canal,
            thread_ts=fil,
            token=jeton,
            unfurl_links=False,
            unfurl_media=False,
            reply_broadcast=livraison.envoi.genre not in DISCRETS if fil else None,
            **contenu,
        )
        ts = str(poste["ts"])
        return Sent(message(str(poste["channel"]), ts), datetime.fromtimestamp(float(ts), UTC))

    async def _a_part(
        self, livraison: Livraison, ou: Place, jeton: str, contenu: dict[str, Any]
    ) -> Outcome:
        """Show it to one person in the channel; where the bot is not, in their own messages."""
        assert ou.pour
        try:
            poste = await self._client.chat_postEphemeral(
                channel=ou.canal, user=ou.pour, thread_ts=ou.fil, token=jeton, **contenu
            )
        except SlackApiError as erreur:
            if nom_de(erreur) not in ADRESSES_FAUSSES | {"user_not_in_channel"}:
                raise
            return await self._appel(livraison, Place(ou.equipe, ou.pour), jeton, contenu)
        return Sent(message(ou.canal, str(poste["message_ts"])))

    async def _joindre(self, livraison: Livraison, ou: Place, jeton: str) -> Outcome:
        """Send a file: in the channel, or in the person's messages, never in front of others.

        Its text comes with it; with buttons, or in a modal, the text comes first and is the
        message: a new try after it left sends the file alone.
        """
        assert livraison.message and livraison.message.piece
        dit, cle = livraison.message, livraison.envoi.cle
        prive = ou.pour or (ou.canal if livraison.destination.prive else None)
        if ou.modale:
            annonce = replace(dit, blocs=(*dit.blocs, DANS_VOS_MESSAGES))
            await self._remplir(replace(livraison, message=annonce), ou, jeton)
        elif dit.boutons and cle not in self._partis:
            la = Place(ou.equipe, prive or ou.canal)
            self._partis[cle] = await self._poster(livraison, la, jeton)
        texte = None if ou.modale or dit.boutons else secours(dit)
        await self._deposer(livraison, prive, texte, jeton)
        return self._partis.get(cle, Sent(""))

    async def _deposer(
        self, livraison: Livraison, prive: str | None, texte: str | None, jeton: str
    ) -> None:
        """Upload the file into the channel, or into what one person and the bot say."""
        assert livraison.message and livraison.message.piece
        canal, piece = place(livraison.destination).canal, livraison.message.piece
        if prive:
            ouvert = await self._client.conversations_open(users=prive, token=jeton)
            canal = str(ouvert["channel"]["id"])
        await self._client.files_upload_v2(
            channel=canal,
            content=piece.contenu,
            filename=piece.nom,
            title=piece.nom,
            alt_txt=livraison.message.titre if est_une_image(piece) else None,
            initial_comment=texte,
            thread_ts=_fil(livraison) if not prive else None,
            token=jeton,
        )


def _contenu(livraison: Livraison, ou: Place) -> dict[str, Any]:
    """Give the blocks and the plain text of a message."""
    assert livraison.message
    rendus = blocs(livraison.message, livraison.jetons, ou.equipe)
    return {"text": secours(livraison.message), "blocks": rendus}


def _hors_de_la_modale(ou: Place) -> Place:
    """Give where to write when the modal was closed."""
    if not ou.lieu:
        return Place(ou.equipe, ou.canal)
    canal, _, fil = ou.lieu.partition("/")
    return Place(ou.equipe, canal, pour=ou.canal, fil=fil or None)


def _fil(livraison: Livraison) -> str | None:
    """Give the thread that a message goes into."""
    return lire_message(livraison.repond_a)[1] if livraison.repond_a else None
