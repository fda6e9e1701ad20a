import './restore-chain';

export { accumulate } from './accumulate';
export { applyEvery } from './apply-every';
export { chain } from './chain';
export { ChainOptimizer } from './chain-optimizer';
export { clipByGlobalNorm, clipByNorm, clipByValue } from './clip';
export { decoupledDecay, l2 } from './decay';
export { emaOfWeights, withEma } from './ema-of-weights';
export { gradientNoise } from './gradient-noise';
export { Transform, type TransformDefinition, type TransformOptions, transform } from './transform';
