// What does the simulator page do as a whole?

import { follow } from "./exchange.js";
import { Stage } from "./stage.js";
import { say } from "./start.js";
import { StoredPanel } from "./stored.js";
import { Switch } from "./switch.js";

const panel = new StoredPanel();
const narrow = new Switch();
const connection = document.getElementById("connection");

const stage = new Stage({
  changed: ({ residents, phones }) => {
    panel.offer(residents);
    narrow.offer(phones);
  },
  looked: (slug) => panel.show(slug),
});

function hear(kind, notice) {
  const phone = stage.phones.get(notice.address);
  if (kind === "message") phone?.receive(notice.id, notice.bubbles);
  else phone?.settle();
  panel.hear(notice.address.slice(notice.address.indexOf("-") + 1));
}

/** When the page hears the service again, it catches up with what it missed. */
function tellConnection(heard) {
  if (heard && !connection.hidden) {
    for (const phone of stage.phones.values()) phone.restore().catch(() => {}); // the next try will do it
    panel.refresh();
  }
  connection.hidden = heard;
  connection.textContent = heard ? "" : say("connection_lost");
}

follow(hear, tellConnection);
