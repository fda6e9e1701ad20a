/** Why a backend cannot start, as a sentence that ends a line; caught where the next one is tried. */
export class Unavailable extends Error {}
