"""Les débits publiés de l'API Bot."""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class RateLimits:
    """Environ 30 envois/s en tout, 1/s par conversation, 20/min par groupe.

    ``burst`` envois peuvent se suivre sans attendre dans une même conversation.
    """

    per_second: int = 30
    per_chat_per_second: float = 1.0
    burst: int = 3
    per_group_per_minute: int = 20
    clock: Callable[[], float] = time.monotonic
    _overall: deque[float] = field(default_factory=deque)
    _tokens: dict[int, tuple[float, float]] = field(default_factory=dict)
    _groups: dict[int, deque[float]] = field(default_factory=dict)

    def take(self, chat_id: int, *, group: bool) -> int:
        """Compte un envoi ; rend 0, ou les secondes à attendre s'il est refusé."""
        now = self.clock()
        tokens = self._available(chat_id, now)
        minute = self._groups.setdefault(chat_id, deque())
        wait = max(
            _window(self._overall, now, 1, self.per_second),
            (1 - tokens) / self.per_chat_per_second,
            _window(minute, now, 60, self.per_group_per_minute) if group else 0,
        )
        if wait > 0:
            return max(1, math.ceil(wait))
        self._overall.append(now)
        self._tokens[chat_id] = (tokens - 1, now)
        if group:
            minute.append(now)
        return 0

    def _available(self, chat_id: int, now: float) -> float:
        tokens, then = self._tokens.get(chat_id, (float(self.burst), now))
        return min(float(self.burst), tokens + (now - then) * self.per_chat_per_second)


def _window(sent: deque[float], now: float, seconds: float, limit: int) -> float:
    """L'attente qu'impose une fenêtre glissante."""
    while sent and sent[0] <= now - seconds:
        sent.popleft()
    return sent[0] + seconds - now if len(sent) >= limit else 0
