import { pointwiseContract } from "../pointwise.testing.ts";
import { wasmEngine } from "./engine.ts";

pointwiseContract([wasmEngine(), wasmEngine({ fusedMultiplyAdd: false })]);
