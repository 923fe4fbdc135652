"""La page de consentement d'OAuth, et la personne qui la traverse avec son navigateur."""

import html
import re
import secrets
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import httpx
from aiohttp import web

from .admin import Admin
from .model import Team
from .state import Install, World

AUTHORIZE = "/oauth/v2/authorize"
KNOWN = {"client_id", "scope", "user_scope", "state", "redirect_uri", "team", "consent", "deny"}


@dataclass(frozen=True)
class Page:
    """La dernière réponse vue par le navigateur, et le chemin suivi."""

    status: int
    text: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)
    visited: tuple[str, ...] = ()


def authorize_page(world: World, request: web.Request) -> web.Response:
    """Sans ``consent``, une page ; avec, le retour chez le programme muni d'un code."""
    query = dict(request.query)
    problem = _problem(world, query)
    with world.cond:
        if "consent" not in query and "deny" not in query:
            world.authorizations.append(query)
            world.changed()
    if problem:
        world.refuse("oauth/v2/authorize", problem, str(request.query_string))
        return web.Response(status=400, text=problem)
    if "deny" in query:
        return _back(query, {"error": "access_denied"})
    if "consent" not in query:
        asked = html.escape(query["scope"])
        return web.Response(text=f"<h1>fluxbot</h1><p>{asked}</p>", content_type="text/html")
    with world.cond:
        team = world.teams[query["consent"]]
        user = next(one for one in world.users.values() if one.team is team)
        code = f"{int(world.now())}.{secrets.token_hex(16)}"
        scopes = [one for one in query["scope"].split(",") if one]
        given = Install(team, user, scopes, query.get("redirect_uri"), world.now())
        world.installs[code] = given
        world.changed()
    return _back(query, {"code": code})


def _problem(world: World, query: dict[str, str]) -> str:
    if query.get("client_id") != world.client_id:
        return "invalid_client_id"
    if not query.get("scope"):
        return "no_scopes"
    if set(query) - KNOWN:
        return "invalid_arguments"
    redirect = query.get("redirect_uri")
    if not redirect or not urlsplit(redirect).netloc:
        return "bad_redirect_uri"
    allowed = world.redirect_urls
    if allowed is not None and not any(redirect.startswith(one) for one in allowed):
        return "bad_redirect_uri"
    return ""


def _back(query: dict[str, str], found: dict[str, str]) -> web.Response:
    target = query["redirect_uri"]
    more = urlencode({**found, "state": query.get("state", "")})
    glue = "&" if urlsplit(target).query else "?"
    return web.Response(status=302, headers={"Location": target + glue + more})


class Browser:
    """Un navigateur : témoins gardés par chemin simple, une redirection à la fois."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url.rstrip("/")
        self.cookies: dict[str, str] = {}
        self.visited: list[str] = []

    def get(self, url: str) -> httpx.Response:
        """Demande une page ; l'adresse publique du programme mène à ``base_url``."""
        headers = {"Accept": "text/html"}
        if self.cookies and url.startswith(self.base_url):
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        self.visited.append(url)
        response = httpx.get(url, headers=headers, timeout=45, trust_env=False)
        for line in response.headers.get_list("set-cookie"):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
                if morsel["max-age"] == "0" or not morsel.value:
                    self.cookies.pop(name)
        return response

    def home(self, url: str) -> str:
        """La même page, à l'adresse où le programme écoute vraiment."""
        parts = urlsplit(url)
        return self.base_url + parts.path + (f"?{parts.query}" if parts.query else "")


class Installing(Admin):
    """L'installation par OAuth, jouée jusqu'au bout."""

    def install_from(
        self,
        base_url: str,
        team: Team,
        *,
        path: str = "/slack/install",
        deny: bool = False,
        keep_cookies: bool = True,
    ) -> Page:
        """Va à la page d'installation, consent pour un espace, revient chez le programme."""
        self.installer(team)
        browser = Browser(base_url)
        first = browser.get(browser.base_url + path)
        target = authorize_url(first)
        if target is None:
            return _page(first, browser)
        consented = self._consent(browser, target, team, deny)
        if consented.status_code != 302:
            return _page(consented, browser)
        if not keep_cookies:
            browser.cookies.clear()
        final = browser.get(browser.home(consented.headers["location"]))
        for _ in range(3):
            if final.status_code not in (301, 302, 303, 307):
                break
            final = browser.get(browser.home(urljoin(str(final.url), final.headers["location"])))
        return _page(final, browser)

    def _consent(self, browser: Browser, target: str, team: Team, deny: bool) -> httpx.Response:
        query = dict(parse_qsl(urlsplit(target).query))
        here = self.world.root + AUTHORIZE
        shown = browser.get(f"{here}?{urlencode(query)}")
        if shown.status_code != 200:
            return shown
        choice = {"deny": "1"} if deny else {"consent": team.id}
        return browser.get(f"{here}?{urlencode(query | choice)}")


def authorize_url(page: httpx.Response) -> str | None:
    """L'adresse de consentement : la redirection, ou le lien de la page."""
    if page.status_code in (301, 302, 303, 307):
        return str(page.headers["location"])
    found = re.search(r'href="([^"]*/oauth/v2/authorize[^"]*)"', page.text)
    return html.unescape(found[1]) if found else None


def _page(response: httpx.Response, browser: Browser) -> Page:
    headers = dict(response.headers)
    shown = str(response.url)
    return Page(response.status_code, response.text, shown, headers, tuple(browser.visited))
