// What does one choose in a dialog over the page? A row of a list, a place.

import { icon, make, places } from "./start.js";

const listSheet = document.getElementById("list-sheet");
const placeSheet = document.getElementById("place-sheet");
const coordinates = placeSheet.querySelector(".coordinates");

/** The row that was chosen, or null. */
export function chooseRow(rows) {
  return ask(listSheet, rows.map((row) => [row, [make("span", "", row.label)]]));
}

/** The place that was chosen or typed, or null. */
export function choosePlace() {
  coordinates.reset();
  const rows = places.map((place) => [place, [icon("pin"), make("span", "", place.name)]]);
  placeSheet.querySelector(".sheet-part").hidden = rows.length === 0;
  return ask(placeSheet, rows, typedPlace);
}

function ask(sheet, rows, typed) {
  return new Promise((resolve) => {
    let chosen = null;
    const take = (value) => {
      chosen = value;
      sheet.close();
    };
    sheet.querySelector(".sheet-rows").replaceChildren(...rows.map((row) => drawRow(row, take)));
    coordinates.onsubmit = (event) => {
      event.preventDefault();
      take(typed());
    };
    sheet.onclose = () => resolve(chosen);
    sheet.showModal();
  });
}

function drawRow([value, content], take) {
  const button = make("button", "sheet-row");
  button.type = "button";
  button.dir = "auto";
  button.append(...content);
  button.addEventListener("click", () => take(value));
  return button;
}

function typedPlace() {
  const { latitude, longitude } = coordinates.elements;
  return { latitude: latitude.valueAsNumber, longitude: longitude.valueAsNumber, name: "" };
}
