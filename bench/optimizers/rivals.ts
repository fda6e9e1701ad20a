import { BackendUnavailable, backend } from 'optlab';
import { Peer } from './peers/peer';

/** What our steps are compared with, as far as it runs here. */
export interface Rivals {
  backends: { name: string; title: string }[];
  peers: { name: string; peer: Peer }[];
}

/** Starts the backends of TensorFlow.js and the Python libraries, all on the cores of this process. */
export async function startRivals(cores: number): Promise<Rivals> {
  const backends: Rivals['backends'] = [];
  await backend({ prefer: 'wasm' });
  // TensorFlow.js uses no threads for its wasm backend in Node, so two cores show nothing new.
  if (cores === 1) backends.push({ name: 'wasm', title: 'tf.train, wasm' });
  try {
    await backend({ prefer: 'native', threads: cores });
    backends.push({ name: 'tensorflow', title: 'tf.train, native' });
  } catch (error) {
    if (!(error instanceof BackendUnavailable)) throw error;
    console.log(`Not measured: ${error.message}`);
  }
  const peers: Rivals['peers'] = [];
  for (const [name, library] of [
    ['optax', 'optax_steps'],
    ['PyTorch', 'torch_steps'],
  ] as const) {
    const peer = await Peer.start(library);
    if (!peer) continue;
    console.log(peer.version);
    peers.push({ name, peer });
  }
  return { backends, peers };
}
