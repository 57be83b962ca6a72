"""A Merkle tree as RFC 6962 (section 2.1) has it, over SHA-256: root, audit path, and its check.

Hashes are hexadecimal texts. Leaves and inner nodes are told apart by a first byte of 0 or 1.
"""

from hanam.dvc.rules.chain import digest


def leaf(nonce: str, head: str) -> str:
    """The leaf of a dossier: its last hash that day behind a random number of 16 bytes, so
    that nothing published can be compared with what somebody might guess."""
    return digest(b"\x00", bytes.fromhex(nonce), bytes.fromhex(head))


def node(left: str, right: str) -> str:
    return digest(b"\x01", bytes.fromhex(left), bytes.fromhex(right))


def levels(leaves: list[str]) -> list[list[str]]:
    """The tree from its leaves up to its root; a node without a neighbour rises as it is."""
    found = [list(leaves)]
    while len(found[-1]) > 1:
        below = found[-1]
        pairs = zip(below[::2], below[1::2], strict=False)
        above = [node(left, right) for left, right in pairs]
        if len(below) % 2:
            above.append(below[-1])
        found.append(above)
    return found


def root(leaves: list[str]) -> str:
    """The hash over all leaves; that of nothing for none."""
    return levels(leaves)[-1][0] if leaves else digest()


def path(tree: list[list[str]], index: int) -> list[str]:
    """The audit path of the leaf at ``index`` (from 0) in `levels`, lowest neighbour first."""
    found = []
    for level in tree[:-1]:
        neighbour = index ^ 1
        if neighbour < len(level):
            found.append(level[neighbour])
        index //= 2
    return found


def climb(start: str, index: int, count: int, steps: list[str]) -> str | None:
    """The root to which an audit path leads from the leaf ``start`` at ``index`` of
    ``count``; None where a path of that length cannot belong there."""
    if not 0 <= index < count:
        return None
    found, last, rest = start, count - 1, list(steps)
    while last:
        if index % 2 or index < last:
            if not rest:
                return None
            neighbour = rest.pop(0)
            pair = (neighbour, found) if index % 2 else (found, neighbour)
            found = node(*pair)
        index, last = index // 2, last // 2
    return None if rest else found
