// Serves a folder on loopback: node serve.mjs [--port PORT] FOLDER. Prints the address when it is ready.
import { createServer } from 'node:http';
import { createReadStream, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: { port: { type: 'string', default: '0' } },
  allowPositionals: true,
});
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

const isFile = (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  // Normalising an absolute path leaves nothing that leads out of the folder.
  const path = join(positionals[0], normalize(decodeURIComponent(pathname)));
  const found = [path, join(path, 'index.html'), `${path}.html`].find(isFile);
  if (found === undefined) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
    return;
  }
  response.writeHead(200, { 'content-type': TYPES[extname(found)] ?? 'application/octet-stream' });
  createReadStream(found).pipe(response);
});
server.listen(Number(values.port), '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
