"""Versions of a declaration: what its designer edits and what citizens fill in.

An EasyForm is edited in place (its ``fields_model``). What is live is a version kept
beside it under the digest of its normal form, so that dossiers keep sixteen letters and
find what they were filled in with again. A form that was never published is live as it
stands.
"""

from Acquisition import aq_base
from BTrees.OOBTree import OOBTree
from datetime import datetime
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import moment
from lxml import etree
from persistent.mapping import PersistentMapping
from plone.supermodel import loadString
from plone.supermodel import serializeSchema
from typing import NamedTuple

import hashlib


class Version(NamedTuple):
    """One version that was live: its number from 1, the XML of its model, title and words
    before it, minutes, when and by whom it was published, and what is new in it."""

    digest: str
    number: int
    model: str
    title: str = ""
    intro: str = ""
    minutes: int | None = None
    published: datetime | None = None
    by: str = ""
    note: str = ""


def schema_of(model: str):
    """The schema of a model; an empty one where the text is no model."""
    return loadString(model or EMPTY).schema


EMPTY = (
    '<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema /></model>'
)


def normal(model: str) -> str:
    """A model as plone.supermodel writes it, so that saving without a change is none."""
    parser = etree.XMLParser(resolve_entities=False, remove_blank_text=True)
    written = serializeSchema(schema_of(model))
    return etree.tostring(
        etree.fromstring(written.encode(), parser), method="c14n"
    ).decode()


def digest_of(model: str) -> str:
    """The name under which a model is kept."""
    return hashlib.sha256(normal(model).encode()).hexdigest()[:16]


def kept(form) -> dict:
    """The versions of a form by digest; empty for one that was never published."""
    return getattr(aq_base(form), "kept_versions", None) or {}


def live(form) -> str:
    """The digest of the version citizens fill in; "" for the form as it stands."""
    return getattr(aq_base(form), "live_version", "") or ""


def live_of(procedure) -> str:
    """The digest of a procedure's live declaration, for a dossier to keep."""
    form = lookup.declaration(procedure)
    return "" if form is None else live(form)


def version(form, digest: str = "") -> Version | None:
    """The version of that digest, else the live one; None where there is none."""
    found = kept(form).get(digest) or kept(form).get(live(form))
    return None if found is None else Version(**found)


def model(form, digest: str = "") -> str:
    """The XML of a version, of the live one without ``digest``."""
    found = version(form, digest)
    return (form.fields_model or EMPTY) if found is None else found.model


def all_of(form) -> list[Version]:
    """The versions of a form, the newest first."""
    found = [Version(**row) for row in kept(form).values()]
    return sorted(found, key=lambda item: item.number, reverse=True)


def is_changed(form) -> bool:
    """Whether what the designer edits differs from what is live."""
    return bool(live(form)) and digest_of(form.fields_model) != live(form)


def publish(form, by: str = "", note: str = "") -> Version:
    """Make what the designer edits live; the same model again is no new version."""
    base = aq_base(form)
    versions = getattr(base, "kept_versions", None)
    if versions is None:
        versions = base.kept_versions = OOBTree()
    digest = digest_of(form.fields_model)
    if digest not in versions:
        number = max((row["number"] for row in versions.values()), default=0) + 1
        versions[digest] = PersistentMapping(
            Version(
                digest,
                number,
                form.fields_model or EMPTY,
                form.title or "",
                form.description or "",
                getattr(base, "minutes", None),
                moment.now(),
                by,
                note,
            )._asdict()
        )
    if live(form) != digest:
        base.live_version = digest
    return Version(**versions[digest])


def restore(form, digest: str) -> None:
    """Put an earlier version in front of the designer again; it is not live by that."""
    found = kept(form)[digest]
    form.fields_model = found["model"]
