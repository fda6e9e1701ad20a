import { euclideanNorm } from '../../linalg/norm';

/** |D z| of a diagonal D; writes D z into `scratch`. */
export function scaledNorm(d: Float64Array, z: Float64Array, scratch: Float64Array): number {
  for (let j = 0; j < z.length; j++) scratch[j] = d[j] * z[j];
  return euclideanNorm(scratch);
}
