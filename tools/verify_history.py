#!/usr/bin/env python3
"""Check the proof of a dossier's history, without the portal that made it.

    verify_history.py PROOF [--seals FILE_OR_URL] [--earlier PROOF] [--hash DAY=HASH]

PROOF is the file that the page of a dossier offers. The seals are those published at
/nhat-ky/tat-ca.json (all days) or /nhat-ky/<day>.json (one day). --earlier is a proof of the
same dossier that was kept: nothing in it may have changed. --hash is the seal of a day from
somewhere else, such as a newspaper; blanks in it do not count.

Needs Python 3.8 and nothing else. The format is described in docs/history.md; this program was
written from it and shares nothing with the portal. Exit code 0: all is well; 1: something is
wrong; 2: a file could not be read.
"""

from argparse import ArgumentParser
from hashlib import sha256
from unicodedata import normalize
from urllib.request import urlopen

import json
import sys


START = bytes(32)
ENTRY = "hanam.dvc/history/1"
DAY = "hanam.dvc/day/1"
PROOF = "hanam.dvc/proof/1"
CLOSED = ("actor", "name", "note", "address")
OPEN = ("action", "agency", "at", "code", "format", "from", "no", "role", "to")


class Unreadable(Exception):
    """A file is not there, or not what it should be."""


class Report:
    """Sentences, and whether all of them are good."""

    def __init__(self):
        self.good = True

    def say(self, good, sentence):
        self.good = self.good and good
        print(("ok    " if good else "WRONG ") + sentence)


def canonical(facts):
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return normalize("NFC", text).encode("utf-8")


def digest(*parts):
    return sha256(b"".join(parts)).digest()


def entry_fault(code, no, previous, item):
    """What is wrong with one entry; None for nothing."""
    facts = item["entry"]
    if set(facts) != {*CLOSED, *OPEN} or facts["format"] != ENTRY:
        return "is not in the format known here"
    if facts["code"] != code:
        return "belongs to another dossier"
    if facts["no"] != no:
        return "does not have its number: one is missing, or one was put in"
    if digest(previous, canonical(facts)) != bytes.fromhex(item["hash"]):
        return "is not what its hash says: it, or one before it, was changed"
    for name, told in item["told"].items():
        value = normalize("NFC", told["value"]).encode("utf-8")
        found = digest(bytes.fromhex(told["opening"]), value)
        if name not in CLOSED or found != bytes.fromhex(facts[name]):
            return f"tells a {name} that is not the one kept"
    return None


def check_entries(proof, report):
    previous = START
    for no, item in enumerate(proof["entries"], 1):
        fault = entry_fault(proof["code"], no, previous, item)
        if fault:
            report.say(False, f"Entry {no} {fault}.")
            return
        previous = bytes.fromhex(item["hash"])
    report.say(True, f"All {len(proof['entries'])} entries hang together.")


def climb(leaf, index, count, path):
    """The root over a leaf (RFC 9162, section 2.1.3.2); None for an impossible path."""
    if not 0 <= index < count:
        return None
    place, last, found = index, count - 1, leaf
    for step in map(bytes.fromhex, path):
        if last == 0:
            return None
        if place & 1 or place == last:
            found = digest(b"\x01", step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = digest(b"\x01", found, step)
        place, last = place >> 1, last >> 1
    return found if last == 0 else None


def seal_hash(day):
    facts = {name: day[name] for name in ("format", "day", "count", "root", "previous")}
    return digest(canonical(facts))


def check_seals(proof, days, report):
    entries, sealed = proof["entries"], 0
    for seal in proof["seals"]:
        day = days.get(seal["day"])
        if day is None:
            print(f"      The seal of {seal['day']} was not given; not checked.")
            continue
        fits = 1 <= seal["no"] <= len(entries) and seal["count"] == day["count"]
        if fits:
            head = bytes.fromhex(entries[seal["no"] - 1]["hash"])
            leaf = digest(b"\x00", bytes.fromhex(seal["nonce"]), head)
            root = climb(leaf, seal["index"], seal["count"], seal["path"])
            fits = root == bytes.fromhex(day["root"])
        if fits:
            sealed = max(sealed, seal["no"])
            report.say(True, f"Entries 1-{seal['no']} are under the seal of {day['day']}.")
        else:
            report.say(False, f"The history does not fit the seal of {seal['day']}.")
    rest = len(entries) - sealed
    if rest:
        print(f"      {rest} entries are under no seal that was given.")


def check_days(days, report):
    """Whether the seals are what their hashes say, and hold on to each other."""
    known = sorted(days)
    for before, name in zip([None, *known], known):
        day = days[name]
        if day["format"] != DAY or seal_hash(day).hex() != day["hash"]:
            report.say(False, f"The seal of {name} is not what its hash says.")
        elif before and day["previous"] != days[before]["hash"]:
            report.say(False, f"The seal of {name} does not follow that of {before}.")
    if known:
        report.say(report.good, f"Seals looked at: {len(known)}.")


def check_earlier(proof, earlier, report):
    now = [item["hash"] for item in proof["entries"]]
    then = [item["hash"] for item in earlier["entries"]]
    if proof["code"] != earlier["code"]:
        report.say(False, "The earlier proof is of another dossier.")
    elif now[: len(then)] != then:
        report.say(False, "Entries of the earlier proof were changed or removed.")
    else:
        report.say(True, f"All {len(then)} entries of the earlier proof are still there.")


def check_hash(days, given, report):
    name, _equals, value = given.partition("=")
    value = "".join(value.split()).lower()
    if name not in days:
        report.say(False, f"There is no seal of {name} to compare with.")
    else:
        same = days[name]["hash"] == value
        words = "is" if same else "is NOT"
        report.say(same, f"The seal of {name} {words} the one you typed.")


def read(place):
    """JSON from a file or an address."""
    try:
        if place.startswith(("http://", "https://")):
            with urlopen(place, timeout=60) as answer:
                return json.load(answer)
        with open(place, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError) as error:
        raise Unreadable(f"{place}: {error}") from error


def read_days(place):
    found = read(place) if place else []
    found = found if isinstance(found, list) else [found]
    return {day["day"]: day for day in found}


def read_proof(place):
    found = read(place)
    if not isinstance(found, dict) or found.get("format") != PROOF:
        raise Unreadable(f"{place}: not a proof in the format {PROOF}")
    return found


def main(arguments=None):
    parser = ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("proof")
    parser.add_argument("--seals", default="")
    parser.add_argument("--earlier", default="")
    parser.add_argument("--hash", action="append", default=[], metavar="DAY=HASH")
    options = parser.parse_args(arguments)
    report = Report()
    try:
        proof, days = read_proof(options.proof), read_days(options.seals)
        print(f"Dossier {proof['code']}, proof made {proof['made']}")
        check_entries(proof, report)
        check_days(days, report)
        check_seals(proof, days, report)
        if options.earlier:
            check_earlier(proof, read_proof(options.earlier), report)
        for given in options.hash:
            check_hash(days, given, report)
    except Unreadable as error:
        print(error, file=sys.stderr)
        return 2
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        print(f"A file is not in the known format: {error!r}", file=sys.stderr)
        return 2
    print("All is well." if report.good else "Something is wrong; see above.")
    return 0 if report.good else 1


if __name__ == "__main__":
    sys.exit(main())
