// Read by the old versions of Node that it is there to refuse: nothing newer than ES modules in here.

/** @param {string} [version] */
export function refuseOldNode(version) {
  var parts = (version || process.versions.node).split('.').map(Number);
  if (parts[0] > 20 || (parts[0] === 20 && parts[1] >= 19)) return;
  console.error(
    'Node.js 20.19 or newer is needed, and this is ' +
      parts.join('.') +
      ': install a current one (Debian, Ubuntu, Fedora: your package manager or a version manager such as nvm or fnm; macOS: `brew install node`).',
  );
  process.exit(1);
}
