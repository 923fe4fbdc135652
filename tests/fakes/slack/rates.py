"""Les débits publiés : un message par seconde et par canal, et les paliers des méthodes."""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from .spec import METHODS


@dataclass
class RateLimits:
    """Environ 1 message/s par canal, par rafales de ``burst`` ; paliers par minute.

    ``per_minute`` remplace le palier d'une méthode ; ``tiers=False`` les ignore tous.
    """

    per_channel_per_second: float = 1.0
    burst: int = 5
    tiers: bool = True
    per_minute: dict[str, int] = field(default_factory=dict)
    clock: Callable[[], float] = time.monotonic
    _tokens: dict[str, tuple[float, float]] = field(default_factory=dict)
    _minutes: dict[tuple[str, str], deque[float]] = field(default_factory=dict)

    def take_message(self, channel_id: str) -> int:
        """Compte un message ; rend 0, ou les secondes à attendre s'il est refusé."""
        now = self.clock()
        left, then = self._tokens.get(channel_id, (float(self.burst), now))
        left = min(float(self.burst), left + (now - then) * self.per_channel_per_second)
        if left < 1:
            return max(1, math.ceil((1 - left) / self.per_channel_per_second))
        self._tokens[channel_id] = (left - 1, now)
        return 0

    def take_call(self, method: str, team_id: str) -> int:
        """Compte un appel dans son palier ; rend 0, ou les secondes à attendre."""
        limit = self.per_minute.get(method)
        if limit is None and self.tiers:
            limit = METHODS[method].per_minute
        if limit is None:
            return 0
        now = self.clock()
        sent = self._minutes.setdefault((method, team_id), deque())
        while sent and sent[0] <= now - 60:
            sent.popleft()
        if len(sent) >= limit:
            return max(1, math.ceil(sent[0] + 60 - now))
        sent.append(now)
        return 0
