/** Initial weights: `hornet/initializers`. */
export {
  Constant,
  constant,
  type ConstantOptions,
  Ones,
  ones,
  Zeros,
  zeros,
} from "../initializers/constant.ts";
export {
  getInitializer,
  type InitializerLike,
  type InitializerName,
} from "../initializers/getInitializer.ts";
export { Identity, identity, type IdentityOptions } from "../initializers/identity.ts";
export { Initializer, type SeedOptions } from "../initializers/initializer.ts";
export { Orthogonal, orthogonal, type OrthogonalOptions } from "../initializers/orthogonal.ts";
export {
  type NormalOptions,
  RandomNormal,
  randomNormal,
  RandomUniform,
  randomUniform,
  TruncatedNormal,
  truncatedNormal,
  type UniformOptions,
} from "../initializers/random.ts";
export {
  type FanOptions,
  GlorotNormal,
  glorotNormal,
  GlorotUniform,
  glorotUniform,
  HeNormal,
  heNormal,
  HeUniform,
  heUniform,
  LecunNormal,
  lecunNormal,
  LecunUniform,
  lecunUniform,
  VarianceScaling,
  varianceScaling,
  type VarianceScalingOptions,
} from "../initializers/varianceScaling.ts";
export { STFT, stft, type StftOptions } from "../initializers/stft.ts";
