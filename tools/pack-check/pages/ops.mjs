// A page that computes with tensors: bundled, not run.
import { tensor } from "hornet";
import { matmul, softmax } from "hornet/ops";

export const probabilities = (x, w) => softmax(matmul(tensor(x), tensor(w))).array();
