import * as convergence from './convergence';
import * as distillation from './distillation';
import type { Identities, Slips } from './entry';
import * as expectations from './expectations';
import * as initialization from './initialization';
import * as losses from './losses';
import * as moments from './moments';
import * as proximal from './proximal';
import * as quantization from './quantization';
import * as quasiNewton from './quasi-newton';

/** Identities of the field and slips in circulation, by theme. */
export const gallery: Readonly<Record<string, { identities: Identities; slips: Slips }>> = {
  'gradients and losses': losses,
  'moments of samples and initialization': initialization,
  expectations: expectations,
  'linear algebra and quasi-Newton methods': quasiNewton,
  convergence,
  'regularization and proximal maps': proximal,
  'quantization, pruning and low rank': quantization,
  distillation,
  'moving averages and schedules': moments,
};
