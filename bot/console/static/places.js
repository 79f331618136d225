// Draws where ideas are: districts' shapes, and points. No tiles: nothing is asked of any other server.
const COLOUR = () => getComputedStyle(document.documentElement).getPropertyValue("--accent").trim();

document.querySelectorAll(".map[data-drawn]").forEach((where) => {
  const drawn = JSON.parse(where.dataset.drawn);
  const map = L.map(where, { attributionControl: false, keyboard: true });
  const most = Math.max(1, ...drawn.shapes.map((one) => one.ideas));
  // names are texts of residents and staff: never read as HTML
  const text = (said) => Object.assign(document.createElement("span"), { textContent: said });
  const layers = drawn.shapes.map((one) => L.geoJSON(one.shape, {
    style: { color: COLOUR(), weight: 1.5, fillOpacity: 0.08 + 0.5 * (one.ideas / most) },
  }).bindTooltip(() => text(`${one.name} · ${one.ideas}`)));
  layers.push(...drawn.points.map(([latitude, longitude, title, reference]) => L.circleMarker([latitude, longitude], {
    radius: 7, color: COLOUR(), fillOpacity: 0.6,
  }).bindTooltip(() => text(`${reference} · ${title}`)).on("click", () => { window.location = `/console/ideas/${encodeURIComponent(reference)}`; })));
  const group = L.featureGroup(layers).addTo(map);
  map.fitBounds(group.getBounds(), { padding: [20, 20], maxZoom: 16 });
});
