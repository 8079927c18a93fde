"""A release as a package of a CKAN, by its Action API: made where there is none, else only what differs is changed.

CKAN itself tells what is there, so that nothing needs to be remembered: whatever stopped a run, the next one goes on. What others
added stays: tags, extras, resources that lead elsewhere. Making a thing twice would do harm; where the connection was lost
in the middle, the package is looked at again before anything else is made.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from http.client import HTTPResponse
from typing import Any
from urllib.parse import quote

from ...graph.errors import EndpointError, SettingError
from ...queries.failures import one_line
from ..source import Progress
from .description import Package, path_of
from .server import PAUSES, UNSURE, Call, Server
from .summary import Outcome, Row

_COMPARED = {"name", "url", "description", "mimetype", "size", "hash"}
"""Fields of a resource that tell whether it changed; its format is rewritten by CKAN."""


def hand_over(
    package: Package,
    server: Server,
    organization: str,
    *,
    prune: Sequence[str] = (),
    dry: bool = False,
    progress: Progress,
) -> Iterator[Row]:
    """Make the package be there; what became of it and of each file, as it happens.

    :raises EndpointError: CKAN cannot be reached, or refuses the package.
    :raises SettingError: a file that is not to be removed.
    """
    for path in prune:
        if path in package.resources:
            raise SettingError("--prune", f"{path} is a file of this release")
    work = _Work(package, server, organization, tuple(prune), dry, progress)
    for pause in (*PAUSES[:2], 0):
        try:
            yield from work.rows()
            return
        except EndpointError as error:
            if error.status not in UNSURE or not work.tried or not pause:
                raise
            server.wait(error, pause)


class _Work:
    """The hand-over of a package, which may be begun again."""

    def __init__(
        self,
        package: Package,
        server: Server,
        organization: str,
        prune: tuple[str, ...],
        dry: bool,
        progress: Progress,
    ) -> None:
        self._package, self._server, self._organization, self._prune = package, server, organization, prune
        self._dry, self._progress = dry, progress
        self.tried: set[str] = set()
        """What we have begun to change; that nothing differs now means that it was done."""
        self._told: set[str] = set()

    def rows(self) -> Iterator[Row]:
        """What became of each thing of which nothing was told yet."""
        for row in self._rows():
            if row.name not in self._told:
                self._told.add(row.name)
                yield row

    def _rows(self) -> Iterator[Row]:
        name = self._package.fields["name"]
        self._progress(f"looking at {name}")
        there = self._shown(name)
        if there is None:
            fields = {**self._package.fields, "owner_org": self._organization, **self._lists({})}
            row, there = self._done(name, "package_create", fields)
        elif changes := self._changes(there):
            row, _ = self._done(name, "package_patch", {"id": there["id"], **changes})
        else:
            row = self._same(name)
        yield row
        yield from self._resources(there or {"id": name, "resources": []})

    def _resources(self, package: dict[str, Any]) -> Iterator[Row]:
        known = {path: one for one in package.get("resources", ()) if (path := path_of(one.get("url") or ""))}
        for path, fields in self._package.resources.items():
            there = known.get(path)
            self._progress(f"looking at {path}")
            if there is None:
                yield self._each(path, "resource_create", {"package_id": package["id"], **fields})
            elif any(there.get(name) != fields[name] for name in fields.keys() & _COMPARED):
                yield self._each(path, "resource_update", {**there, **fields})
            else:
                yield self._same(path)
        for path in sorted(known.keys() - self._package.resources.keys()):
            if path in self._prune:
                yield self._each(path, "resource_delete", {"id": known[path]["id"]})
            else:
                yield Row(path, Outcome.LEFT, None, "the release has no such file; --prune removes it")
        for path in sorted(set(self._prune) - known.keys()):
            yield Row(
                path, Outcome.REMOVED if path in self.tried else Outcome.UNCHANGED, None, "is not there"
            )

    def _same(self, name: str) -> Row:
        return Row(name, Outcome.SENT if name in self.tried else Outcome.UNCHANGED)

    def _each(self, path: str, action: str, data: dict[str, Any]) -> Row:
        """What became of a file; that CKAN refuses one is no reason not to send the others."""
        try:
            return self._done(path, action, data)[0]
        except EndpointError as error:
            if error.status not in (400, 404, 409):
                raise
            return Row(path, Outcome.FAILED, None, str(error).removeprefix(f"{error.url}: "))

    def _done(self, name: str, action: str, data: dict[str, Any]) -> tuple[Row, dict[str, Any] | None]:
        """Do it; in a dry run, say what would be done."""
        removes = action == "resource_delete"
        if self._dry:
            note = f"{action} {json.dumps(data, ensure_ascii=False, sort_keys=True)}"
            return Row(name, Outcome.TO_REMOVE if removes else Outcome.TO_SEND, None, note), None
        self._progress(f"{action} {name}")
        self.tried.add(name)
        body = json.dumps(data).encode()
        call = Call(
            "POST",
            self._address(action),
            {"Content-Type": "application/json"},
            lambda: io.BytesIO(body),
            len(body),
            again=False,
        )
        return Row(name, Outcome.REMOVED if removes else Outcome.SENT, None, action), self._result(call)

    def _changes(self, there: dict[str, Any]) -> dict[str, Any]:
        """The fields in which the package of CKAN differs."""
        if there.get("state") == "deleted":
            raise EndpointError(
                self._server.url,
                f"the package {there['name']} was deleted there; restore it, or give another name with --package",
            )
        changes = {name: value for name, value in self._package.fields.items() if there.get(name) != value}
        owner = there.get("organization") or {}
        if self._organization not in (owner.get("name"), owner.get("id"), there.get("owner_org")):
            changes["owner_org"] = self._organization
        had = {"tags": [{"name": one["name"]} for one in there.get("tags", ())],
               "extras": [{"key": one["key"], "value": one["value"]} for one in there.get("extras", ())]}  # fmt: skip
        wanted = self._lists(had)
        return changes | {
            name: wanted[name] for name in wanted if _sorted(wanted[name]) != _sorted(had[name])
        }

    def _lists(self, had: dict[str, list[dict[str, str]]]) -> dict[str, list[dict[str, str]]]:
        """Our tags and extras among those that are there."""
        tags = sorted({one["name"] for one in had.get("tags", ())} | set(self._package.tags))
        extras = {one["key"]: one["value"] for one in had.get("extras", ())} | self._package.extras
        return {
            "tags": [{"name": tag} for tag in tags],
            "extras": [{"key": key, "value": extras[key]} for key in sorted(extras)],
        }

    # -- the Action API -----------------------------------------------------------------------------------

    def _shown(self, name: str) -> dict[str, Any] | None:
        return self._result(Call("GET", f"{self._address('package_show')}?id={quote(name)}"))

    def _address(self, action: str) -> str:
        return f"{self._server.url.rstrip('/')}/api/3/action/{action}"

    def _result(self, call: Call) -> dict[str, Any] | None:
        """The result of an action; None where there is no such package."""
        answer = self._server.send(call, HTTPResponse.read, also=(400, 403, 404, 409))
        try:
            told = json.loads(answer.body)
            if told["success"]:
                return dict(told["result"] or {})
            error = told["error"]
        except (ValueError, KeyError, TypeError):
            shown = (
                one_line(answer.body.decode("utf-8", "replace"))
                if answer.status == 400
                else "is this the address of a CKAN?"
            )
            raise EndpointError(
                self._server.url, f"answers with no result (HTTP {answer.status}): {shown}", answer.status
            ) from None
        if answer.status == 404 and call.method == "GET":
            return None
        raise EndpointError(
            self._server.url,
            f"{call.url.rpartition('/')[2].partition('?')[0]}: {_words(error)} (HTTP {answer.status})",
            answer.status,
        )


def _sorted(values: list[dict[str, str]]) -> list[str]:
    return sorted(json.dumps(value, sort_keys=True) for value in values)


def _words(error: Any) -> str:
    """What CKAN says of a mistake: a message, or words for each field."""
    if isinstance(error, dict) and "message" in error:
        return one_line(str(error["message"]))
    if isinstance(error, dict):
        return one_line(
            "; ".join(f"{name}: {said}" for name, said in sorted(error.items()) if name != "__type")
        )
    return one_line(str(error))
