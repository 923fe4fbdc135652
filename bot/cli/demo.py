"""`demo`."""

import typer


def demo(port: int = 8000, story: bool = False) -> None:
    raise typer.Exit(2)
