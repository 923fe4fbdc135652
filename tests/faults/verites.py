"""What must be true once calm is back, whatever was killed: each is one named check."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from sqlalchemy import func, select

from core.domain.envois import Genre
from core.domain.organisations import COURRIEL
from storage import tables
from storage.depots.releve import PERDUS, EtatEnvoi
from storage.depots.socle import destination
from storage.verification import ruptures
from tests.faults.charge import Charge, Parole
from tests.faults.dates import fautes_de_date
from tests.faults.lieu import Lieu, Recu

DEJA_VU = "peut-être déjà parvenu"
REFERENCE = re.compile(r"AV-\d{4}-\d{4,}")
UNE_FOIS = {
    "avis créé", "avis émis", "avis remis", "avis reçu",
    "relance envoyée", "relance remise", "relance reçue",
}  # fmt: skip


class Verites:
    """Reads the database and the platforms once, then checks one promise after the other."""

    def __init__(self, charge: Charge, connue: str = "") -> None:
        """`connue` matches the one kind of fault that the log may tell of."""
        self.charge = charge
        self._connue = connue
        self.lieu: Lieu = charge.lieu
        self.recus = self.lieu.recus()
        self._par_lieu: dict[str, list[Recu]] = defaultdict(list)
        for un in self.recus:
            self._par_lieu[un.lieu].append(un)
        with self.lieu.base.transaction() as uow:
            references = uow.connexion.scalars(select(tables.avis.c.reference)).all()
            tous = [uow.avis.par_reference(une) for une in sorted(references)]
            self.avis = {un.reference: un for un in tous if un}
            self.chaines = {une: uow.journal.chaine(une) for une in self.avis}
            self.candidatures = {
                un.reference: uow.avis.candidatures(un.id) for un in self.avis.values()
            }
            self.ruptures = list(ruptures(uow, self.avis))
            orgas = uow.organisations.toutes()
            self.destinations = {
                une.nom: [un.cle for un in uow.canaux.destinations(une.id)] for une in orgas
            }
            self.vivants = uow.connexion.scalar(
                select(func.count()).where(
                    tables.envoi.c.etat.in_([EtatEnvoi.EN_ATTENTE, EtatEnvoi.EN_COURS])
                )
            )
            self.arrivees = uow.arrivees.nombre_en_attente()
            self.perdus = [f"jamais parvenu : {un}" for un in uow.envois.lister(PERDUS, 20)]
            deux_silences = select(tables.envoi).where(
                tables.envoi.c.etat == EtatEnvoi.PERDU_DE_VUE, tables.envoi.c.silences == 1
            )
            self._abandonnes = {
                (un.genre, un.reference, destination(un).cle)
                for un in uow.connexion.execute(deux_silences)
            }
            """What a platform left twice without an answer: it alone may be missing."""

    def toutes(self) -> None:
        """Check them all, and tell of all that fails at once."""
        fautes = [
            f"{verite.__name__} : {faute}"
            for verite in (
                self.rien_ne_reste,
                self.chaque_message_a_un_effet_et_une_reponse,
                self.chaque_notification_est_parvenue,
                self.un_double_le_dit,
                self.chaque_passage_une_fois,
                self.le_journal_est_intact,
                self.les_references_se_suivent,
                self.les_dates_sont_justes,
                self.aucune_faute_inconnue,
            )
            for faute in verite()
        ]
        assert not fautes, "\n".join(fautes[:40] + self.perdus)

    def rien_ne_reste(self) -> Iterator[str]:
        """Nothing is still waiting, neither to be handled nor to be sent."""
        if self.arrivees:
            yield f"{self.arrivees} messages reçus jamais traités"
        if self.vivants:
            yield f"{self.vivants} envois jamais réglés"

    def chaque_message_a_un_effet_et_une_reponse(self) -> Iterator[str]:
        """Each message that a platform took had exactly one effect, and at least one answer."""
        for parole in self.charge.paroles:
            effets, reponse = self._suite(parole)
            attendus = {1} if parole.entendue else {0, 1}
            if effets not in attendus:
                yield f"{parole.quoi} {parole.marque} ({parole.lieu}) : {effets} effets"
            elif effets and not self._dit(parole.lieu, reponse, REFERENCE.search(reponse)):
                yield f"{parole.quoi} {parole.marque} ({parole.lieu}) : aucune réponse"

    def chaque_notification_est_parvenue(self) -> Iterator[str]:
        """Each notice due was delivered at least once to each of its destinations."""
        for reference, avis in self.avis.items():
            a_faire: list[tuple[str, Genre, str]] = []
            if reference not in self.charge.echues.tous:
                a_faire.append((avis.reservataire.nom, Genre.AVIS, f"Avis de vacance {reference}"))
            actions = {une.action for une in self.chaines[reference]}
            if "avis reçu" in actions and reference not in self.charge.echues.tous:
                a_faire.append((avis.bailleur.nom, Genre.AVIS_RECU, f"{reference} : reçu par"))
            if reference in self.charge.echues.a_relancer_:
                a_faire.append((avis.reservataire.nom, Genre.RELANCE, f"Relance : {reference}"))
            if "relance reçue" in actions:
                a_faire.append(
                    (avis.bailleur.nom, Genre.RELANCE_RECUE, f"{reference} : relance reçue")
                )
            if avis.etat == "réputé tenu":
                a_faire += [(un.nom, Genre.REPUTE_TENU, "réputé tenu") for un in avis.parties()]
            if avis.etat == "désigné":
                a_faire.append((avis.bailleur.nom, Genre.DESIGNE, "a fait sa désignation"))
            for nom, genre, texte in a_faire:
                yield from self._manquants(nom, genre, reference, texte)

    def un_double_le_dit(self) -> Iterator[str]:
        """A conversation that was sent the same notice again was told that it may have it."""
        for (lieu, titre), semblables in self._semblables().items():
            muets = [un for un in semblables[1:] if DEJA_VU not in un.texte]
            if muets and not lieu.startswith(COURRIEL):
                yield f"{lieu} : {len(semblables)} fois « {titre} », {len(muets)} sans le dire"

    def doubles(self) -> int:
        """Count the doubles, all labelled."""
        return sum(len(un) - 1 for un in self._semblables().values())

    def chaque_passage_une_fois(self) -> Iterator[str]:
        """Each avis's journal has each transition once, and the échéances passed have theirs.

        A relance that the platform left twice without an answer starts no clock, and is told of.
        """
        for reference, chaine in self.chaines.items():
            faits = Counter(une.action for une in chaine if une.action in UNE_FOIS)
            faits.update(f"→ {une.a}" for une in chaine if une.de != une.a)
            for fait, nombre in faits.items():
                if nombre > 1:
                    yield f"{reference} : {nombre} fois « {fait} »"
        for reference in self.charge.echues.a_relancer_:
            actions = {une.action for une in self.chaines[reference]}
            suites = {"relance reçue"}
            if self._relance_perdue(reference):
                suites.add("relance non remise")
            if not {"avis créé", "relance envoyée"} <= actions or actions.isdisjoint(suites):
                yield f"{reference} : pas relancé ({self.avis[reference].etat})"
        for reference in self.charge.echues.a_tenir_:
            if self.avis[reference].etat != "réputé tenu":
                yield f"{reference} : {self.avis[reference].etat}, pas réputé tenu"

    def le_journal_est_intact(self) -> Iterator[str]:
        """Every chain holds, and the tables say what it says."""
        yield from map(str, self.ruptures)

    def les_references_se_suivent(self) -> Iterator[str]:
        """References have neither gap nor double."""
        numeros = sorted(int(une.rpartition("-")[2]) for une in self.avis)
        if numeros != list(range(1, len(numeros) + 1)):
            yield f"{numeros}"

    def les_dates_sont_justes(self) -> Iterator[str]:
        """Each délai starts at an acceptance that the platform itself recorded."""
        for reference, avis in self.avis.items():
            yield from fautes_de_date(self, reference, avis)

    def aucune_faute_inconnue(self) -> Iterator[str]:
        """The log holds no traceback but of the one kind that the test provokes."""
        journal = self.lieu.installation.journal()
        for trouve in re.finditer(r"Traceback.*?\n(?=\d{4}-|\Z)", journal, re.DOTALL):
            if not self._connue or not re.search(self._connue, trouve[0]):
                yield trouve[0][-1500:]

    def _suite(self, parole: Parole) -> tuple[int, str]:
        """Give how many effects a message had, and the beginning of what answers it."""
        if parole.quoi == "vacance":
            faits = [un for un in self.avis.values() if un.logement.quartier == parole.marque]
            return len(faits), f"{faits[0].reference} : envoyé" if faits else ""
        liste = self.candidatures[parole.marque]
        return len(liste) // 3, f"{parole.marque} : désigné, 3 candidats"

    def _relance_perdue(self, reference: str) -> bool:
        return any(un[:2] == (Genre.RELANCE, reference) for un in self._abandonnes)

    def _dit(self, lieu: str, debut: str, reference: re.Match[str] | None) -> bool:
        if reference and (Genre.REPONSE, reference[0], lieu) in self._abandonnes:
            return True
        return any(debut in un.texte for un in self._par_lieu[lieu])

    def _manquants(
        self, organisation: str, genre: Genre, reference: str, texte: str
    ) -> Iterator[str]:
        for lieu in self.destinations[organisation]:
            if (genre, reference, lieu) in self._abandonnes:
                continue
            if not any(reference in un.texte and texte in un.texte for un in self._par_lieu[lieu]):
                yield f"{reference} : {lieu} n'a pas reçu « {texte} »"

    def _semblables(self) -> dict[tuple[str, str], list[Recu]]:
        """Group what each conversation was sent by what it says first of which dossier."""
        groupes: dict[tuple[str, str], list[Recu]] = defaultdict(list)
        for un in self.recus:
            if REFERENCE.search(un.titre):
                groupes[un.lieu, un.titre].append(un)
        return groupes
