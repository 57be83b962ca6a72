"""Arrows between the rooms go one way; what a room may import stands in docs/architecture.md too."""

from pathlib import Path

import ast
import re
import unittest


TOP = Path(__file__).parents[2]
PACKAGE = TOP / "src" / "hanam.dvc" / "hanam" / "dvc"
MAY_IMPORT = {
    "rules": set(),
    "register": {"rules"},
    "catalogue": {"rules"},
    "dossiers": {"rules", "register", "catalogue"},
    "printing": {"rules"},
    "letters": {"rules", "register", "catalogue", "dossiers", "printing"},
    "signing": {"rules", "register", "catalogue", "dossiers", "printing"},
    "notify": {"rules", "register", "catalogue", "dossiers"},
    "identity": {"rules", "register", "catalogue", "dossiers", "notify"},
    "filing": {
        "rules", "register", "catalogue", "dossiers", "printing", "letters", "signing",
        "notify", "identity",
    },
    "counter": {
        "rules", "register", "catalogue", "dossiers", "printing", "letters", "signing",
        "notify", "identity",
    },
    "outreach": {"rules", "register", "catalogue"},
    "oversight": {"rules", "register", "catalogue"},
    "portal": {
        "rules", "register", "catalogue", "dossiers", "printing", "letters", "signing",
        "notify", "identity", "filing", "counter", "outreach", "oversight",
    },
    "sandbox": set(),
    "operations": {
        "rules", "register", "catalogue", "dossiers", "printing", "letters", "signing",
        "notify", "identity", "filing", "counter", "outreach", "oversight", "portal", "sandbox",
    },
}  # fmt: skip
# what stands beside the rooms and belongs to all of them
SHARED = {
    "acting",
    "cards",
    "i18n",
    "interfaces",
    "limiter",
    "paths",
    "records",
    "spoken",
    "translations",
}


def rooms_imported(path: Path) -> set[str]:
    """The rooms that a module imports, wherever in it the import stands."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
            if node.module == "hanam.dvc":
                names = [f"hanam.dvc.{alias.name}" for alias in node.names]
        for name in names:
            match = re.match(r"hanam\.dvc\.(\w+)", name)
            if match:
                found.add(match.group(1))
    return found


class RoomsTest(unittest.TestCase):
    def test_each_room_imports_only_the_rooms_it_may(self):
        for room, allowed in MAY_IMPORT.items():
            for path in sorted((PACKAGE / room).rglob("*.py")):
                for other in rooms_imported(path) - SHARED - {room}:
                    with self.subTest(
                        module=str(path.relative_to(PACKAGE)), room=other
                    ):
                        self.assertIn(other, allowed)

    def test_the_table_of_the_document_is_the_table_of_this_test(self):
        text = (TOP / "docs" / "architecture.md").read_text(encoding="utf-8")
        rows = re.findall(r"^\| `(\w+)/` \|[^|]*\| ([^|]*) \|$", text, re.MULTILINE)
        written = {room: set(re.findall(r"\w+", may)) for room, may in rows}
        everything = set(MAY_IMPORT)
        for room, may in written.items():
            if may == {"nothing"}:
                written[room] = set()
            elif "all" in may:
                beside = {room, "operations", "sandbox"}
                written[room] = (everything - beside) | (may - {"all"})
        self.assertEqual(written, MAY_IMPORT)

    def test_every_folder_of_the_package_is_a_room_or_known(self):
        folders = {
            path.name
            for path in PACKAGE.iterdir()
            if path.is_dir() and (path / "__init__.py").exists()
        }
        self.assertLessEqual(folders, set(MAY_IMPORT) | {"upgrades"})
