"""Avis de vacance and their receptions."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, exists, or_, select, update

from core.domain.avis import CLOS, AvisDeVacance, Etat, Livraison
from core.domain.convention import Termes
from core.domain.envois import Genre, NatureReception, Reception
from core.domain.logement import CHAMPS, Logement
from core.domain.organisations import Nature, Organisation
from storage.depots.memes_logements import DepotMemesLogements
from storage.depots.socle import colonnes, destination
from storage.tables import avis as table
from storage.tables import compteur, envoi, jalon, organisation, reception, sceau_tete, termes
from storage.tables.dossiers import EN_COURS, SANS_RECEPTION
from storage.types import ecrire_echeance, ecrire_termes, lire_echeance, lire_termes

_TERMES_LUS: dict[str, Termes] = {}
"""Terms by hash: as many as there are versions of the conventions."""

VIVANTS = ("en attente", "en cours")

CHANGER = update(table).where(table.c.id == bindparam("numero"))
"""Stores the columns that change in an avis's life (`colonnes`)."""
_LIBRES = (
    select(table)
    .where(table.c.id.in_(bindparam("numeros", expanding=True)))
    .with_for_update(skip_locked=True)
)
"""SQLite, which has one writer at a time, locks nothing more."""

_EN_ROUTE = exists().where(
    envoi.c.reference == table.c.reference,
    envoi.c.organisation_id == table.c.reservataire_id,
    envoi.c.genre.in_([Genre.AVIS, Genre.RELANCE, Genre.RECTIFICATIF]),
    envoi.c.etat.in_(VIVANTS),
)


_PAR_REFERENCE = select(table).where(table.c.reference == bindparam("reference"))
_TENIR = _PAR_REFERENCE.with_for_update()
_PARTIES = select(organisation).where(organisation.c.id.in_(bindparam("numeros", expanding=True)))
_CONVENUS = select(table.c.termes).where(table.c.reference == bindparam("reference"))


_DUS_ET_LIBRES = (
    select(table.c.id)
    .where(table.c.id.in_(bindparam("numeros", expanding=True)))
    .where(
        exists().where(jalon.c.avis_id == table.c.id, jalon.c.instant <= bindparam("maintenant"))
    )
    .with_for_update(skip_locked=True, of=table)
)


class DepotAvis(DepotMemesLogements):
    """Avis de vacance."""

    def reference_suivante(self, prefixe: str, annee: int) -> str:
        """Take the next reference of the year: « AV-2026-0001 »."""
        cle = {"prefixe": prefixe, "annee": annee}
        self.inserer_si_absent(compteur, cle | {"valeur": 0})
        requete = (
            update(compteur)
            .where(compteur.c.prefixe == prefixe, compteur.c.annee == annee)
            .values(valeur=compteur.c.valeur + 1)
            .returning(compteur.c.valeur)
        )
        return f"{prefixe}-{annee}-{self.connexion.execute(requete).scalar_one():04d}"

    def creer(self, avis: AvisDeVacance) -> AvisDeVacance:
        """Store a new avis and give it with its id; its terms are stored once."""
        contenu = ecrire_termes(avis.termes)
        empreinte = hashlib.sha256(contenu.encode()).hexdigest()
        self.inserer_si_absent(termes, {"empreinte": empreinte, "contenu": contenu})
        fixes = {
            "reference": avis.reference,
            "bailleur_id": avis.bailleur.id,
            "reservataire_id": avis.reservataire.id,
            "convention": avis.convention,
            "termes": empreinte,
            "cree_le": avis.cree_le,
            "sel": avis.sel,
        }
        return replace(avis, id=self.inserer(table, fixes | _variables(avis)))

    def enregistrer(self, avis: AvisDeVacance, offre: datetime | None = None) -> None:
        """Store its present state, and when the offer that runs ends: it ranks the avis."""
        self.connexion.execute(CHANGER, self.colonnes(avis, offre))

    def colonnes(self, avis: AvisDeVacance, offre: datetime | None) -> dict[str, Any]:
        """Give what `CHANGER` stores."""
        variables = _variables(avis) | {"numero": avis.id}
        variables["echeance_le"] = variables["echeance_le"] or offre
        return variables

    def par_reference(self, reference: str, *, verrou: bool = False) -> AvisDeVacance | None:
        """Find one; `verrou` keeps others from changing it until the end of the transaction."""
        requete = _TENIR if verrou else _PAR_REFERENCE
        ligne = self.connexion.execute(requete, {"reference": reference}).one_or_none()
        return self._lue(ligne) if ligne else None

    def par_id(self, avis: int, *, verrou: bool = False) -> AvisDeVacance | None:
        """Find one by its id."""
        return self._un(select(table).where(table.c.id == avis), verrou)

    def dus_et_libres(self, numeros: Sequence[int], maintenant: datetime) -> Sequence[int]:
        """Lock those of several that have something due and that nobody else is at; in order.

        What another copy did meanwhile is left out as well.
        """
        quoi = {"numeros": list(numeros), "maintenant": maintenant}
        libres = set(self.connexion.scalars(_DUS_ET_LIBRES, quoi))
        return [un for un in numeros if un in libres]

    def prendre(self, numeros: Sequence[int]) -> Sequence[AvisDeVacance]:
        """Lock those of several that nobody else is at, and give them, waiting for nobody."""
        lignes = self.connexion.execute(_LIBRES, {"numeros": list(numeros)}).all()
        parties = self._organisations(
            *{une for ligne in lignes for une in _numeros_des_parties(ligne)}
        )
        return [self._lire(ligne, parties) for ligne in lignes]

    def en_route(self, avis: AvisDeVacance) -> bool:
        """Tell whether its notice or relance is about to leave for its réservataire."""
        requete = select(table.c.id).where(table.c.id == avis.id, _EN_ROUTE)
        return self.connexion.execute(requete).first() is not None

    def verrouiller(self, reference: str) -> None:
        """Keep others from changing an avis until the end of the transaction, reading nothing.

        SQLite has one writer at a time already.
        """
        if self.connexion.dialect.name != "sqlite":
            self.connexion.execute(
                select(table.c.id).where(table.c.reference == reference).with_for_update()
            )

    def de(
        self, organisation: int, etats: Collection[Etat], limite: int
    ) -> Sequence[AvisDeVacance]:
        """Give an organisation's avis in these states, by échéance then by age."""
        t = table.c
        # Said too when it goes without saying: the closed, ever more numerous, are not read.
        courent = () if CLOS.intersection(etats) else (EN_COURS,)
        requete = (
            select(table)
            .where(_lisible(organisation, *courent), t.etat.in_(list(etats)))
            .order_by(t.echeance_le.is_(None), t.echeance_le, t.id)
            .limit(limite)
        )
        return [self._lue(ligne) for ligne in self.connexion.execute(requete)]

    def derniers(self, organisation: int, limite: int) -> Sequence[str]:
        """Give the references of an organisation's last avis, closed ones too, newest first."""
        requete = (
            select(table.c.reference)
            .where(_lisible(organisation))
            .order_by(table.c.id.desc())
            .limit(limite)
        )
        return self.connexion.scalars(requete).all()

    def non_recus(self, *, remis: bool = True) -> Sequence[int]:
        """Give the ids of avis or relances that wait for a reception with nothing on its way.

        Without `remis`, leave out those that left and only wait for an acknowledgement.
        """
        requete = select(table.c.id).where(SANS_RECEPTION, ~_EN_ROUTE).order_by(table.c.id)
        if not remis:
            requete = requete.where(table.c.remis_le.is_(None))
        return list(self.connexion.scalars(requete))

    def parties_du_sceau(self, rang: int) -> Collection[int]:
        """Give the organisations that may read an avis of a seal, by id."""
        parties = table.c.bailleur_id, table.c.reservataire_id, table.c.renfort_id
        requete = (
            select(*parties)
            .join(sceau_tete, sceau_tete.c.dossier == table.c.reference)
            .where(sceau_tete.c.sceau_rang == rang, table.c.etat != Etat.BROUILLON)
            .distinct()
        )
        return {une for ligne in self.connexion.execute(requete) for une in ligne if une}

    def receptions(self, avis: int) -> Sequence[Reception]:
        """Give the proofs of reception, oldest first."""
        requete = select(reception).where(reception.c.avis_id == avis).order_by(reception.c.id)
        return [
            Reception(
                Genre(ligne.objet),
                ligne.tour,
                ligne.instant,
                destination(ligne),
                ligne.message,
                NatureReception(ligne.nature),
                ligne.horodatage,
            )
            for ligne in self.connexion.execute(requete)
        ]

    def ajouter_reception(self, avis: int, preuve: Reception) -> None:
        """Store a proof."""
        self.inserer(
            reception,
            {
                "avis_id": avis,
                "objet": preuve.objet,
                "tour": preuve.tour,
                "instant": preuve.instant,
                **colonnes(preuve.destination),
                "message": preuve.message,
                "nature": preuve.nature,
                "horodatage": preuve.horodatage,
            },
        )

    def termes_de(self, reference: str) -> str:
        """Give the hash of the terms that an avis keeps."""
        requete = select(table.c.termes).where(table.c.reference == reference)
        return str(self.connexion.execute(requete).scalar_one())

    def termes_convenus(self, reference: str) -> Termes | None:
        """Give the terms that an avis keeps, without reading the rest of it."""
        empreinte = self.connexion.scalar(_CONVENUS, {"reference": reference})
        return self._termes(empreinte) if empreinte else None

    def _un(self, requete: Select[Any], verrou: bool) -> AvisDeVacance | None:
        requete = requete.with_for_update() if verrou else requete
        ligne = self.connexion.execute(requete).one_or_none()
        return self._lue(ligne) if ligne else None

    def _lue(self, ligne: Row[Any]) -> AvisDeVacance:
        return self._lire(ligne, self._organisations(*_numeros_des_parties(ligne)))

    def _lire(self, ligne: Row[Any], parties: Mapping[int | None, Organisation]) -> AvisDeVacance:
        return AvisDeVacance(
            id=ligne.id,
            reference=ligne.reference,
            bailleur=parties[ligne.bailleur_id],
            reservataire=parties[ligne.reservataire_id],
            convention=ligne.convention,
            cree_le=ligne.cree_le,
            sel=ligne.sel,
            annee=ligne.annee,
            termes=self._termes(ligne.termes),
            logement=Logement(**{nom: getattr(ligne, f"logement_{nom}") for nom in CHAMPS}),
            etat=Etat(ligne.etat),
            tour=ligne.tour,
            renfort=parties.get(ligne.renfort_id),
            premiere=lire_echeance(ligne.premiere),
            seconde=lire_echeance(ligne.seconde),
            relance_le=ligne.relance_le,
            motif=ligne.motif,
            motif_retrait=ligne.motif_retrait,
            tardifs_acceptes=ligne.tardifs_acceptes,
            livraison=Livraison(ligne.livraison) if ligne.livraison else None,
            livre_le=ligne.livre_le,
            remis_le=ligne.remis_le,
        )

    def _termes(self, empreinte: str) -> Termes:
        """Read terms by their hash: they never change, so each is read once a process."""
        connus = _TERMES_LUS.get(empreinte)
        if connus is None:
            contenu = select(termes.c.contenu).where(termes.c.empreinte == empreinte)
            connus = lire_termes(self.connexion.execute(contenu).scalar_one())
            _TERMES_LUS[empreinte] = connus
        return connus

    def _organisations(self, *numeros: int | None) -> dict[int | None, Organisation]:
        voulus = [un for un in numeros if un is not None]
        lignes = self.connexion.execute(_PARTIES, {"numeros": voulus})
        return {une.id: Organisation(une.id, une.nom, Nature(une.nature)) for une in lignes}


def _lisible(organisation: int, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Match the avis of which it is a party, and conditions told for each: each has its index."""
    t = table.c
    return or_(
        and_(t.bailleur_id == organisation, *conditions),
        and_(t.reservataire_id == organisation, t.etat != Etat.BROUILLON, *conditions),
        and_(t.renfort_id == organisation, t.etat != Etat.BROUILLON, *conditions),
    )


def _numeros_des_parties(ligne: Row[Any]) -> tuple[int | None, ...]:
    return ligne.bailleur_id, ligne.reservataire_id, ligne.renfort_id


def _variables(avis: AvisDeVacance) -> dict[str, Any]:
    """Give the columns that change in an avis's life."""
    logement = {f"logement_{nom}": getattr(avis.logement, nom) for nom in CHAMPS}
    echeance: datetime | None = avis.echeance.fin if avis.echeance else None
    return logement | {
        "renfort_id": avis.renfort.id if avis.renfort else None,
        "etat": avis.etat,
        "tour": avis.tour,
        "premiere": ecrire_echeance(avis.premiere),
        "seconde": ecrire_echeance(avis.seconde),
        "echeance_le": echeance,
        "relance_le": avis.relance_le,
        "motif": avis.motif,
        "motif_retrait": avis.motif_retrait,
        "tardifs_acceptes": avis.tardifs_acceptes,
        "annee": avis.annee,
        "livraison": avis.livraison,
        "livre_le": avis.livre_le,
        "remis_le": avis.remis_le,
    }
