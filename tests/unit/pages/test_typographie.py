"""An article of a convention stays on one line."""

from __future__ import annotations

import pytest

from bot.channels.email.typographie import insecables
from bot.web.typographie import typographier


@pytest.mark.parametrize("article", ["LA 4.2.2", "LA art. 2", "LP art. 7"])
def test_an_article_is_never_cut(article: str) -> None:
    texte = f"trop tard ({article})"
    assert f'<span class="insecable">{article}' in typographier(texte)
    assert article not in insecables(texte)
    assert article.replace(" ", "\u00a0") in insecables(texte)
