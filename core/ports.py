"""What the use cases ask of the outside: one unit of work and its repositories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import datetime
from typing import Protocol

from core.domain.avis import AvisDeVacance, Etat
from core.domain.candidatures import Candidature, EtatCandidature
from core.domain.convention import Convention
from core.domain.droits import Droit
from core.domain.envois import Envoi, Genre, NouvelEnvoi, Reception
from core.domain.jalons import Jalon
from core.domain.journal import Entree, Sceau
from core.domain.menages import Menage
from core.domain.organisations import (
    Adresse,
    Destination,
    Invitation,
    Membre,
    Nature,
    Organisation,
    Role,
)
from core.domain.parc import ParcSoumis
from core.domain.suivi import LigneSuivi


class Organisations(Protocol):
    """Organisations and the conventions that bind them."""

    def toutes(self) -> Sequence[Organisation]:
        """Give all of them, by name."""

    def ajouter(self, nom: str, nature: Nature, /) -> Organisation:
        """Store a new one."""

    def adherer(self, organisation: int, convention: str, /) -> None:
        """Bind it to a convention; nothing happens when it already is."""

    def caleol(self, organisation: int, /) -> str | None:
        """Give the e-mail address of a bailleur's CALEOL, if it is known (LP art. 6)."""

    def noter_caleol(self, organisation: int, adresse: str | None, /) -> None:
        """Keep the e-mail address of a bailleur's CALEOL; None forgets it."""

    def partenaires(self, une: int, natures: frozenset[Nature], /) -> Sequence[Organisation]:
        """Give the organisations of these kinds bound by a convention it is party to."""

    def conventions_communes(self, une: int, autre: int, /) -> Sequence[Convention]:
        """Give the conventions that bind both."""


class Membres(Protocol):
    """People, known by their identifier on a platform."""

    def par_identite(self, plateforme: str, personne: str, /) -> Membre | None:
        """Find the active member behind a platform's identifier."""

    def ajouter(
        self,
        organisation: Organisation,
        role: Role,
        plateforme: str,
        personne: str,
        prive: str | None,
        maintenant: datetime,
        /,
    ) -> Membre:
        """Enrol a person; `prive` is the address of their private conversation, if known."""

    def changer_role(self, membre: int, role: Role, /) -> None:
        """Give the member another role."""

    def noter_prive(self, membre: int, plateforme: str, adresse: str, /) -> bool:
        """Remember (or revive) a private conversation; tell whether that changed anything."""

    def tableaux(self, organisation: int, /) -> Sequence[tuple[str, str]]:
        """Give (platform, address) of each board that a member of the organisation looks at."""

    def par_id(self, membre: int, /) -> Membre | None:
        """Find an active member by number."""

    def liens_depuis(self, membre: int, /) -> datetime | None:
        """Give the instant before which every signed link of a member is revoked."""

    def revoquer_liens(self, membre: int, maintenant: datetime, /) -> None:
        """Revoke every signed link that a member was sent until now."""

    def adresses(self, organisation: int, /) -> Sequence[Adresse]:
        """Give the e-mail addresses of an organisation's active members."""

    def noter_secours(self, plateforme: str, personne: str, /, *, secours: bool) -> None:
        """Say whether an address reads only when nobody else of its organisation can."""

    def prives(self, membre: int, /) -> Sequence[Destination]:
        """Give the living private conversations of a member, e-mail addresses included."""

    def tous(self) -> Sequence[Membre]:
        """Give every active member."""

    def retirer(self, membre: int, maintenant: datetime, /) -> bool:
        """End a membership at once; tell whether it was active."""


class Invitations(Protocol):
    """Enrolment codes, stored hashed, used once."""

    def ajouter(self, empreinte: str, une: Invitation, expire_le: datetime, /) -> None:
        """Store the hash of a code, and what it gives."""

    def consommer(self, empreinte: str, maintenant: datetime, /) -> Invitation | None:
        """Use the code up; None when unknown, used or expired."""


class Canaux(Protocol):
    """Conversations that read an organisation's notices."""

    def ajouter(self, organisation: int, destination: Destination, maintenant: datetime, /) -> bool:
        """Attach (or revive) a conversation; False when it was already attached."""

    def retirer(self, organisation: int, destination: Destination, /) -> bool:
        """Detach it; False when it was not attached."""

    def destinations(self, organisation: int, /) -> Sequence[Destination]:
        """Give the living ones: its conversations, else its members in private; its addresses."""

    def en_secours(self, organisation: int, /) -> bool:
        """Tell whether only e-mail is left of an organisation that also used to read elsewhere."""

    def injoignable(self, organisation: int, /) -> bool:
        """Tell whether somebody is enrolled or attached, and every conversation is dead."""

    def administrateurs(self) -> Sequence[Destination]:
        """Give the living private conversations of every administrateur."""

    def enterrer(self, destination: Destination, raison: str, maintenant: datetime, /) -> None:
        """Mark a conversation dead, wherever it is used."""

    def deplacer(self, ancienne: Destination, adresse: str, /) -> None:
        """Follow a conversation to its new address."""


class DepotAvis(Protocol):
    """Avis de vacance."""

    def reference_suivante(self, prefixe: str, annee: int, /) -> str:
        """Take the next reference of the year: « AV-2026-0001 »."""

    def creer(self, avis: AvisDeVacance, /) -> AvisDeVacance:
        """Store a new avis and give it with its id."""

    def par_reference(self, reference: str, /, *, verrou: bool = False) -> AvisDeVacance | None:
        """Find one; `verrou` keeps others from changing it until the end of the transaction."""

    def par_id(self, avis: int, /, *, verrou: bool = False) -> AvisDeVacance | None:
        """Find one by its id."""

    def enregistrer(self, avis: AvisDeVacance, offre: datetime | None = None, /) -> None:
        """Store its present state, and when the offer that runs ends: it ranks the avis."""

    def de(
        self, organisation: int, etats: Iterable[Etat], limite: int, /
    ) -> Sequence[AvisDeVacance]:
        """Give an organisation's avis in these states, by échéance then by age."""

    def non_recus(self, *, remis: bool = True) -> Sequence[int]:
        """Give the ids of avis or relances that wait for a reception with nothing on its way.

        Without `remis`, leave out those that left and only wait for an acknowledgement.
        """

    def candidatures(self, avis: int, /) -> Sequence[Candidature]:
        """Give all its candidatures, by number."""

    def ajouter_candidature(self, avis: int, candidature: Candidature, /) -> None:
        """Store one, its numéro unique encrypted."""

    def changer_candidature(self, avis: int, numero: int, etat: EtatCandidature, /) -> None:
        """Give one another state."""

    def enregistrer_candidature(self, avis: int, candidature: Candidature, /) -> None:
        """Store what became of one."""

    def deja_tenu(self, avis: AvisDeVacance, /) -> str | None:
        """Give the avis by which the same dwelling already counts as réputé tenu, if one does."""

    def depose_depuis(self, avis: AvisDeVacance, depuis: datetime, /) -> str | None:
        """Give the avis by which the bailleur put the same dwelling up again since, if any."""

    def receptions(self, avis: int, /) -> Sequence[Reception]:
        """Give the proofs of reception, oldest first."""

    def ajouter_reception(self, avis: int, reception: Reception, /) -> None:
        """Store a proof."""


class Menages(Protocol):
    """Names and contact details of candidates, encrypted."""

    def enregistrer(
        self,
        avis: int,
        numero: int,
        menage: Menage,
        organisation: int,
        sel: str,
        engagement: str,
        maintenant: datetime,
        /,
    ) -> None:
        """Store a household in place of what was known of it; `engagement` is its commitment."""

    def de(self, avis: int, /) -> Mapping[int, Menage]:
        """Give the households of an avis, by the number of their candidature."""

    def connus(self, avis: int, /) -> frozenset[int]:
        """Give the numbers of the candidatures whose household is known, decrypting nothing."""

    def oublier(self, avis: int, numero: int, /) -> bool:
        """Erase a household; the journal keeps its commitment. Tells whether there was one."""


class Jalons(Protocol):
    """What is due, by instant."""

    def remplacer(self, avis: int, jalons: Iterable[Jalon], /) -> None:
        """Set all that the avis waits for."""

    def dus(self, avis: int, maintenant: datetime, /) -> Sequence[Jalon]:
        """Give what is due for one avis, oldest first."""

    def oublier(self, avis: int, jalon: Jalon, /) -> None:
        """Drop one that was done, or has lost its reason."""

    def avis_dus(self, maintenant: datetime, limite: int, /) -> Sequence[int]:
        """Give the ids of avis with something due, oldest first."""


class Journal(Protocol):
    """The append-only record."""

    def ajouter(self, entree: Entree, /) -> Entree:
        """Chain and store an entry."""

    def chaine(self, dossier: str, /) -> Sequence[Entree]:
        """Give one dossier's entries, in order."""

    def tete(self, dossier: str, /) -> tuple[int, str] | None:
        """Give the rank and hash of a dossier's last entry."""

    def tetes_a_sceller(self, avant: datetime, /) -> dict[str, tuple[int, str]]:
        """Give the heads that moved before `avant` and are in no seal yet."""

    def dernier_sceau(self) -> Sceau | None:
        """Give the last seal."""

    def sceller(self, sceau: Sceau, /) -> None:
        """Store a seal; its heads count as sealed."""

    def sceaux_de(self, dossier: str, /) -> Sequence[Sceau]:
        """Give the seals that hold a head of this dossier, oldest first."""


class Envois(Protocol):
    """The outbox, as the use cases see it."""

    def ajouter(self, envoi: NouvelEnvoi, /) -> bool:
        """Store a send; False when one with the same key already is."""

    def messages(self, reference: str, genre: Genre, /) -> Sequence[tuple[Destination, str]]:
        """Give where notices of that kind about a dossier were sent, and their message ids."""

    def remises(self, reference: str, genre: Genre, tour: int, /) -> Set[str]:
        """Give the conversations (their `cle`) that accepted that round's notice."""

    def racine(self, reference: str, destination: Destination, /) -> str | None:
        """Give the first message about a dossier in a conversation."""

    def annuler_tableaux(self, tableau: Destination, /) -> None:
        """Drop the pending drawings of a board: a newer one comes."""

    def annuler_mises_a_jour(self, reference: str, /) -> None:
        """Drop the pending edits of a dossier's messages: newer ones come."""

    def encore_en_route(self, envoi: Envoi, /) -> bool:
        """Tell whether the same notice was received, or still may be, somewhere else."""

    def refusees(self, reference: str, genre: Genre, tour: int, /) -> Set[str]:
        """Give the conversations (their `cle`) that refused such a notice of that round."""


class Ecoutes(Protocol):
    """Up to when each platform's incoming messages were all handled."""

    def jusqu_a(self) -> datetime | None:
        """Give the earliest of the platforms' instants; None when no platform listens."""

    def silence_autour(self, instant: datetime, /) -> tuple[datetime, datetime] | None:
        """Give the last long silence if it covers `instant`: an answer may have been lost."""


class Droits(Protocol):
    """The rights retained, by bailleur, réservataire and year."""

    def retenir(self, droit: Droit, /) -> None:
        """Store a right, in place of the one of the same parties and year."""

    def lire(self, bailleur: int, reservataire: int, annee: int, /) -> Droit | None:
        """Give the right of a year, if one is retained."""

    def parts(self, bailleur: int, annee: int, /) -> Mapping[int, int]:
        """Give each réservataire's part of a bailleur's year, in dwellings, by organisation id."""

    def pour(self, organisation: int, annee: int, /) -> Sequence[Droit]:
        """Give the rights of a year that an organisation owes or is owed, by names."""

    def dernier(self, bailleur: int, reservataire: int, avant: int, /) -> Droit | None:
        """Give the latest right of these parties for a year before `avant`."""


class SuiviDuFlux(Protocol):
    """Avis counted by the database."""

    def annee(self, bailleur: int, annee: int, /) -> Sequence[LigneSuivi]:
        """Give the avis sent or delivered in the civil year, and those that still run."""


class Parcs(Protocol):
    """The stock of each bailleur, year by year, in counts."""

    def enregistrer(self, parc: ParcSoumis, /) -> None:
        """Store it, in place of the one of the same bailleur and year."""

    def de(self, bailleur: int, annee: int, /) -> ParcSoumis | None:
        """Give the stock of a bailleur at 1 January of a year."""

    def annees(self, bailleur: int, /) -> Sequence[int]:
        """Give the years of the stocks kept for a bailleur, the latest first."""


class UnitOfWork(Protocol):
    """One transaction over everything that a use case changes."""

    @property
    def organisations(self) -> Organisations:
        """Give the organisations and their conventions."""

    @property
    def membres(self) -> Membres:
        """Give the people."""

    @property
    def invitations(self) -> Invitations:
        """Give the enrolment codes."""

    @property
    def canaux(self) -> Canaux:
        """Give the conversations."""

    @property
    def avis(self) -> DepotAvis:
        """Give the avis de vacance."""

    @property
    def menages(self) -> Menages:
        """Give the names and contact details of candidates."""

    @property
    def droits(self) -> Droits:
        """Give the rights retained."""

    @property
    def suivi(self) -> SuiviDuFlux:
        """Give the counts of a year."""

    @property
    def parcs(self) -> Parcs:
        """Give the stocks."""

    @property
    def jalons(self) -> Jalons:
        """Give the what is due."""

    @property
    def journal(self) -> Journal:
        """Give the record."""

    @property
    def envois(self) -> Envois:
        """Give the outbox."""

    @property
    def ecoutes(self) -> Ecoutes:
        """Give the how far we listened."""
