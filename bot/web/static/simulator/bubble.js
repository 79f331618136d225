// How is one message drawn in a conversation?

import { icon, language, make, say } from "./start.js";

const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)»]/g;

/** What the resident sent, from the payload that was posted; `label` is what a tapped option reads. */
export function drawSent(payload, at, label) {
  const bubble = frame("mine", say("you"));
  const text = payload.text || label || payload.choice;
  if (text) bubble.append(words(text, "auto"));
  if (payload.point) bubble.append(drawPoint(payload.point));
  if (payload.contact) bubble.append(words(say("contact_shared", { number: payload.contact }), "auto"));
  for (const attachment of payload.attachments ?? []) bubble.append(drawAttachment(attachment));
  bubble.append(stamp(at));
  return bubble;
}

/** What the town sent; `choose(option)` is called when an option is tapped, `list(rows)` opens a list. */
export function drawReceived(content, at, { choose, list }) {
  const bubble = frame("theirs", say("town"));
  bubble.append(words(content.text, content.dir, true));
  if (content.sms) bubble.append(make("p", "parts", partsOf(content.sms)));
  bubble.append(stamp(at));
  const rows = (content.buttons ?? []).filter((row) => row.length > 0);
  if (rows.length > 0) bubble.append(drawButtons(rows, content.dir, choose));
  if (content.list?.length > 0) bubble.append(drawList(content.list, list));
  return bubble;
}

/** Write under a sent message how far it got. */
export function mark(bubble, status) {
  bubble.querySelector(".stamp").dataset.status = say(status);
}

function frame(side, speaker) {
  const bubble = make("div", `bubble ${side}`);
  bubble.append(make("span", "unseen", `${speaker} : `));
  return bubble;
}

function words(text, dir, links = false) {
  const paragraph = make("p", "words");
  paragraph.dir = dir ?? "auto";
  paragraph.append(...(links ? withLinks(text) : [text]));
  return paragraph;
}

function withLinks(text) {
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(LINK)) {
    const link = make("a", "", found[0]);
    Object.assign(link, { href: found[0], target: "_blank", rel: "noopener noreferrer" });
    nodes.push(text.slice(end, found.index), link);
    end = found.index + found[0].length;
  }
  return [...nodes, text.slice(end)];
}

function stamp(at) {
  const time = make("time", "stamp", clock.format(at));
  time.dateTime = at.toISOString();
  return time;
}

function drawButtons(rows, dir, choose) {
  const group = make("div", "options");
  group.dir = dir ?? "ltr";
  for (const row of rows) {
    const line = make("div", "options-row");
    line.append(...row.map((option) => drawOption(option, choose)));
    group.append(line);
  }
  return group;
}

function drawOption(option, choose) {
  const button = make("button", "option");
  button.type = "button";
  button.append(icon("reply"), make("span", "", option.label));
  button.addEventListener("click", () => {
    markChosen(button);
    choose(option);
  });
  return button;
}

function drawList(rows, list) {
  const group = make("div", "options");
  const button = make("button", "option");
  button.type = "button";
  button.append(icon("list"), make("span", "", say("see_list", { n: rows.length })));
  button.addEventListener("click", () => list(rows));
  group.append(button);
  return group;
}

/** Only the last tapped option of a message is marked. */
function markChosen(button) {
  for (const other of button.closest(".options").querySelectorAll(".option-chosen")) other.remove();
  const note = make("span", "option-chosen");
  note.append(icon("tick"), make("span", "unseen", say("chosen")));
  button.append(note);
}

function drawPoint(point) {
  const place = make("p", "place-shared");
  const figures = say("point", { latitude: point.latitude.toFixed(5), longitude: point.longitude.toFixed(5) });
  const named = make("span", "", point.name ? say("shared_place", { name: point.name }) : figures);
  place.append(icon("pin"), named);
  if (point.name) place.append(make("small", "", figures));
  return place;
}

function drawAttachment({ reference, media_type: type, name }) {
  const link = make("a", "attachment");
  Object.assign(link, { href: `/simulator/files/${encodeURIComponent(reference)}`, target: "_blank" });
  link.rel = "noopener";
  if (type.startsWith("image/")) {
    const image = make("img");
    Object.assign(image, { src: link.href, alt: say("photo_of", { name }), loading: "lazy" });
    link.append(image);
  } else {
    link.append(icon("file"), make("span", "", name));
  }
  return link;
}

function partsOf({ encoding, parts, units }) {
  return say("sms_received", { n: parts, units, unit: say("sms_units"), encoding });
}
