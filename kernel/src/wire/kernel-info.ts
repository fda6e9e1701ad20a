import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { protocolVersion } from './message';

function versionOf(packageFile: string): string {
  return (JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }).version;
}

const version = versionOf(join(__dirname, '../../package.json'));
const typescriptVersion = versionOf(require.resolve('typescript-5/package.json'));

/** The content of `kernel_info_reply`. */
export const kernelInfo = {
  status: 'ok',
  protocol_version: protocolVersion,
  implementation: 'optlab-kernel',
  implementation_version: version,
  banner: `TypeScript ${typescriptVersion} on Node ${process.versions.node} (optlab-kernel ${version})`,
  help_links: [
    { text: 'TypeScript', url: 'https://www.typescriptlang.org/docs/' },
    { text: 'Node.js', url: 'https://nodejs.org/docs/latest/api/' },
  ],
  language_info: {
    name: 'typescript',
    version: typescriptVersion,
    mimetype: 'application/typescript',
    file_extension: '.ts',
    pygments_lexer: 'typescript',
    codemirror_mode: 'typescript',
    nbconvert_exporter: 'script',
  },
  supported_features: [],
};
