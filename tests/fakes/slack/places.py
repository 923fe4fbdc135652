"""Les lieux et les gens : espaces, personnes, canaux, tête-à-tête."""

from collections.abc import Iterable

from .courier import Courier
from .methods_auth import give_token
from .model import Channel, Team, User
from .sockets import Sockets
from .state import World


class Places:
    """Ce qu'un test plante comme décor."""

    world: World
    courier: Courier
    connections: Sockets
    team: Team

    def workspace(self, name: str, *, installed: bool = True) -> Team:
        """Un autre espace de travail ; pas installé, seul OAuth y donnera un jeton."""
        with self.world.cond:
            new = self.world.new_id
            team = Team(new("T"), name, self.world.app_id, new("B"), new("U"))
            self.world.teams[team.id] = team
            if installed:
                give_token(self.world, team)
            return team

    def user(self, name: str, team: Team | None = None) -> User:
        """Une personne d'un espace, le premier par défaut."""
        with self.world.cond:
            user = User(self.world.new_id("U"), name, team or self.team)
            self.world.users[user.id] = user
            return user

    def channel(
        self,
        name: str,
        *members: User,
        team: Team | None = None,
        private: bool = False,
        bot: bool = True,
        shared_with: Iterable[Team] = (),
    ) -> Channel:
        """Un canal ; ``bot`` : le robot de l'espace hôte en est ; ``shared_with`` : Connect."""
        home = team or self.team
        kind = "group" if private else "channel"
        with self.world.cond:
            made = Channel(self.world.new_id("C"), name, home, kind)
            made.shared_with = list(shared_with)
            for member in members:
                assert member.team in made.teams, f"{member.name} n'est pas d'un de ces espaces"
            made.members = list(members)
            made.bots = {home.id} if bot else set()
            self.world.channels[made.id] = made
            return made

    def join(self, user: User, channel: Channel) -> None:
        """Une personne entre dans un canal."""
        with self.world.cond:
            assert user.team in channel.teams, f"{user.name} n'est pas d'un de ces espaces"
            channel.members.append(user)

    def leave(self, user: User, channel: Channel) -> None:
        """Une personne quitte un canal."""
        with self.world.cond:
            channel.members.remove(user)

    def dm(self, user: User) -> Channel:
        """Le tête-à-tête d'une personne avec le robot de son espace."""
        made = self.world.im(user.team, user)
        assert made is not None
        return made

    def token_of(self, team: Team) -> str:
        """Le dernier jeton du robot dans un espace, même révoqué depuis."""
        with self.world.cond:
            given = [token for token, (owner, _) in self.world.tokens.items() if owner is team]
        assert given, f"{team.name} n'a jamais installé l'application"
        return given[-1]
