"""Les refus de l'API Bot, dans les mots de Telegram."""

from typing import Any


class ApiError(Exception):
    """Un refus : code, description et paramètres tels que le client les lira."""

    def __init__(
        self, code: int, description: str, parameters: dict[str, Any] | None = None
    ) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """Le corps JSON de la réponse."""
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(text: str, **parameters: Any) -> ApiError:
    """400, requête refusée."""
    return ApiError(400, f"Bad Request: {text}", parameters or None)


def forbidden(text: str) -> ApiError:
    """403, le robot n'a pas le droit d'écrire là."""
    return ApiError(403, f"Forbidden: {text}")


def conflict(text: str) -> ApiError:
    """409, deux façons de recevoir se gênent."""
    return ApiError(409, f"Conflict: {text}")


def too_many_requests(seconds: int) -> ApiError:
    """429, à reprendre après un délai."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def not_covered(what: str) -> ApiError:
    """Ce que la doublure ne sait pas faire est refusé, jamais ignoré."""
    return bad_request(f"{what} is not covered by the fake")
