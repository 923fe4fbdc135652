"""Meetings are fixed, convened, moved, read; reminders that none is (LA art. 2)."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from icalendar import Calendar

from core.domain.envois import Genre
from tests.component.commission.commun import CIB, DP, NOUVELLE, SEANCE, SECRETS, decision, page
from tests.component.scene import Scene


async def test_a_meeting_fixed_is_convened_by_itself_with_an_invitation(convoquee: Scene) -> None:
    for qui in ("dora", "hugo", "nina"):
        (notice,) = convoquee.fil(qui, Genre.COMMISSION)
        message = notice.livraison.message
        assert message and message.piece
        assert "convocation, jeudi 09/04/2026 à 14:30, préfecture" in message.titre
        (rendez_vous,) = Calendar.from_ical(message.piece.contenu).walk("VEVENT")
        assert rendez_vous["DTSTART"].dt == SEANCE
    (dora,) = convoquee.textes("dora", Genre.COMMISSION)
    assert "17 bailleurs de la convention sont convoqués" in dora
    assert convoquee.actions(CIB) == ["séance fixée", "convocation envoyée"]


async def test_a_meeting_moved_replaces_its_invitation_and_one_cancelled_withdraws_it(
    convoquee: Scene,
) -> None:
    await convoquee.dire("dora", f"/commission {CIB} reporter date=10/04/2026")
    await convoquee.dire("dora", f'/commission {CIB} annuler motif="quorum impossible"')
    assert "déjà convoqués" in convoquee.textes("dora")[-1]
    await convoquee.presser("dora", "Oui, je confirme")
    pieces = [un.livraison.message.piece for un in convoquee.fil("hugo", Genre.COMMISSION)]
    lus = [Calendar.from_ical(une.contenu) for une in pieces]
    assert [str(un["METHOD"]) for un in lus] == ["PUBLISH", "PUBLISH", "CANCEL"]
    evenements = [un.walk("VEVENT")[0] for un in lus]
    assert [un["SEQUENCE"] for un in evenements] == [0, 1, 2]
    assert len({str(un["UID"]) for un in evenements}) == 1
    assert "Motif : quorum impossible." in convoquee.textes("hugo")[-1]
    assert "quorum" not in str([une.details for une in convoquee.journal(CIB)])


async def test_a_date_that_comes_late_is_accepted_and_said_with_the_rule(nantes: Scene) -> None:
    reponse = await nantes.dire("dora", "/commission nouvelle date=15/09/2026")
    assert "au moins tous les 2 mois (LA art. 2), donc le 10/05/2026 au plus tard" in reponse
    assert "à 09:00" in reponse


async def test_a_past_date_and_a_day_already_taken_are_refused(nantes: Scene) -> None:
    passe = await nantes.dire("dora", "/commission nouvelle date=09/03/2026")
    assert "est déjà passé" in passe
    await nantes.dire("dora", NOUVELLE)
    repris = await nantes.dire("dora", "/commission nouvelle date=09/04/2026 heure=9h")
    assert f"Une séance est déjà fixée le 09/04/2026 ({CIB})" in repris
    faux = await nantes.dire("dora", "/commission nouvelle date=32/04/2026")
    assert "date : « 32/04/2026 » n'est pas une date du calendrier" in faux


async def test_only_the_state_chairs_and_others_know_nothing_of_a_meeting(nantes: Scene) -> None:
    await nantes.dire("dora", NOUVELLE)
    assert "est réservé à : État" in await nantes.dire("hugo", f"/commission {CIB} convoquer")
    nantes.inscrire("marie", "SIDR")
    absente = await nantes.dire("marie", f"/commission {CIB}")
    assert f"Je ne trouve pas de séance {CIB}" in absente


async def test_in_a_chat_the_agenda_tells_no_category_on_the_page_it_tells_all(
    en_seance: Scene,
) -> None:
    chat = await en_seance.dire("dora", f"/commission {CIB} ordre")
    assert "2 ménages à examiner, dont 1 en attente depuis 6 mois ou plus." in chat
    assert DP[0] in chat and DP[3] in chat
    assert not [un for un in SECRETS if un in chat.casefold()]
    lue = page(en_seance, "dora", {"reference_avis": CIB, "action": "ordre"})
    assert re.search(rf"(?s)2\. Ménages reconnus.*{DP[0]}[^\n]*DALO.*3\. Autres", lue)
    assert "(2 autres ménages suivis sans raison d'examen)" in lue


async def test_a_bailleur_reads_its_own_households_only(en_seance: Scene) -> None:
    await en_seance.dire("dora", decision(DP[0], 'bailleur="Habitat 44"'))
    chat = await en_seance.dire("hugo", f"/commission {CIB} ordre")
    assert DP[0] in chat and DP[3] not in chat
    assert DP[0] not in await en_seance.dire("nina", f"/commission {CIB}")
    lue = page(en_seance, "nina", {"reference_avis": CIB, "action": "ordre"})
    assert DP[0] in lue and "DALO : décision favorable" not in lue


async def test_when_nothing_is_fixed_the_state_is_reminded_once_a_day_due(close: Scene) -> None:
    for jour in (19, 20, 25):
        close.horloge.avancer_a(datetime(2026, 5, jour, 8, 0, tzinfo=UTC))
        await close.battre()
    close.horloge.avancer_a(datetime(2026, 6, 17, 8, 0, tzinfo=UTC))
    await close.battre()
    rappels = [un for un in close.textes("dora", Genre.COMMISSION) if "aucune date" in un]
    assert len(rappels) == 2
    assert "à réunir avant le 09/06/2026" in rappels[0]
    assert "en retard de 8 jours" in rappels[1]
    await close.presser("dora", "Fixer une séance")
    assert "Date de la séance" in close.textes("dora")[-1]


async def test_no_conversation_nor_record_ever_tells_a_category(close: Scene) -> None:
    for qui in ("dora", "hugo", "nina"):
        for commande in ("", CIB, f"{CIB} resume"):
            await close.dire(qui, f"/commission {commande}")
        siens = [un for un in close.textes(qui) if un.startswith(("CIB", "Commission"))]
        assert len(siens) > 4
        assert not [un for un in SECRETS if un in "".join(siens).casefold()]
    assert not [un for un in SECRETS if un in str(close.journal(CIB)).casefold()]


async def test_after_an_outage_only_what_is_still_true_is_said(nantes: Scene) -> None:
    await nantes.dire("dora", NOUVELLE)
    nantes.horloge.avancer_a(datetime(2026, 4, 12, 8, 0, tzinfo=UTC))
    await nantes.battre()
    assert nantes.textes("hugo", Genre.COMMISSION) == []
    (oubli,) = [un for un in nantes.textes("dora", Genre.COMMISSION) if "sans suite" in un]
    assert "ni ouverte, ni reportée, ni annulée" in oubli
