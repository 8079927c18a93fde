"""What a record may say: one model per kind of thing and per kind of statement.

A field's marker (`Ref`, `InScheme`) says what it may point to; `reader` resolves it. The JSON Schema that
editors use is made from these models (`scen schema`).
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from ..ontology.terms import model
from .fields import (
    EVENTS,
    Address,
    Agent,
    ByLang,
    Edtf,
    InScheme,
    Lang,
    Lines,
    Organisation,
    Quotes,
    Ref,
    Slug,
    Text,
    Value,
    Words,
    _listed,
)

ANY = tuple(sorted({*model().kinds} - {"document"}))
Thing_ = Annotated[Slug, Ref((*ANY, "document"))]
Organisations = Annotated[tuple[Organisation, ...], BeforeValidator(_listed)]


class Record(BaseModel):
    """Unknown keys are mistakes; values are frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Thing(Record):
    """A thing of any kind: its id and its names. What is said of it stands in the sources."""

    id: Slug = Field(description="permanent, unique over all kinds; part of the IRI")
    name: ByLang = Field(default={}, description="the preferred name as a document prints it, by language")
    aliases: dict[Lang, Annotated[tuple[Text, ...], Field(min_length=1)]] = Field(
        default={}, description="other names that a document prints"
    )
    rendering: ByLang = Field(default={}, description="the curators' own translation or label; needs no line")
    same_as: tuple[Address, ...] = Field(default=(), description="the same thing in other data")
    formerly: tuple[Slug, ...] = Field(default=(), description="ids it had before; their IRIs lead here")
    broader: Annotated[str, InScheme("themes")] | None = Field(default=None, description="a topic's theme")
    visibility: Literal["public", "pseudonymous", "withheld"] = "public"
    note: Text | None = Field(default=None, description="a curator's remark; not published")

    @model_validator(mode="after")
    def _named(self) -> Thing:
        if not self.name and not self.rendering and not self.is_tombstone:
            raise ValueError("needs a name as printed, or a rendering")
        if twice := self.name.keys() & self.rendering.keys():
            raise ValueError(f"has both a name and a rendering in '{min(twice)}'")
        return self

    @property
    def is_tombstone(self) -> bool:
        """Whether this is all that may be known of a withheld person: the keyed hash of their id."""
        return self.visibility == "withheld" and re.fullmatch("p-[0-9a-f]{16}", self.id) is not None


class Document(Record):
    """A source document: how it is recognised, and what holds for all its statements."""

    id: Slug
    file: Text = Field(description="its file name, a help to find it")
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="of the bytes of its text")]
    language: Annotated[str, InScheme("languages")]
    title: ByLang = Field(default={}, description="as printed")
    rendering: ByLang = Field(default={}, description="the curators' own title or translation")
    status: Annotated[str, InScheme("status")] = Field(description="default of its statements")
    address: Address | None = None
    archive: Address | None = Field(default=None, description="address of a kept copy")

    @model_validator(mode="after")
    def _named(self) -> Document:
        if not self.title and not self.rendering:
            raise ValueError("needs a title as printed, or a rendering")
        return self


class Section(Record):
    """A heading governs its lines: there the thing counts as named by the words on the heading's line."""

    about: Thing_
    heading: Annotated[int, Field(ge=1)]
    lines: Lines


class Statement(Record):
    """What every statement says of itself: where, in which words, how sure."""

    at: Lines
    as_written: Quotes = ()
    context: Lines = Field(default=(), description="lines that name what the statement joins")
    certainty: Literal["stated", "inferred"] = "stated"
    because: Text | None = Field(default=None, description="the reason, required of what is inferred")
    status: Annotated[str, InScheme("status")] | None = Field(
        default=None, description="default: the document's"
    )
    n: Annotated[int, Field(ge=1)] = 1
    label: Slug | None = Field(default=None, description="a local name, for contradictions")

    @model_validator(mode="after")
    def _held(self) -> Statement:
        if self.certainty == "inferred" and not self.because:
            raise ValueError("is inferred and needs `because:`")
        if self.certainty == "stated" and not self.as_written:
            raise ValueError("is stated and needs the words: `as_written:`")
        if self.certainty == "stated" and len(self.at) > 3:
            raise ValueError(f"is stated at {len(self.at)} lines; a stated claim has at most three")
        for words in self.as_written:
            if words[-1] in ".!?" and len(words.split()) > 6:
                raise ValueError("keeps a whole sentence; keep the few words that carry the fact")
        return self


class Participation(Statement):
    """One agent, one role, one event."""

    agent: Agent
    role: Annotated[str, InScheme("roles")]
    event: Annotated[Slug, Ref(EVENTS)]
    on_behalf_of: Organisations = ()
    role_words: Words | None = Field(default=None, description="the role as printed")
    rendering: Text | None = Field(default=None, description="the role as printed, in English")


class Membership(Statement):
    """A person's post or affiliation, or an organisation's membership in a network."""

    member: Agent
    organisation: Organisation
    title: Words | None = Field(default=None, description="the post as printed")
    rendering: Text | None = Field(default=None, description="the post in English")


class ProjectRole(Statement):
    """An agent's part in a project, campaign, initiative or network."""

    project: Annotated[Slug, Ref(("project", "organisation"))]
    agent: Agent
    role: Annotated[str, InScheme("project-roles")]
    on_behalf_of: Organisations = ()
    title: Words | None = None
    rendering: Text | None = None


class Funding(Statement):
    """A document says that this funder pays for this thing under this grant."""

    grant: Annotated[Slug, Ref(("grant",))]
    funder: Organisation
    funds: Annotated[Slug, Ref(("project", "publication", "document", "organisation", *EVENTS))]
    programme: Annotated[Slug, Ref(("programme",))] | None = None


class Cooperation(Statement):
    """Two or more parties that agree, act together, act for one another, meet or support."""

    parties: tuple[Agent, ...] = Field(min_length=2)
    kind: Annotated[str, InScheme("cooperation-kinds")]
    acts_for: Agent | None = Field(default=None, description="the party that is acted for")
    about: Text | None = None
    date: Edtf | None = None
    event: Annotated[Slug, Ref(EVENTS)] | None = None

    @model_validator(mode="after")
    def _directed(self) -> Cooperation:
        if (self.kind == "acts-for") != (self.acts_for is not None):
            raise ValueError("`acts_for:` names the principal of kind acts-for, and of no other kind")
        if self.acts_for and self.acts_for not in self.parties:
            raise ValueError(f"'{self.acts_for}' is acted for and must be one of the parties")
        return self


class Mention(Statement):
    """A thing that a document quotes, discusses, gives as an example or addresses, without its taking part."""

    thing: Thing_
    as_: Annotated[str, InScheme("mention-kinds")] = Field(alias="as")
    event: Annotated[Slug, Ref(EVENTS)] | None = None


class Relation(Statement):
    """One fact between two things, by a property of the ontology's list of relations."""

    subject: Thing_
    property: str
    object: Thing_


class Assertion(Statement):
    """One fact that is no relation between two things, by a property of the list of assertions."""

    subject: Thing_
    property: str
    value: Value
    language: Lang | None = Field(default=None, description="of a text value; default: the document's")
    rendering: Text | None = Field(default=None, description="a text value in English")
    qualifier: Literal["about", "more than", "at least", "at most"] | None = None
    of: Text | None = Field(default=None, description="what is counted, in English")
    shown: bool = Field(default=False, description="of several dates, the one that is shown")


class Contradiction(Record):
    """Claims that cannot all be true, by the labels of their statements (``label``, or ``document/label``)."""

    between: tuple[str, ...] = Field(min_length=2)
    because: Text


Printed = dict[Slug, dict[Words, Lines]]


class Source(Record):
    """Everything one document says."""

    document: Document
    sections: tuple[Section, ...] = ()
    names: Printed = Field(default={}, description="thing -> words that name it -> lines")
    stands_for: Printed = Field(default={}, description="thing -> words that stand for it -> lines")
    ignored: tuple[tuple[Lines, Text], ...] = Field(default=(), description="[line, reason]")
    participations: tuple[Participation, ...] = ()
    memberships: tuple[Membership, ...] = ()
    project_roles: tuple[ProjectRole, ...] = ()
    funding: tuple[Funding, ...] = ()
    cooperations: tuple[Cooperation, ...] = ()
    mentions: tuple[Mention, ...] = ()
    relations: tuple[Relation, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _empty_lists(cls, value: object) -> object:
        """A key with nothing under it is a list not begun."""
        return (
            {key: item for key, item in value.items() if item is not None}
            if isinstance(value, dict)
            else value
        )


class Judgement(Record):
    """A curator's word on whether two records are one thing; deleting it undoes it."""

    judgement: Literal["same", "different", "unsure"]
    a: Annotated[Slug, Ref(ANY)] = Field(description="the one that is kept, where they are the same")
    b: Annotated[Slug, Ref(ANY)]
    who: Text
    when: Edtf
    why: Text


STATEMENTS: dict[str, type[Statement]] = {
    name: get_args(field.annotation)[0]
    for name, field in Source.model_fields.items()
    if get_args(field.annotation)
    and isinstance(get_args(field.annotation)[0], type)
    and issubclass(get_args(field.annotation)[0], Statement)
}
"""Name of the list in a source file -> model of its statements."""


def references(record: Record) -> list[tuple[str, int | None, str, tuple[str, ...]]]:
    """Every reference of a record: (field, position in a list or None, id, kinds it may be of)."""
    found: list[tuple[str, int | None, str, tuple[str, ...]]] = []
    for field, (key, kinds) in _marked(type(record)).items():
        value = getattr(record, field)
        if isinstance(value, tuple):
            found += [(key, index, item, kinds) for index, item in enumerate(value)]
        elif value is not None:
            found.append((key, None, value, kinds))
    return found


_MARKED: dict[type[Record], dict[str, tuple[str, tuple[str, ...]]]] = {}


def _marked(cls: type[Record]) -> dict[str, tuple[str, tuple[str, ...]]]:
    if cls not in _MARKED:
        _MARKED[cls] = {
            name: (field.alias or name, ref.kinds)
            for name, field in cls.model_fields.items()
            for ref in _refs((field.annotation, *field.metadata))
        }
    return _MARKED[cls]


def _refs(parts: tuple[object, ...]) -> list[Ref]:
    found = [part for part in parts if isinstance(part, Ref)]
    for part in parts:
        if not found:
            found = _refs((*get_args(part), *getattr(part, "__metadata__", ())))
    return found[:1]
