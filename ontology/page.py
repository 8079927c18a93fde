"""The page ``docs/model.md``, written from the model: ``python -m scen.ontology.page > docs/model.md``."""

import sys
from collections.abc import Iterable, Sequence

from .parts import ClaimKind, Concept, Field, Kind, Labels, Property, Scheme, Term
from .terms import model, shorten

__all__ = ["page"]

_LANGUAGES = ("en", "sv", "nb")
_INTRO = """# The model

This page is written by `python -m scen.ontology.page` from the files in `ontology/`; change those, not this.
`https://w3id.org/scen/` is a placeholder: the name is not registered yet, so these IRIs do not resolve.
The ontology is licensed under [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/).
"""
_CLAIMS = """Every claim but a contradiction also has a certainty, a status, its source document, its lines and its
evidence; an inferred one has its reason. A star marks what is required, a plus what may be repeated, and `^`
a path from the other thing to the claim.
"""


def page() -> str:
    """The whole page as Markdown.

    >>> page().splitlines()[0]
    '# The model'
    """
    m = model()
    relations = [found for found in m.properties.values() if found.is_relation]
    assertions = [found for found in m.properties.values() if not found.is_relation]
    parts = [
        _INTRO,
        "## Kinds of thing\n",
        _table(["kind", *_LANGUAGES, "file", "classes", "type from"], map(_kind, m.kinds.values())),
        "## Claims\n",
        _CLAIMS,
        _table(["claim", *_LANGUAGES, "class", "fields"], map(_claim, m.claims.values())),
        "## Relations\n",
        _table(["relation", *_LANGUAGES, "path", "from", "to", "what it says"], map(_relation, relations)),
        "## Assertions\n",
        _table(
            ["assertion", *_LANGUAGES, "path", "of", "value", "what it says"], map(_assertion, assertions)
        ),
        "## Terms of our own\n",
        f"{len(m.terms)} terms that no published vocabulary offers, each with the reason it exists.\n",
        _table(["term", *_LANGUAGES, "definition", "reason"], map(_term, m.terms.values())),
        "## Concept schemes\n",
        *(text for scheme in m.schemes.values() for text in _scheme(scheme)),
        "## Collections\n",
        _table(["collection", "members"], map(_collection, m.collections.items())),
    ]
    return "\n".join(parts)


def _kind(kind: Kind) -> list[str]:
    named = _named(kind.name, kind.labels)
    classes = _codes(map(shorten, kind.classes))
    return [*named, f"`{kind.plural}`", classes, f"`{kind.types}`" if kind.types else ""]


def _claim(claim: ClaimKind) -> list[str]:
    fields = "<br>".join(map(_field, claim.fields))
    return [*_named(claim.name, claim.labels), f"`{shorten(claim.classes[0])}`", fields]


def _field(field: Field) -> str:
    marks = "\\*" * field.required + "+" * field.many
    path = "^" * field.inverse + shorten(field.path)
    return f"`{field.name}`{marks} `{path}`"


def _relation(found: Property) -> list[str]:
    named = _named(found.name, found.labels)
    return [
        *named,
        f"`{shorten(found.path)}`",
        ", ".join(found.domain),
        ", ".join(found.range),
        found.description,
    ]


def _assertion(found: Property) -> list[str]:
    domain = "anything" if len(found.domain) == len(model().kinds) else ", ".join(found.domain)
    named = _named(found.name, found.labels)
    return [*named, f"`{shorten(found.path)}`", domain, _value(found), found.description]


def _value(found: Property) -> str:
    if found.schemes:
        return _codes(found.schemes)
    if found.values:
        return ", ".join(found.values)
    return f"`{shorten(found.datatype)}`" if found.datatype else "web address"


def _term(term: Term) -> list[str]:
    return [*_named(shorten(term.iri), term.labels), term.definition, term.reason]


def _scheme(scheme: Scheme) -> list[str]:
    head = ["notation", *_LANGUAGES, "IRI", "broader", "meaning"]
    title = f"### {scheme.notation}: {', '.join(dict.fromkeys(scheme.labels.values()))}\n"
    return [title, scheme.definition + "\n", _table(head, map(_concept, scheme.concepts))]


def _concept(concept: Concept) -> list[str]:
    broader = model().concepts[concept.broader].notation if concept.broader else ""
    matches = f" Close: {_codes(map(shorten, concept.matches))}." if concept.matches else ""
    named = _named(concept.notation, concept.labels)
    return [*named, f"`{shorten(concept.iri)}`", broader, concept.definition + matches]


def _collection(item: tuple[str, tuple[Concept, ...]]) -> list[str]:
    name, members = item
    return [f"`{name}`", _codes(concept.notation for concept in members)]


def _named(name: str, labels: Labels) -> list[str]:
    return [f"`{name}`", *(labels[language] for language in _LANGUAGES)]


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return (
        "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines) + "\n"
    )


if __name__ == "__main__":
    sys.stdout.write(page())
