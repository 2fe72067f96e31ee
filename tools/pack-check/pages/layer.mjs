// A page that applies one layer: bundled, not run.
import { tensor } from "hornet";
import { dense } from "hornet/layers";

export const logits = (x) => dense(10)(tensor(x));
