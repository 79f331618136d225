// How many SMS does a text make? GSM 03.38 (160, or 153 a part), else UCS-2 (70, or 67).

const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡" +
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const EXTENDED = new Set("^{}\\[~]|€\f");

const GSM = { encoding: "GSM-7", alone: 160, part: 153 };
const UCS = { encoding: "UCS-2", alone: 70, part: 67 };

/** Units used, parts, capacity of those parts, encoding, and the first character that GSM lacks. */
export function measure(text) {
  const characters = [...text];
  const wide = characters.find((c) => !BASIC.has(c) && !EXTENDED.has(c));
  const kind = wide === undefined ? GSM : UCS;
  const sizes = characters.map((c) => (kind === GSM ? 1 + EXTENDED.has(c) : c.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const parts = units <= kind.alone ? 1 : countParts(sizes, kind.part);
  const capacity = parts === 1 ? kind.alone : parts * kind.part;
  return { encoding: kind.encoding, units, parts, capacity, wide };
}

/** A character of two units is never cut between two parts. */
function countParts(sizes, room) {
  let parts = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > room) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return parts;
}
