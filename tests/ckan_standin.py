"""A stand-in for CKAN 2.10: the few actions that a hand-over uses, with CKAN's answers, statuses and refusals.

It keeps what real CKAN keeps and changes what real CKAN changes: formats are written its way, lists of a patch replace those that
were there, ``resource_update`` replaces the resource, and an extra that is called like a field of the package is refused.
"""

from __future__ import annotations

import itertools
import json
import re
from typing import Any

from faulty import Faulty, Said, Seen

ROOT_FIELDS = {
    "id", "name", "title", "author", "author_email", "maintainer", "maintainer_email", "license_id", "notes", "url", "version", "state",
    "type", "owner_org", "private", "extras", "resources", "tags", "groups",
}  # fmt: skip
WRITING = {"package_create", "package_patch", "resource_create", "resource_update", "resource_delete"}


class Refusal(Exception):
    """What an action says no with."""

    def __init__(self, status: int, kind: str, **error: Any) -> None:
        self.status, self.error = status, {"__type": kind, **error}


class Ckan(Faulty):
    """A CKAN with one organization and one token."""

    def __init__(self, token: str, organization: str = "ethics-desk") -> None:
        super().__init__()
        self.token, self.organization = token, {"id": "org-1", "name": organization, "title": "Ethics desk"}
        self.packages: dict[str, dict[str, Any]] = {}
        """By name."""
        self._ids = itertools.count(1)

    @property
    def actions(self) -> list[str]:
        """The actions that change something, in their order."""
        found = [one.path.rpartition("/")[2].partition("?")[0] for one in self.seen]
        return [name for name in found if name in WRITING]

    def answer(self, request: Seen) -> Said:
        """The answer of the Action API."""
        found = re.match(r"/api/3/action/(\w+)", request.path)
        if not found:
            return Said(404, b"<html><title>404 Not Found</title></html>", {"Content-Type": "text/html"})
        name = found[1]
        action = getattr(self, f"_{name}", None)
        if action is None:
            return _json(400, f"Bad request - Action name not known: {name}")
        told: dict[str, Any] = {"help": f"{self.url}/api/3/action/help_show?name={name}"}
        try:
            if name in WRITING:
                self._allowed(request, name)
            data = request.parameters if request.method == "GET" else json.loads(request.body)
            return _json(200, told | {"success": True, "result": action(data)})
        except Refusal as refusal:
            return _json(refusal.status, told | {"success": False, "error": refusal.error})

    def _allowed(self, request: Seen, name: str) -> None:
        if request.method == "GET":
            raise Refusal(
                400, "Bad request", message="Invalid request. Please use POST method for your request"
            )
        if request.headers.get("Authorization") != self.token:
            said = f"Access denied: Action {name} requires an authenticated user"
            raise Refusal(403, "Authorization Error", message=said)

    def _package(self, key: str) -> dict[str, Any]:
        for one in self.packages.values():
            if key in (one["id"], one["name"]):
                return one
        raise Refusal(404, "Not Found Error", message="Not found")

    def _resource(self, key: str) -> tuple[dict[str, Any], int]:
        for package in self.packages.values():
            for number, one in enumerate(package["resources"]):
                if one["id"] == key:
                    return package, number
        raise Refusal(404, "Not Found Error", message="Not found: Resource was not found.")

    def _valid(self, data: dict[str, Any]) -> None:
        wrong: dict[str, Any] = {}
        if not re.fullmatch(r"[a-z0-9_-]{2,100}", data.get("name", "")):
            wrong["name"] = ["Must be purely lowercase alphanumeric (ascii) characters and these symbols: -_"]
        if data.get("owner_org") not in self.organization.values():
            wrong["owner_org"] = ["Organization does not exist"]
        if any(one["key"] in ROOT_FIELDS for one in data.get("extras", ())):
            wrong["extras"] = [{"key": ["There is a schema field with the same name"]}]
        if any(not re.fullmatch(r"[\w\-. ]{2,100}", one["name"]) for one in data.get("tags", ())):
            wrong["tags"] = [
                'Tag can only contain alphanumeric characters, spaces (" "), hyphens, underscores or dots'
            ]
        if wrong:
            raise Refusal(409, "Validation Error", **wrong)

    # -- actions ------------------------------------------------------------------------------------------

    def _package_show(self, data: dict[str, Any]) -> dict[str, Any]:
        return self._package(data["id"])

    def _package_create(self, data: dict[str, Any]) -> dict[str, Any]:
        self._valid(data)
        if data["name"] in self.packages:
            raise Refusal(409, "Validation Error", name=["That URL is already in use."])
        plain = {
            "state": "active",
            "type": "dataset",
            "private": False,
            "resources": [],
            "tags": [],
            "extras": [],
        }
        kept = plain | data | {"id": f"package-{next(self._ids)}"}
        self.packages[data["name"]] = self._dressed(kept)
        return self.packages[data["name"]]

    def _package_patch(self, data: dict[str, Any]) -> dict[str, Any]:
        there = self._package(data["id"])
        kept = there | data | {"id": there["id"]}
        self._valid(kept | {"owner_org": kept["owner_org"]})
        self.packages[there["name"]] = self._dressed(kept)
        return kept

    def _dressed(self, package: dict[str, Any]) -> dict[str, Any]:
        tags = [
            {"name": one["name"], "display_name": one["name"], "state": "active"} for one in package["tags"]
        ]
        return package | {
            "owner_org": self.organization["id"],
            "organization": self.organization,
            "tags": tags,
        }

    def _resource_create(self, data: dict[str, Any]) -> dict[str, Any]:
        package = self._package(data["package_id"])
        package["resources"].append(
            self._formatted(data) | {"id": f"resource-{next(self._ids)}", "package_id": package["id"]}
        )
        return dict(package["resources"][-1])

    def _resource_update(self, data: dict[str, Any]) -> dict[str, Any]:
        package, number = self._resource(data["id"])
        package["resources"][number] = self._formatted(data)
        return dict(package["resources"][number])

    def _resource_delete(self, data: dict[str, Any]) -> None:
        package, number = self._resource(data["id"])
        del package["resources"][number]

    @staticmethod
    def _formatted(data: dict[str, Any]) -> dict[str, Any]:
        if not data.get("url"):
            raise Refusal(409, "Validation Error", url=["Missing value"])
        shown = {"NQ": "N-Quads", "JSONLD": "JSON-LD"}.get(data.get("format", ""), data.get("format", ""))
        return data | {"format": shown, "state": "active"}


def _json(status: int, told: Any) -> Said:
    return Said(status, json.dumps(told).encode(), {"Content-Type": "application/json;charset=utf-8"})
