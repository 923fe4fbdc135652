"""Tampering shows: chains, heads and seals answer for one another."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from core.domain.journal import Entree, Rupture, enchainer, sceller
from storage.types import ecrire_json
from storage.unit_of_work import Base
from storage.verification import ruptures
from tests.integration.outils import IMMUABLES, MAINTENANT, REF, entree, executer

AUTRE = "AV-2026-0002"


def ecrire(base: Base, *actions: str, dossier: str = REF) -> None:
    """Append entries, one an action."""
    with base.transaction() as uow:
        for action in actions:
            uow.journal.ajouter(entree(dossier, action))


def sceller_tout(base: Base, jour: int) -> None:
    """Seal every head that moved."""
    instant = MAINTENANT + timedelta(days=jour)
    with base.transaction() as uow:
        tetes = uow.journal.tetes_a_sceller(instant)
        dernier = uow.journal.dernier_sceau()
        uow.journal.sceller(sceller(date(2026, 3, 9 + jour), instant, tetes, dernier))


@pytest.fixture
def livre(base: Base) -> Base:
    """Give a journal of two dossiers, sealed twice, the guards of the database taken away."""
    ecrire(base, "un", "deux", "trois")
    ecrire(base, "un", dossier=AUTRE)
    sceller_tout(base, 1)
    ecrire(base, "quatre", "cinq")
    sceller_tout(base, 2)
    ecrire(base, "six")
    lever_les_gardes(base)
    return base


def lever_les_gardes(base: Base) -> None:
    """Take away what keeps the journal from being changed, as its owner could."""
    if base.moteur.dialect.name == "postgresql":
        for table in IMMUABLES:
            executer(base, f"ALTER TABLE {table} DISABLE TRIGGER USER")
        return
    with base.moteur.begin() as connexion:
        noms = connexion.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        for nom in list(noms.scalars()):
            connexion.execute(text(f"DROP TRIGGER {nom}"))


def trouvees(base: Base) -> list[Rupture]:
    """Verify everything."""
    with base.transaction() as uow:
        return list(ruptures(uow, uow.journal.dossiers()))


def recrire(base: Base, depuis: int, changer: Callable[[Entree], Entree]) -> str:
    """Forge the chain from an entry on, hashes and head included; give the new head."""
    with base.transaction() as uow:
        chaine = list(uow.journal.chaine(REF))
        faux = chaine[: depuis - 1]
        for une in chaine[depuis - 1 :]:
            tete = (faux[-1].rang, faux[-1].empreinte) if faux else None
            faux.append(enchainer(changer(une) if une.rang == depuis else une, tete))
        for une in faux:
            uow.connexion.execute(
                text(
                    "UPDATE journal SET action = :action, details = :details, "
                    "precedente = :precedente, empreinte = :empreinte "
                    "WHERE dossier = :dossier AND rang = :rang"
                ),
                {
                    "action": une.action,
                    "details": ecrire_json(dict(une.details)),
                    "precedente": une.precedente,
                    "empreinte": une.empreinte,
                    "dossier": REF,
                    "rang": une.rang,
                },
            )
        uow.connexion.execute(
            text("UPDATE tete SET empreinte = :tete WHERE dossier = :dossier"),
            {"tete": faux[-1].empreinte, "dossier": REF},
        )
    return faux[-1].empreinte


def couper(base: Base, apres: int) -> None:
    """Cut the end of the chain and write the head again, so that both agree."""
    executer(base, "DELETE FROM journal WHERE dossier = :d AND rang > :r", d=REF, r=apres)
    executer(
        base,
        "UPDATE tete SET rang = :r, empreinte = "
        "(SELECT empreinte FROM journal WHERE dossier = :d AND rang = :r) WHERE dossier = :d",
        d=REF,
        r=apres,
    )


def tete(base: Base) -> str:
    """Give the head that people were shown."""
    with base.transaction() as uow:
        trouvee = uow.journal.tete(REF)
    assert trouvee
    return trouvee[1]


def connait(base: Base, empreinte: str) -> str | None:
    """Say whether the journal still bears a hash that people were shown."""
    with base.transaction() as uow:
        return uow.journal.connait(empreinte)


def test_a_whole_journal_has_no_break(livre: Base) -> None:
    assert trouvees(livre) == []


def test_a_changed_entry_is_found(livre: Base) -> None:
    executer(livre, "UPDATE journal SET action = 'faux' WHERE dossier = :d AND rang = 2", d=REF)
    assert trouvees(livre) == [Rupture(REF, 2, "le contenu de l'entrée a été modifié")]


@pytest.mark.parametrize(
    ("colonne", "valeur"),
    [
        ("acteur", "autre"),
        ("plateforme", "autre"),
        ("de", "brouillon"),
        ("a", "rendu"),
        ("article", "autre"),
        ("lecture", "autre"),
        ("details", '{"x":"y"}'),
    ],
)
def test_every_field_of_an_entry_is_covered(livre: Base, colonne: str, valeur: str) -> None:
    executer(
        livre, f"UPDATE journal SET {colonne} = :v WHERE dossier = :d AND rang = 2", v=valeur, d=REF
    )
    assert [(une.dossier, une.rang) for une in trouvees(livre)] == [(REF, 2)]


def test_an_entry_moved_in_time_is_found(livre: Base) -> None:
    executer(
        livre,
        "UPDATE journal SET instant = "
        "(SELECT instant FROM sceau WHERE rang = 2) WHERE dossier = :d AND rang = 2",
        d=REF,
    )
    assert [(une.dossier, une.rang) for une in trouvees(livre)] == [(REF, 2)]


def test_a_removed_entry_is_found(livre: Base) -> None:
    executer(livre, "DELETE FROM journal WHERE dossier = :d AND rang = 2", d=REF)
    assert trouvees(livre) == [Rupture(REF, 3, "l'entrée 2 manque")]


def test_a_chain_forged_from_a_sealed_entry_on_is_found_by_the_seal(livre: Base) -> None:
    recrire(livre, 2, lambda une: replace(une, action="faux"))
    assert trouvees(livre) == [Rupture(REF, 3, "l'entrée ne répond pas au sceau n° 1")]


def test_a_chain_forged_since_the_last_seal_is_betrayed_by_a_head_shown_before(
    livre: Base,
) -> None:
    montree = tete(livre)
    forgee = recrire(livre, 6, lambda une: replace(une, action="faux"))
    assert trouvees(livre) == []
    assert connait(livre, montree[:32]) is None
    assert connait(livre, forgee[:32]) == f"{REF}, entrée 6"


def test_an_end_cut_off_is_found(livre: Base) -> None:
    executer(livre, "DELETE FROM journal WHERE dossier = :d AND rang = 6", d=REF)
    assert trouvees(livre) == [Rupture(REF, 6, "la fin de la chaîne a été coupée")]


def test_a_sealed_end_cut_off_with_its_head_is_found_by_the_seal(livre: Base) -> None:
    couper(livre, 4)
    assert trouvees(livre) == [Rupture(REF, 5, "l'entrée ne répond pas au sceau n° 2")]


def test_an_unsealed_end_cut_off_with_its_head_is_betrayed_by_a_head_shown_before(
    livre: Base,
) -> None:
    montree = tete(livre)
    couper(livre, 5)
    assert trouvees(livre) == []
    assert connait(livre, montree[:32]) is None


def test_a_head_removed_is_found(livre: Base) -> None:
    executer(livre, "DELETE FROM tete WHERE dossier = :d", d=REF)
    assert trouvees(livre) == [Rupture(REF, 7, "la fin de la chaîne a été coupée")]


def test_a_sealed_dossier_removed_whole_is_found(livre: Base) -> None:
    executer(livre, "DELETE FROM journal WHERE dossier = :d", d=AUTRE)
    executer(livre, "DELETE FROM tete WHERE dossier = :d", d=AUTRE)
    assert [une.dossier for une in trouvees(livre)] == [AUTRE]


@pytest.mark.parametrize(
    "ordre",
    [
        "UPDATE sceau SET instant = (SELECT instant FROM sceau WHERE rang = 2) WHERE rang = 1",
        "UPDATE sceau_tete SET rang = 2 WHERE sceau_rang = 1 AND dossier = 'AV-2026-0002'",
        "DELETE FROM sceau_tete WHERE sceau_rang = 1 AND dossier = 'AV-2026-0002'",
    ],
)
def test_a_changed_seal_is_found(livre: Base, ordre: str) -> None:
    executer(livre, ordre)
    assert Rupture("sceaux", 1, "le contenu du sceau a été modifié") in trouvees(livre)


def test_a_removed_seal_is_found(livre: Base) -> None:
    executer(livre, "DELETE FROM sceau_tete WHERE sceau_rang = 1")
    executer(livre, "DELETE FROM sceau WHERE rang = 1")
    assert trouvees(livre) == [Rupture("sceaux", 2, "le sceau ne suit pas le précédent")]


def test_the_last_seal_removed_is_betrayed_by_the_one_that_was_handed_out(livre: Base) -> None:
    with livre.transaction() as uow:
        remis = uow.journal.dernier_sceau()
    assert remis
    assert connait(livre, remis.empreinte[:32]) == "sceau du 11/03/2026"
    executer(livre, "DELETE FROM sceau_tete WHERE sceau_rang = 2")
    executer(livre, "DELETE FROM sceau WHERE rang = 2")
    assert connait(livre, remis.empreinte[:32]) is None


def test_a_head_that_holds_a_wildcard_is_known_to_nobody(livre: Base) -> None:
    assert connait(livre, "%") is None


def test_a_head_is_sealed_once_until_it_moves(livre: Base) -> None:
    with livre.transaction() as uow:
        a_sceller = uow.journal.tetes_a_sceller(MAINTENANT + timedelta(days=9))
    assert list(a_sceller) == [REF]
    assert a_sceller[REF][0] == 6
