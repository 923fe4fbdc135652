"""Partners without chat: the real process, a real SMTP server, pages opened by their links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from bot.clock import HorlogeSysteme
from core.domain.organisations import Nature, Role
from tests.e2e.pages import Visiteur
from tests.e2e.programme import NUMEROS, VACANCE, EnMarche
from tests.e2e.scenarios.joueur import plat
from tests.e2e.scenarios.preuves import exporter
from tests.e2e.scenarios.ville import Ville, ville
from tests.fakes.smtp import FakeSmtp, Mail

pytestmark = pytest.mark.e2e
ETAT = "Préfecture de La Réunion"
CLAIRE = "claire@prefecture.test"
A_LA_PREFECTURE = VACANCE.replace('reservataire="Le Port"', f'reservataire="{ETAT}"')
REF = "AV-2026-0001"
NOMS = ("D'Aubigné-Hoareau", "Nguyễn", "Payet")


@dataclass(frozen=True)
class Lieu:
    """A town on Telegram and Slack, and a préfecture that has only a mailbox."""

    ville: Ville
    smtp: FakeSmtp

    def mail(self, contient: str, pour: str = CLAIRE) -> Mail:
        """Wait for a mail."""
        return self.smtp.wait_message(pour, contient, timeout=20)

    def visiteur(self, mail: Mail, bouton: str) -> Visiteur:
        """Open, in a plain browser, the page that a button of a mail leads to."""
        assert bouton in mail.text, mail.text
        lien = next(un for un in mail.links if _suit(mail.text, bouton, un))
        visiteur = Visiteur()
        visiteur.ouvrir(lien)
        return visiteur

    @property
    def preuve(self) -> dict[str, object]:
        """Read the proof file of the avis."""
        return exporter(self.ville.installation, REF)


def _suit(texte: str, bouton: str, lien: str) -> bool:
    """Tell whether a link is the one written after a label."""
    apres = texte[texte.index(bouton) + len(bouton) :]
    return apres.lstrip(" \u00a0:\n").startswith(lien)


@pytest.fixture
def lieu(tmp_path: Path) -> Iterator[Lieu]:
    """The préfecture is enrolled by its address, in the convention of Le Port."""
    with FakeSmtp() as smtp, ville(tmp_path, **smtp.env()) as une:
        installation = une.installation
        installation.env["FLUXBOT_PUBLIC_URL"] = f"http://127.0.0.1:{installation.port}"
        with installation.base.transaction() as uow:
            etat = uow.organisations.ajouter(ETAT, Nature.ETAT)
            uow.organisations.adherer(etat.id, "le-port-2024")
            quand = HorlogeSysteme().maintenant()
            uow.membres.ajouter(etat, Role.REFERENT, "courriel", CLAIRE, CLAIRE, quand)
        yield Lieu(une, smtp)


def test_a_prefecture_by_mail_goes_from_the_avis_to_three_named_candidates(lieu: Lieu) -> None:
    nadia, slack = lieu.ville.sur_slack("Nadia", "SIDR"), lieu.ville.slack
    with EnMarche(lieu.ville.installation):
        slack.slash(nadia, A_LA_PREFECTURE)
        mail = lieu.mail("Aucun délai ne court")
        assert (lieu.preuve["etat"], lieu.preuve["echeances"]) == ("émis", [])
        page = lieu.visiteur(mail, "Accuser réception")
        page.envoyer()
        assert "réception enregistrée" in page.titre
        double = page.renvoyer()
        assert double.status_code == 200
        slack.wait_message(nadia, f"{REF} : reçu par {ETAT}")
        lieu.mail("le délai court, jusqu")
        page = lieu.visiteur(mail, "Proposer des candidats")
        fautif = {**_candidat(1), "Candidat 2 : Numéro unique": "123"}
        page.envoyer(fautif)
        assert "au lieu de 18" in page.texte
        assert NOMS[0] in {un.lire("value") for un in page.page.tous("input")}, "nothing typed lost"
        page.envoyer({**_candidat(1), **_candidat(2), **_candidat(3)})
        assert "désigné, 3 candidats" in page.titre
        annonce = slack.wait_message(nadia, "a fait sa désignation")
        lieu.ville.tout_est_parti()
    preuve = lieu.preuve
    natures = [(une["nature"], une["plateforme"]) for une in preuve["receptions"]]
    assert natures == [("accusé de réception", "page signée")]
    assert preuve["etat"] == "désigné"
    actions = [une["action"] for une in preuve["entrees"]]
    assert actions.count("avis reçu") == 1
    dits = [annonce.plain, str(preuve), lieu.ville.installation.journal()]
    dits += [un.text + un.html for un in lieu.smtp.messages]
    dits.append(_en_clair(lieu.ville.installation.dossier / "fluxbot.db"))
    assert not [nom for nom in (*NOMS, *NUMEROS) if any(nom in un for un in dits)]


def test_slack_telegram_and_a_mailbox_make_one_list(lieu: Lieu) -> None:
    nadia = lieu.ville.sur_slack("Nadia", "SIDR")
    marie = lieu.ville.sur_telegram("Marie", "Le Port")
    slack, telegram = lieu.ville.slack, lieu.ville.telegram
    with EnMarche(lieu.ville.installation):
        slack.slash(nadia, A_LA_PREFECTURE)
        mail = lieu.mail("Aucun délai ne court")
        page = lieu.visiteur(mail, "Accuser réception")
        page.envoyer()
        page.ouvrir(f"{_page_de_l_avis(mail)}/ouvrir")
        page.envoyer({"À quel réservataire ?": "Le Port"})
        telegram.wait_message(marie, f"{ETAT} vous ouvre l'avis {REF}")
        telegram.private_message(marie, f"/candidats {REF} {NUMEROS[2]}")
        slack.wait_message(nadia, "a fait sa désignation")
        suite = lieu.mail("complète la liste")
        page.ouvrir(f"{_page_de_l_avis(mail)}/candidats")
        page.envoyer(_candidat(1))
        assert "Moins de 3 candidats" in page.texte, "the reason is asked for, not required"
        page.envoyer()
        slack.wait_message(nadia, "2 candidats")
        lieu.ville.tout_est_parti()
    assert suite["References"] == mail.id
    entrees = lieu.preuve["entrees"]
    par = {une["plateforme"] for une in entrees if une["action"] == "candidats proposés"}
    assert par == {"page signée", "telegram"}


def test_an_avis_that_nobody_acknowledges_starts_no_clock_and_says_so(lieu: Lieu) -> None:
    nadia = lieu.ville.sur_slack("Nadia", "SIDR")
    slack, installation = lieu.ville.slack, lieu.ville.installation
    with EnMarche(installation):
        slack.slash(nadia, A_LA_PREFECTURE)
        premier = lieu.mail("Aucun délai ne court")
        httpx.get(premier.links[0])
        lieu.ville.tout_est_parti()
    with EnMarche(installation, decalage="+40d"):
        rappel = lieu.mail("accusé de réception")
        assert premier.id in rappel["References"]
        alerte = slack.wait_message(nadia, "personne n'en a accusé réception")
        slack.slash(nadia, f"/avis {REF}")
        slack.wait_message(nadia, "pas encore accusé")
        lieu.ville.tout_est_parti()
    assert "aucun délai ne court" in plat(alerte.plain).lower()
    preuve = lieu.preuve
    assert (preuve["etat"], preuve["receptions"], preuve["echeances"]) == ("émis", [], [])
    assert "accusé" in str([une["action"] for une in preuve["entrees"]])


def test_a_link_dropped_after_data_gives_one_labelled_double_and_loses_nothing(lieu: Lieu) -> None:
    nadia = lieu.ville.sur_slack("Nadia", "SIDR")
    lieu.smtp.fail("drop_data")
    with EnMarche(lieu.ville.installation):
        lieu.ville.slack.slash(nadia, A_LA_PREFECTURE)
        second = lieu.mail("peut-être déjà parvenu")
        lieu.ville.tout_est_parti()
    avis = [un for un in lieu.smtp.messages if un.subject.startswith("Avis de vacance")]
    assert [un.id for un in avis] == [second.id] * 2
    assert ["peut-être déjà parvenu" in plat(un.text) for un in avis] == [False, True]


def test_when_the_chat_is_dead_the_mailbox_gets_the_avis_and_the_operator_is_told(
    lieu: Lieu,
) -> None:
    nadia, ana = (
        lieu.ville.sur_slack("Nadia", "SIDR"),
        lieu.ville.sur_slack("Ana", "SIDR", Role.ADMINISTRATEUR),
    )
    marie = lieu.ville.sur_telegram("Marie", "Le Port")
    boite = "logement@leport.test"
    installation = lieu.ville.installation
    with installation.base.transaction() as uow:
        port = next(une for une in uow.organisations.toutes() if une.nom == "Le Port")
        quand = HorlogeSysteme().maintenant()
        uow.membres.ajouter(port, Role.AGENT, "courriel", boite, boite, quand)
        uow.membres.noter_secours("courriel", boite, secours=True)
    with EnMarche(installation):
        lieu.ville.slack.slash(nadia, VACANCE)
        lieu.ville.telegram.wait_message(marie, f"Avis de vacance {REF}")
        lieu.ville.tout_est_parti()
        assert not [un for un in lieu.smtp.messages if un.to == boite]
        lieu.ville.telegram.block(marie)
        lieu.ville.slack.slash(nadia, VACANCE)
        lieu.mail("Avis de vacance AV-2026-0002", boite)
        lieu.ville.slack.wait_message(ana, "plus joignable que par courriel")
    assert not [un for un in lieu.smtp.messages if un.to == boite and REF in un.subject]


def _page_de_l_avis(mail: Mail) -> str:
    """Give the address of the avis itself, among the links of a mail."""
    return min(mail.links, key=len)


def _candidat(rang: int) -> dict[str, str]:
    """Give what is typed for one candidate."""
    groupe = f"Candidat {rang} : "
    return {
        f"{groupe}Numéro unique": NUMEROS[rang - 1],
        f"{groupe}Nom": NOMS[rang - 1],
        f"{groupe}Téléphone": "0692 12 34 56",
    }


def _en_clair(base: Path) -> str:
    """Read a database's bytes, its journal of writes included."""
    fichiers = sorted(base.parent.glob(f"{base.name}*"))
    return "".join(un.read_bytes().decode("utf-8", "replace") for un in fichiers)
