// Draws the districts of #map from its data-shapes: shapes and names, no tiles, no other host.
document.addEventListener("DOMContentLoaded", async () => {
  const box = document.getElementById("map");
  if (!box || !window.L) return;
  const answer = await fetch(box.dataset.shapes);
  if (!answer.ok) return;
  const map = L.map(box, { attributionControl: false, zoomSnap: 0.25 });
  const colour = getComputedStyle(document.documentElement).getPropertyValue("--accent").trim();
  const drawn = L.geoJSON(await answer.json(), {
    style: { color: colour, weight: 2, fillOpacity: 0.15 },
    onEachFeature: (feature, layer) => {
      const name = document.createElement("span");
      name.textContent = feature.properties.name;
      // on a telephone the names would cover each other: there a tap shows one
      layer.bindTooltip(name, { permanent: box.clientWidth > 500, direction: "center" });
    },
  }).addTo(map);
  map.fitBounds(drawn.getBounds(), { padding: [20, 20] });
});
