"""What was done with a year's rights: posted, designated, delivered, left (LP art. 3, 4, 8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.domain.avis import CLOS, Etat, Livraison
from core.domain.droits import Droit
from core.domain.equilibre import Profil, Trait
from core.domain.organisations import Organisation
from core.domain.repartition import Situation

DESIGNES = frozenset(
    {Etat.DESIGNE, Etat.EN_CALEOL, Etat.ATTRIBUE, Etat.BAIL_SIGNE, Etat.REFUSE_PAR_TOUS}
)


@dataclass(frozen=True)
class LigneSuivi:
    """Avis of one bailleur that share all these facts, and their number.

    `posee`: sent in the year; `livree`: first counted as delivered in the year (LP art. 3).
    """

    reservataire: int
    etat: Etat
    livraison: Livraison | None
    posee: bool
    livree: bool
    traits: Trait
    nombre: int


@dataclass
class Compte:
    """What one réservataire got of one bailleur's year; all are numbers of dwellings.

    `en_cours`: offered, of this year or before, with nothing delivered yet and not closed.
    `brouillons`: meant for it, not yet sent.
    """

    brouillons: int = 0
    poses: int = 0
    designes: int = 0
    en_cours: int = 0
    rendus: int = 0
    retires: int = 0
    livres: dict[Livraison, int] = field(default_factory=lambda: dict.fromkeys(Livraison, 0))
    offerts: Profil = field(default_factory=Profil)

    @property
    def delivres(self) -> int:
        """Give all that counts as delivered, whatever made it so (LP art. 3 and 6)."""
        return sum(self.livres.values())

    def ajouter(self, ligne: LigneSuivi) -> None:
        """Count the avis of one line."""
        if ligne.etat is Etat.BROUILLON:
            self.brouillons += ligne.nombre
            return
        if ligne.livree and ligne.livraison:
            self.livres[ligne.livraison] += ligne.nombre
        elif ligne.livraison is None and ligne.etat not in CLOS:
            self.en_cours += ligne.nombre
        if not ligne.posee:
            return
        self.poses += ligne.nombre
        self.designes += ligne.nombre * (ligne.etat in DESIGNES)
        self.rendus += ligne.nombre * (ligne.etat is Etat.RENDU)
        self.retires += ligne.nombre * (ligne.etat is Etat.RETIRE)
        if ligne.etat is not Etat.RETIRE:
            self.offerts.ajouter(ligne.traits, ligne.nombre)


@dataclass(frozen=True)
class Suivi:
    """One réservataire's year with one bailleur: `droit` of this year, or of `annee_du_droit`."""

    reservataire: Organisation
    compte: Compte
    droit: Droit | None

    def reste(self, annee: int) -> int | None:
        """Give the dwellings still due in `annee`; negative: delivered beyond the right."""
        if self.droit is None or self.droit.annee != annee:
            return None
        return self.droit.part - self.compte.delivres


@dataclass(frozen=True)
class SuiviAnnuel:
    """One bailleur's year; `vacants` is the profile of all that it posted and did not withdraw."""

    bailleur: Organisation
    annee: int
    suivis: tuple[Suivi, ...]
    vacants: Profil


def suivre(
    bailleur: Organisation,
    annee: int,
    reservataires: Iterable[Organisation],
    droits: Mapping[int, Droit],
    lignes: Iterable[LigneSuivi],
) -> SuiviAnnuel:
    """Count a bailleur's year by réservataire; `droits` are known by réservataire's id."""
    comptes = {une.id: Compte() for une in reservataires}
    vacants = Profil()
    for ligne in lignes:
        comptes.setdefault(ligne.reservataire, Compte()).ajouter(ligne)
        if ligne.posee and ligne.etat not in (Etat.RETIRE, Etat.BROUILLON):
            vacants.ajouter(ligne.traits, ligne.nombre)
    suivis = tuple(Suivi(une, comptes[une.id], droits.get(une.id)) for une in reservataires)
    return SuiviAnnuel(bailleur, annee, suivis, vacants)


def situations(annuel: SuiviAnnuel) -> tuple[Situation, ...]:
    """Give where each réservataire with a right stands, for the next proposal.

    A brouillon counts: six dwellings entered in a row are not all for the same one.
    """
    return tuple(
        Situation(
            un.reservataire.nom,
            un.droit.part,
            un.compte.delivres + un.compte.en_cours + un.compte.brouillons,
            un.compte.offerts,
        )
        for un in annuel.suivis
        if un.droit and un.droit.part > 0
    )
