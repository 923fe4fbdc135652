"""A new programme kept on both databases: its content whole, its candidates' numbers encrypted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import text

from bot.cli.donnees import semer
from core.domain.programmes import EN_COURS, Programme
from core.domain.programmes_candidats import EtatCandidat
from storage.unit_of_work import Base
from tests.programmes import des_logements, en_loire_atlantique, notifie, un_candidat

INSTANT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def un_programme(base: Base) -> Programme:
    """Store a programme notified and received, under organisations that exist."""
    semer(base, "loire-atlantique-2024")
    with base.transaction() as uow:
        par_nom = {une.nom: une for une in uow.organisations.toutes()}
        etat = par_nom["État (préfet de la Loire-Atlantique)"]
        modele = en_loire_atlantique(logements=des_logements(PLUS=3))
        modele = replace(modele, bailleur=par_nom["Habitat 44"], reservataires=(etat,))
        parts = tuple(replace(une, organisation=etat.id) for une in modele.contenu.parts)
        logements = tuple(replace(un, reservataire=etat.id) for un in modele.logements)
        entier = modele.avec(parts=parts, logements=logements)
        return uow.programmes.creer(notifie(entier, INSTANT, INSTANT))


def test_a_programme_comes_back_as_it_was_stored(base: Base) -> None:
    programme = un_programme(base)
    with base.transaction() as uow:
        assert uow.programmes.par_reference(programme.reference, verrou=True) == programme
        for une in (programme.bailleur, *programme.reservataires):
            assert list(uow.programmes.de(une, EN_COURS, 5)) == [programme]
        annee = (date(2026, 1, 1), date(2026, 12, 31))
        assert list(uow.programmes.livres_entre(programme.bailleur, *annee)) == [programme]


def test_a_candidates_number_is_never_stored_in_clear(base: Base) -> None:
    programme = un_programme(base)
    un = un_candidat(1, organisation=programme.reservataires[0].id)
    with base.transaction() as uow:
        uow.programmes.ajouter_candidat(programme.id, un)
        retenu = replace(un, etat=EtatCandidat.RETENU, logement=2)
        uow.programmes.enregistrer_candidat(programme.id, retenu)
        assert list(uow.programmes.candidats(programme.id)) == [retenu]
        lignes = uow.connexion.execute(text("SELECT * FROM programme_candidat")).all()
    assert un.numero_unique.valeur not in str(lignes)
