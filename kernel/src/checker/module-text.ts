import { mark } from '../shared/names';

/** A module that holds nothing. */
export const emptyModule = 'export {};';

/** The type of an evolving variable at the end of a cell, under this name. */
export const endName = (name: string) => `${mark}${name}`;
