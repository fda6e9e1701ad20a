/** A `WebAssembly.Memory`. (Its own type would need TypeScript's DOM library.) */
export interface LinearMemory {
  readonly buffer: ArrayBufferLike;
  /** Adds pages of 64 KiB; views of the old buffer are detached. */
  grow(pages: number): number;
}

/** A compiled module. */
export type WebAssemblyModule = object;

interface Engine {
  Memory: new (description: { initial: number }) => LinearMemory;
  Module: new (bytes: Uint8Array) => WebAssemblyModule;
  Instance: new (
    module: WebAssemblyModule,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ) => { exports: Readonly<Record<string, unknown>> };
  validate(bytes: Uint8Array): boolean;
}

/** The engine's WebAssembly, if it has one. */
export const webAssembly = (globalThis as { WebAssembly?: Engine }).WebAssembly;
