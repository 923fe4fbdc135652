"""The e-mail addresses of an organisation, as its référent reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.domain.calendrier import jour_local
from core.domain.organisations import Adresse, Organisation
from core.messages.limits import decouper_liste
from core.messages.model import Bloc, Bouton, Champs, Message, Paragraphe
from core.texte import jour_fr, pluriel

AFFICHEES = 20


def montrer(
    organisation: Organisation,
    adresses: Sequence[Adresse],
    invitees: Sequence[tuple[str, str]],
    caleol: str | None,
    zone: str,
    ecrire: Callable[[str], str],
) -> Message:
    """List the addresses, dead ones and invitations included; `ecrire` shows one, or masks it."""
    lignes = (
        *(_ligne(une, ecrire, zone) for une in adresses),
        *(f"{ecrire(une)} · invitée, {suite}" for une, suite in invitees),
    )
    blocs: list[Bloc] = [decouper_liste(lignes, AFFICHEES)] if lignes else []
    if not lignes:
        blocs.append(Paragraphe("Aucune. Pour en inviter une : /adresse ajouter jean@ville.fr"))
    if organisation.est_bailleur:
        connue = ecrire(caleol) if caleol else "aucune : /adresse caleol=caleol@exemple.fr"
        blocs.append(Champs((("CALEOL", connue),)))
    titre = f"{organisation.nom} : {pluriel(len(adresses), 'adresse')} de courriel"
    return Message(titre, tuple(blocs), _boutons(organisation, bool(adresses)))


def _ligne(une: Adresse, ecrire: Callable[[str], str], zone: str) -> str:
    morceaux = [ecrire(une.courriel), une.role.libelle]
    if une.secours:
        morceaux.append("de secours")
    if une.mort_le:
        raison = f" ({une.raison})" if une.raison else ""
        jour = jour_fr(jour_local(une.mort_le, zone))
        morceaux.append(f"ne reçoit plus rien depuis le {jour}{raison}")
    return " · ".join(morceaux)


def _boutons(organisation: Organisation, connues: bool) -> tuple[Bouton, ...]:
    voulus = [("Ajouter une adresse", "ajouter")]
    voulus += [("Retirer une adresse", "retirer"), ("Révoquer les liens", "revoquer")] * connues
    voulus += [("Adresse de la CALEOL", "caleol")] * organisation.est_bailleur
    return tuple(Bouton(libelle, "adresse", {"action": action}) for libelle, action in voulus)
