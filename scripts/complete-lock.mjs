// `npm run lock`: adds to package-lock.json the packages for other platforms that npm has left out. It leaves out
// an optional package that its registry does not offer (a mirror may carry builds for some platforms alone), and
// then `npm ci` refuses that lock file wherever the registry is another.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writeWhole } from './setup/files.mjs';

const path = fileURLToPath(new URL('../package-lock.json', import.meta.url));
const lock = JSON.parse(readFileSync(path, 'utf8'));

const OS = /\b(android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|aix|win32)\b/;
const CPU = /\b(arm64|arm|ia32|loong64|mips64el|ppc64|riscv64|s390x|x64)\b/;
const LIBC = /\b(gnu|musl)/;

/** @type {string[]} */
const added = [];
for (const [from, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (isResolved(from, name)) continue;
    const os = OS.exec(name)?.[1];
    const cpu = CPU.exec(name)?.[1];
    const libc = os === 'linux' ? LIBC.exec(name)?.[1] : undefined;
    if (!os || !/^\d+\.\d+\.\d+$/.test(version))
      throw new Error(`${from} wants ${name} ${version}: add it by hand`);
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(cpu && { cpu: [cpu] }),
      ...(dev && { dev }),
      ...(libc && { libc: [libc === 'gnu' ? 'glibc' : libc] }),
      optional: true,
      os: [os],
    };
    added.push(name);
  }
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
writeWhole(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
console.log(added.length > 0 ? `added: ${added.join(', ')}` : 'nothing was missing');

/**
 * Whether a package that is wanted from a place in node_modules has an entry there or above.
 * @param {string} from
 * @param {string} name
 */
function isResolved(from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(at.lastIndexOf('/node_modules/'), 0))) {
    if (lock.packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true;
    if (at === '') return false;
  }
}
