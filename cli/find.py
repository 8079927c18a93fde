"""``scen find``: things by name."""

from __future__ import annotations

import click

from .place import Place, names, place


@click.command("find")
@click.argument("name", nargs=-1, required=True, shell_complete=names())
@place
@click.option("--kind", help="Only things of this kind: person, organisation, event, …")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True)
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)
def command(
    name: tuple[str, ...], where: Place, kind: str | None, limit: int, form: str,
) -> None:  # fmt: skip
    """Find things by NAME: in any spelling or language, with or without accents, the last word half typed."""
    from ..graph.errors import NotFound

    with where.opened() as data:
        index = data.store.read(lambda readable: readable.names)
        kinds = index.count()
        if kind and kind not in kinds:
            from ..graph.nearest import did_you_mean

            raise click.UsageError(f"no kind '{kind}'{did_you_mean(kind, kinds)} Kinds: {', '.join(kinds)}")
        text = " ".join(name)
        hits = index.search(text, kinds=(kind,) if kind else (), language=where.lang, limit=limit + 1)
        more, hits = len(hits) > limit, hits[:limit]
        if not hits:
            near = index.near(text, language=where.lang)
            raise NotFound(text, [(hit.label, hit.kind, hit.slug) for hit in near])
        if form == "table":
            from ..graph.text import printable

            width = max(len(hit.kind) for hit in hits)
            for hit in hits:
                also = f" — “{printable(hit.name)}”" if hit.name != hit.label else ""
                click.echo(
                    f"{hit.kind:<{width}}  {click.style(printable(hit.label), bold=True)}{also}  ({hit.slug}, {_claims(hit.claims)})"
                )
            if more:
                click.echo(f"more than {limit}; --limit shows further ones", err=True)
        elif form == "csv":
            _csv([(hit.kind, hit.slug, hit.label, hit.name, str(hit.claims), hit.iri) for hit in hits])
        else:
            import json

            click.echo(json.dumps([vars(hit) for hit in hits], ensure_ascii=False, indent=1))


def _claims(number: int) -> str:
    return "1 claim" if number == 1 else f"{number} claims"


def _csv(rows: list[tuple[str, ...]]) -> None:
    import sys

    from ..export.guard import write_guarded

    write_guarded([("kind", "id", "label", "matched", "claims", "iri"), *rows], sys.stdout)
