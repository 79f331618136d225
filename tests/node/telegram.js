// A Bot API server by others, on a free port of this machine: says the port, then serves until standard input ends.
'use strict';

const net = require('net');
const TelegramServer = require('telegram-test-api');

const HOST = '127.0.0.1';

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, HOST, () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function main() {
  const port = await freePort();
  await new TelegramServer({ port, host: HOST }).start();
  process.stdin.on('end', () => process.exit(0)).resume();
  console.log(port);
}

main();
