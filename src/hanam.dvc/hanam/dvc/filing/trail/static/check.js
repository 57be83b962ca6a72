// The proof of a history, checked in the browser against the published seals; docs/history.md.

const START = "0".repeat(64);

const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hex = (buffer) =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

async function digest(...parts) {
  return hex(await crypto.subtle.digest("SHA-256", await new Blob(parts).arrayBuffer()));
}

// Texts and whole numbers only; the names are ASCII, so that sorting them is no question.
function canonical(facts) {
  const sorted = Object.fromEntries(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)));
  return new TextEncoder().encode(JSON.stringify(sorted).normalize("NFC"));
}

const commitment = ({ opening, value }) =>
  digest(bytes(opening), new TextEncoder().encode(value.normalize("NFC")));

async function entriesHold({ code, entries }) {
  let previous = START;
  for (const [index, { entry, told, hash }] of entries.entries()) {
    if (entry.code !== code || entry.no !== index + 1) return false;
    if ((await digest(bytes(previous), canonical(entry))) !== hash) return false;
    for (const [name, one] of Object.entries(told))
      if ((await commitment(one)) !== entry[name]) return false;
    previous = hash;
  }
  return true;
}

async function climb(start, index, count, path) {
  const rest = [...path];
  let found = start;
  for (let last = count - 1; last > 0; index >>= 1, last >>= 1) {
    if (index % 2 === 0 && index >= last) continue;
    const neighbour = rest.shift();
    if (neighbour === undefined) return "";
    const [left, right] = index % 2 ? [neighbour, found] : [found, neighbour];
    found = await digest(new Uint8Array([1]), bytes(left), bytes(right));
  }
  return rest.length ? "" : found;
}

async function sealHolds(seal, entries, day) {
  const { format, count, root, previous } = day;
  const head = entries[seal.no - 1]?.hash;
  if (!head || day.day !== seal.day || count !== seal.count) return false;
  if ((await digest(canonical({ format, day: day.day, count, root, previous }))) !== day.hash)
    return false;
  const leaf = await digest(new Uint8Array([0]), bytes(seal.nonce), bytes(head));
  return (await climb(leaf, seal.index, seal.count, seal.path)) === root;
}

async function read(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

async function verdict(place) {
  if (!globalThis.crypto?.subtle) return "none";
  try {
    const proof = await read(place.dataset.check);
    if (!(await entriesHold(proof))) return "bad";
    for (const seal of proof.seals) {
      const day = await read(`${place.dataset.seals}/${seal.day}.json`);
      if (!(await sealHolds(seal, proof.entries, day))) return "bad";
    }
    return "good";
  } catch {
    return "none";
  }
}

for (const place of document.querySelectorAll("[data-check]")) {
  const found = await verdict(place);
  place.querySelector(`[data-verdict="${found}"]`).hidden = false;
  place.setAttribute("role", "status");
}
