import { failUnknownName } from "../../base/errors.ts";
import type { Operand } from "../../graph/value.ts";
import { subtract } from "../add.ts";
import { floatOperand, type OperandLike } from "../convert.ts";
import { divide } from "../divide.ts";
import { reshape } from "../reshape.ts";
import { flip } from "../slice.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { imageBatch, type ImageOptions } from "./images.ts";

/** How pixels of 0 to 255 are brought to what a network was trained with. */
type Mode = "caffe" | "tf" | "torch" | "none";

/** The networks of `keras.applications`, in Keras's spelling. */
export type Application =
  | "convnext"
  | "densenet"
  | "efficientnet"
  | "efficientnet_v2"
  | "inception_resnet_v2"
  | "inception_v3"
  | "mobilenet"
  | "mobilenet_v2"
  | "mobilenet_v3"
  | "nasnet"
  | "resnet"
  | "resnet_v2"
  | "vgg16"
  | "vgg19"
  | "xception";

const modes: Readonly<Record<Application, Mode>> = {
  convnext: "none",
  densenet: "torch",
  efficientnet: "none",
  efficientnet_v2: "none",
  inception_resnet_v2: "tf",
  inception_v3: "tf",
  mobilenet: "tf",
  mobilenet_v2: "tf",
  mobilenet_v3: "none",
  nasnet: "tf",
  resnet: "caffe",
  resnet_v2: "tf",
  vgg16: "caffe",
  vgg19: "caffe",
  xception: "tf",
};

/** Three numbers, one per channel, to be broadcast with images. */
function perChannel(numbers: readonly number[], channels: number): Operand {
  const shape = [1, 1, 1, 1].with(channels, 3);
  return reshape(new Tensor(Float32Array.from(numbers), [3]), shape);
}

/**
 * Images of red, green and blue from 0 to 255 as the network was trained with them: around 0 between -1 and 1, normalized
 * by the means and deviations of ImageNet, in the order blue, green, red without their means, or as they are.
 */
export function preprocessInput(
  application: Application,
  images: OperandLike,
  options: ImageOptions = {},
): Operand {
  const where = "preprocessInput";
  if (!Object.hasOwn(modes, application))
    failUnknownName(where, "application", application, Object.keys(modes));
  const mode: Mode = modes[application];
  const given = floatOperand(where, images).x;
  if (mode === "none") return given;
  if (mode === "tf") return subtract(divide(given, 127.5), 1);
  const { x, channels, finish } = imageBatch(where, given, options);
  if (mode === "caffe") {
    const mean = perChannel([103.939, 116.779, 123.68], channels);
    return finish(subtract(flip(x, { axis: channels }), mean));
  }
  const centred = subtract(divide(x, 255), perChannel([0.485, 0.456, 0.406], channels));
  return finish(divide(centred, perChannel([0.229, 0.224, 0.225], channels)));
}
