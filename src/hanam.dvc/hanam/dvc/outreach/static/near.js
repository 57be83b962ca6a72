// Orders the support points by distance from here. Where the reader is stays in the browser.
const EARTH_KM = 6371.0088;
const button = document.querySelector("[data-near]");
const list = button && document.getElementById(button.dataset.near);

function distance(lat1, lon1, lat2, lon2) {
  const rad = (degrees) => (degrees * Math.PI) / 180;
  const half =
    Math.sin(rad(lat2 - lat1) / 2) ** 2 +
    Math.cos(rad(lat1)) * Math.cos(rad(lat2)) * Math.sin(rad(lon2 - lon1) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(half)));
}

function order({ coords }) {
  const language = document.documentElement.lang;
  const items = [...list.children].map((item) => {
    const { lat, lon } = item.dataset;
    const km = lat ? distance(coords.latitude, coords.longitude, +lat, +lon) : Infinity;
    const tag = item.querySelector("[data-distance]");
    if (Number.isFinite(km)) {
      const number = km.toLocaleString(language, { maximumFractionDigits: 1 });
      tag.textContent = list.dataset.away.replace("{km}", number);
      tag.hidden = false;
    }
    return { item, km };
  });
  items.sort((one, other) => one.km - other.km);
  list.append(...items.map(({ item }) => item));
  say("sorted");
}

function say(key) {
  const place = document.querySelector("[data-near-said]");
  place.textContent = place.dataset[key];
}

if (list && "geolocation" in navigator) {
  button.hidden = false;
  document.querySelector("[data-near-note]").hidden = false;
  button.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(order, () => say("denied"), {
      maximumAge: 300000,
      timeout: 15000,
    });
  });
}
