// What would Twilio's own library for Node sign these calls with? Cases on standard input, signatures out.
import { readFileSync } from "node:fs";
import twilio from "twilio/lib/webhooks/webhooks.js";

const cases = JSON.parse(readFileSync(0, "utf8"));
const signatures = cases.map(({ token, url, fields, body }) =>
  body === undefined
    ? twilio.getExpectedTwilioSignature(token, url, fields)
    : twilio.getExpectedTwilioSignature(token, withHash(url, body), {}),
);
process.stdout.write(JSON.stringify(signatures));

function withHash(url, body) {
  return `${url}?bodySHA256=${twilio.getExpectedBodyHash(body)}`;
}
