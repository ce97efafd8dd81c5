/** Serves the built page, says where, and opens it on a machine that has a desktop. */
import { preview } from 'vite';
import { canOpen } from './desktop.mjs';

const server = await preview({ preview: { open: canOpen(process.platform, process.env) } });
server.printUrls();
console.log('  Open this address in a browser, if none has opened. Ctrl+C stops the server.\n');
