"""Records as the texts of their YAML files; comments are no part of a record and are not written."""

from __future__ import annotations

from typing import Any

from ..ontology.terms import model
from .cells import LINES
from .reader import Records
from .records import Record, Source
from .tables import LISTED, columns_of
from .yaml_text import block, compact, source_text


def yaml_files(records: Records) -> dict[str, str]:
    """Relative path -> text, of every file that has something in it."""
    files: dict[str, str] = {}
    for kind in model().kinds.values():
        if things := [plain(entry.thing) for entry in records.things.values() if entry.kind == kind.name]:
            files[f"entities/{kind.plural}.yaml"] = block(things)
    for item in records.sources:
        files[f"sources/{item.source.document.id}.yaml"] = source_text(_parts(item.source))
    if records.judgements:
        files["ledger.yaml"] = block(plain(judgement) for judgement, _ in records.judgements)
    return files


def plain(record: Record) -> dict[str, Any]:
    """A record as YAML writes it: without what it leaves at its default, lines in their short form."""
    out: dict[str, Any] = {}
    for column in columns_of(type(record)):
        value = getattr(record, column.attribute)
        if column.required or value != column.default:
            one = column.key == "as_written" and len(value) == 1
            out[column.key] = compact(value) if column.form is LINES else value[0] if one else value
    return out


def _parts(source: Source) -> dict[str, Any]:
    parts: dict[str, Any] = {"document": plain(source.document)}
    for name in Source.model_fields:
        items = getattr(source, name)
        if name == "document" or not items:
            continue
        if name not in LISTED:
            parts[name] = [plain(item) for item in items]
        elif isinstance(items, dict):
            parts[name] = {
                slug: {words: compact(lines) for words, lines in forms.items()}
                for slug, forms in items.items()
            }
        else:
            parts[name] = [[compact(lines), reason] for lines, reason in items]
    return parts
