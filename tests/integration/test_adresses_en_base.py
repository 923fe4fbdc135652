"""Invitations and conversations of an organisation, on both databases."""

from __future__ import annotations

from datetime import timedelta

from core.domain.envois import Genre, NouvelEnvoi
from core.domain.organisations import COURRIEL, Destination, Role
from core.usecases.adhesions import VALIDITE_INVITATION, inviter
from storage.depots.releve import EtatEnvoi
from storage.unit_of_work import Base
from tests.component.scene import DEPART

JEAN = "jean@ville.example"
VERS = Destination(COURRIEL, JEAN)


def test_an_invitation_waits_until_it_is_cancelled_and_only_the_last_counts(base: Base) -> None:
    with base.transaction() as uow:
        port, autre = uow.organisations.toutes()[:2]
        for jours, code in enumerate(("AAAA", "BBBB")):
            inviter(uow, DEPART + timedelta(days=jours), port, Role.AGENT, code, JEAN)
        inviter(uow, DEPART, port, Role.AGENT, "CCCC")
        limite = DEPART + timedelta(days=1) + VALIDITE_INVITATION
        assert list(uow.invitations.en_attente(port.id, DEPART)) == [(JEAN, limite)]
        assert uow.invitations.derniere(JEAN, DEPART) == limite
        assert uow.invitations.annuler(autre.id, JEAN, DEPART) == 0
        assert uow.invitations.annuler(port.id, JEAN, DEPART) == 2
        assert uow.invitations.derniere(JEAN, DEPART) is None


def test_what_waits_for_a_closed_address_is_closed_but_a_letter_to_a_caleol(base: Base) -> None:
    with base.transaction() as uow:
        for genre in (Genre.LIEN, Genre.MOTIF_CALEOL):
            uow.envois.ajouter(NouvelEnvoi(genre, VERS, genre.value, DEPART))
        uow.envois.fermer_vers(VERS, DEPART)
        assert uow.envois.dernier_etat(Genre.LIEN, VERS) is EtatEnvoi.OBSOLETE
        assert uow.envois.dernier_etat(Genre.MOTIF_CALEOL, VERS) is EtatEnvoi.EN_ATTENTE
        assert uow.envois.dernier_etat(Genre.AVIS, VERS) is None


def test_the_fall_of_an_organisation_is_dated_by_its_last_conversation(base: Base) -> None:
    with base.transaction() as uow:
        port = uow.organisations.toutes()[0]
        uow.membres.ajouter(port, Role.AGENT, COURRIEL, JEAN, JEAN, DEPART)
        groupe = Destination("essai", "groupe", None, prive=False)
        prive = Destination("essai", "marie")
        uow.membres.ajouter(port, Role.AGENT, "essai", "marie", "marie", DEPART)
        uow.canaux.ajouter(port.id, groupe, DEPART)
        uow.canaux.enterrer(groupe, "mort", DEPART)
        assert uow.canaux.en_secours_depuis(port.id) is None
        chute = DEPART + timedelta(hours=1)
        uow.canaux.enterrer(prive, "mort", chute)
        assert uow.canaux.en_secours_depuis(port.id) == chute
        assert [*uow.canaux.lecteurs(groupe), *uow.canaux.lecteurs(prive)] == [port.id, port.id]
        assert uow.membres.plateformes()
