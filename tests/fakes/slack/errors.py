"""Les refus de l'API Web."""

from typing import Any


class SlackError(Exception):
    """Un refus : ``{"ok": false, "error": …}``, et le détail qu'un test lira."""

    def __init__(
        self,
        error: str,
        detail: str = "",
        *,
        status: int = 200,
        headers: dict[str, str] | None = None,
        messages: list[str] | None = None,
        **extra: Any,
    ) -> None:
        super().__init__(f"{error} {detail}".strip())
        self.error = error
        self.detail = detail or "; ".join(messages or [])
        self.status = status
        self.headers = headers or {}
        self.messages = messages or []
        self.extra = extra

    def body(self) -> dict[str, Any]:
        """Le corps JSON de la réponse."""
        shown: dict[str, Any] = {"ok": False, "error": self.error, **self.extra}
        if self.messages:
            shown["response_metadata"] = {"messages": self.messages}
        return shown


def invalid_arguments(*problems: str) -> SlackError:
    """Des paramètres contraires à la description de la méthode."""
    return SlackError("invalid_arguments", messages=[f"[ERROR] {p}" for p in problems])


def rate_limited(seconds: int) -> SlackError:
    """Trop d'appels : code 429 et Retry-After."""
    headers = {"Retry-After": str(seconds)}
    return SlackError("ratelimited", f"attendre {seconds} s", status=429, headers=headers)
