// Grades an exercise notebook: builds the grader where its sources are newer, then runs it.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const cli = join(root, 'grading', 'dist', 'cli.js');
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

function newestSource(folder) {
  return Math.max(
    ...readdirSync(folder, { withFileTypes: true }).map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? newestSource(path) : statSync(path).mtimeMs;
    }),
  );
}

function build() {
  const stamp = join(root, 'grading', 'dist', '.tsbuildinfo');
  if (
    existsSync(cli) &&
    existsSync(stamp) &&
    statSync(stamp).mtimeMs >= newestSource(join(root, 'grading', 'src'))
  ) {
    return;
  }
  if (!existsSync(compiler)) {
    console.error('The packages are not installed yet: run npm start once, then grade again.');
    process.exit(2);
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [compiler, '-b', join(root, 'grading')], {
    encoding: 'utf8',
  });
  if (status === 0) return;
  console.error(`The grader could not be built:\n${stdout}${stderr}`);
  process.exit(2);
}

build();
const { main } = await import(cli);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(2));
process.exitCode = await main(process.argv.slice(2));
