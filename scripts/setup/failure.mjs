/** A failure that the user can act on: the message is a sentence on what is wrong and what to do. */
export class SetupFailure extends Error {
  /**
   * @param {string} message
   * @param {string} [details] what the failing tool said, in its own words
   */
  constructor(message, details = '') {
    super(message);
    this.name = 'SetupFailure';
    this.details = details;
  }
}

const KNOWN_CAUSES = [
  {
    pattern: /ENOSPC|No space left on device|not enough space/i,
    message: 'The disk is full: free some space and start again.',
  },
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|NewConnectionError|NameResolutionError|ConnectTimeoutError|ReadTimeoutError|Max retries exceeded|Failed to establish a new connection|name resolution|Network is unreachable|Connection refused/i,
    message:
      'There is no network, or the package registry does not answer: start again when it does. What was installed before goes on working.',
  },
  {
    pattern: /EACCES|EPERM|Permission denied/i,
    message: 'A file or folder may not be written: check who owns this folder and the cache folder.',
  },
];

/**
 * The likely cause of a tool's failure, read from what it printed; undefined when it is none of the common ones.
 * @param {string} output
 */
export function likelyCause(output) {
  return KNOWN_CAUSES.find(({ pattern }) => pattern.test(output))?.message;
}
