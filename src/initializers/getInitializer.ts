import {
  fromConfig,
  isSerializedObject,
  serializeObject,
  toSnakeCase,
  type SerializedObject,
} from "../base/config.ts";
import { fail, failUnknownName } from "../base/errors.ts";
import { Constant, Ones, Zeros } from "./constant.ts";
import { Identity } from "./identity.ts";
import { Initializer } from "./initializer.ts";
import { Orthogonal } from "./orthogonal.ts";
import { RandomNormal, RandomUniform, TruncatedNormal } from "./random.ts";
import { STFT } from "./stft.ts";
import {
  GlorotNormal,
  GlorotUniform,
  HeNormal,
  HeUniform,
  LecunNormal,
  LecunUniform,
  VarianceScaling,
} from "./varianceScaling.ts";

/** The names by which initializers can be asked for: Keras's. */
export type InitializerName =
  | "zeros"
  | "ones"
  | "constant"
  | "identity"
  | "orthogonal"
  | "random_normal"
  | "random_uniform"
  | "truncated_normal"
  | "variance_scaling"
  | "glorot_uniform"
  | "glorot_normal"
  | "he_uniform"
  | "he_normal"
  | "lecun_uniform"
  | "lecun_normal"
  | "stft"
  | "zero"
  | "one"
  | "normal"
  | "uniform";

/** A name or an object. */
export type InitializerLike = InitializerName | Initializer;

interface InitializerClass {
  readonly className: string;
  new (options?: object): Initializer;
}

const classes: readonly InitializerClass[] = [
  Zeros,
  Ones,
  Constant,
  Identity,
  Orthogonal,
  RandomNormal,
  RandomUniform,
  TruncatedNormal,
  VarianceScaling,
  GlorotUniform,
  GlorotNormal,
  HeUniform,
  HeNormal,
  LecunUniform,
  LecunNormal,
  STFT,
];

/** Keras's other names. */
const aliases: Readonly<Record<string, InitializerClass>> = {
  zero: Zeros,
  one: Ones,
  normal: RandomNormal,
  uniform: RandomUniform,
  stft: STFT,
  IdentityInitializer: Identity,
  OrthogonalInitializer: Orthogonal,
};

const snakeName = (className: string): string => toSnakeCase(className).slice(1);

/** The initializer of that name, object or saved form. Throws on an unknown name, with the nearest one. */
export function getInitializer(like: unknown, where = "initializer"): Initializer {
  if (like instanceof Initializer) return like;
  if (typeof like === "function") {
    return fail("option", {
      where,
      expected: "the name of an initializer, or one",
      received: "a function",
      advice: "Call it: heNormal()",
    });
  }
  const serialized = isSerializedObject(like);
  const name = serialized
    ? like.class_name
    : typeof like === "string"
      ? like
      : JSON.stringify(like);
  const found =
    classes.find(({ className }) => className === name || snakeName(className) === name) ??
    (Object.hasOwn(aliases, name) ? aliases[name] : undefined);
  if (found === undefined) {
    return failUnknownName(
      where,
      "initializer",
      name,
      classes.map(({ className }) => snakeName(className)),
    );
  }
  return new found(serialized ? fromConfig(like.config) : {});
}

/** The saved form of an initializer. */
export function serializeInitializer(initializer: Initializer): SerializedObject {
  return serializeObject("keras.initializers", initializer.className, initializer.options);
}
