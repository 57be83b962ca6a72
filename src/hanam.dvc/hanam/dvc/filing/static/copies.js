// Copies of what could not be saved yet, kept in this browser by draft and step. They belong to one
// visitor, last a day, and go with the first saving.

const PREFIX = "dvc-draft:";
const DAY = 24 * 60 * 60 * 1000;

// A browser may refuse to keep anything; then nothing is kept.
const guarded = (action) => {
  try {
    return action(window.localStorage);
  } catch {
    return null;
  }
};

export const keep = (place, visitor, values) =>
  guarded((store) =>
    store.setItem(PREFIX + place, JSON.stringify({ at: Date.now(), visitor, values })),
  );

export const forget = (place) => guarded((store) => store.removeItem(PREFIX + place));

const names = (store) => Object.keys(store).filter((name) => name.startsWith(PREFIX));

// All copies of a draft, or of all drafts.
export const forgetAll = (draft = "") =>
  guarded((store) => {
    for (const name of names(store)) {
      if (name.startsWith(PREFIX + draft)) store.removeItem(name);
    }
  });

// The copy of a place, if it is this visitor's; others' and old ones are deleted.
export const kept = (place, visitor) =>
  guarded((store) => {
    for (const name of names(store)) {
      let copy = null;
      try {
        copy = JSON.parse(store.getItem(name));
      } catch {
        copy = null;
      }
      const good = copy && copy.visitor === visitor && Date.now() - copy.at < DAY;
      if (!good) store.removeItem(name);
      else if (name === PREFIX + place) return copy;
    }
    return null;
  });
