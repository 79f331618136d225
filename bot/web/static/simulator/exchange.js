// How does the page talk with the server?

/** Post a message; true when the server has stored it. */
export async function postMessage(payload) {
  try {
    const response = await fetch("/simulator/messages", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(payload),
    });
    return response.status === 202;
  } catch {
    return false;
  }
}

/** Upload a file; the attachment, or the key of a sentence that says why not. */
export async function postFile(file) {
  const form = new FormData();
  form.append("file", file);
  try {
    const response = await fetch("/simulator/files", { method: "POST", body: form });
    if (response.ok) return { attachment: await response.json() };
    return { refused: { 413: "file_too_large", 415: "file_refused" }[response.status] ?? "file_failed" };
  } catch {
    return { refused: "file_failed" };
  }
}

export function fetchHistory(address) {
  return fetchJson(`/simulator/history?address=${encodeURIComponent(address)}`);
}

export function fetchStored(address) {
  return fetchJson(`/simulator/stored?address=${encodeURIComponent(address)}`);
}

/** Call `told(kind, notice)` for each notice, `heard(true|false)` as the connection comes and goes. */
export function follow(told, heard) {
  const source = new EventSource("/simulator/stream");
  for (const kind of ["message", "turn"]) {
    source.addEventListener(kind, (event) => told(kind, JSON.parse(event.data)));
  }
  source.addEventListener("open", () => heard(true));
  source.addEventListener("error", () => heard(false));
}

/** An id for a message: the same message sent twice keeps it. */
export function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
}

async function fetchJson(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}
