// Runs samples for Node.js, one after the other: a line with the path of one comes in, a line with how it ended goes out.
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const answer = (outcome) => process.stdout.write(`sample: ${JSON.stringify(outcome)}\n`);
console.log = () => {};

for await (const path of createInterface({ input: process.stdin })) {
  try {
    await (await import(pathToFileURL(path).href)).done;
    answer(null);
  } catch (error) {
    answer(String(error));
  }
}
