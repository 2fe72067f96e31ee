import { describe, expect, test } from "vitest";
import { layerContract, type LayerCase } from "../../test/contracts/layerContract.ts";
import { readDecoded } from "../../test/golden/decode.ts";
import { layerClasses } from "../models/deserialize.ts";

/** Areas of the goldens, with how many of their cases are of layers that are built. */
const areas = {
  layers_core: 23,
  layers_activation_layers: 29,
  layers_normalization: 22,
  layers_conv: 45,
  layers_pooling: 27,
  layers_reshaping: 21,
  layers_merging: 16,
  layers_attention: 12,
  layers_rnn: 33,
} as const;

for (const [area, count] of Object.entries(areas)) {
  describe(`${area}.json`, () => {
    const cases = readDecoded<LayerCase>(area).filter(({ layer }) =>
      Object.hasOwn(layerClasses, layer.class_name),
    );
    test(`${count} cases are of layers that are built`, () => expect(cases).toHaveLength(count));
    for (const golden of cases) layerContract(golden);
  });
}
